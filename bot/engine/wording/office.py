"""How an office's address, telephone and hours are told."""

from __future__ import annotations

from bot.catalogue.model import Hours, Office, Offices
from bot.engine.wording.markup import joined, listed

_DAYS = ("", "thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


def hours_line(hours: Hours) -> str:
    """One span as a list item, for example "thứ Hai đến thứ Sáu: 07:30 – 11:30"."""
    days = sorted(hours.days)
    if len(days) > 2 and days == list(range(days[0], days[-1] + 1)):
        named = f"{_DAYS[days[0]]} đến {_DAYS[days[-1]]}"
    else:
        named = ", ".join(_DAYS[day] for day in days)
    note = f" ({hours.note})" if hours.note else ""
    return f"- {named}: {hours.opens:%H:%M} – {hours.closes:%H:%M}{note}"


def contact(office: Office, hours: str, otherwise: str) -> str:
    """Name, address, telephone and hours; ``otherwise`` says where to ask when the telephone is unknown."""
    if not (office.address or office.phone or hours):
        return f"**{office.name}:** số điện thoại và giờ làm việc chưa được xác nhận ở đây. {otherwise}"
    facts = [f"**{office.name}**"]
    if office.address:
        facts.append(f"Địa chỉ: {office.address}")
    if office.phone:
        facts.append(f"Điện thoại: {office.phone}")
    return joined(
        "\n".join(facts),
        f"Giờ làm việc:\n{hours}" if hours else "Giờ làm việc ở đây chưa được xác nhận. Anh/chị nên hỏi trước khi đến.",
        otherwise,
    )


def unknown(what: str, office: Office | None, offices: Offices) -> str:
    """Says that a telephone number or an address is not known, and what can be done instead."""
    name, unit = ("các xã, phường", "xã, phường")
    if office is not None:
        name, unit = f"**{office.name}**", "phường" if office.kind == "ward" else "xã"
    return joined(
        f"Tôi chưa có {what} của {name}. Anh/chị đến bộ phận một cửa của {unit}, hoặc bấm **Gặp cán bộ**.",
        f"Tổng đài: {offices.hotline}" if offices.hotline else "",
    )


def choose_office(offices: Offices) -> str:
    """Where to ask when this installation is not tied to one office."""
    names = listed(one.name + (f": {one.phone}" if one.phone else "") for one in offices.offices)
    return joined(
        f"Anh/chị hỏi tại bộ phận một cửa của xã, phường mình:\n{names}"
        if names
        else "Anh/chị hỏi tại bộ phận một cửa của xã, phường.",
        f"Tổng đài: {offices.hotline}" if offices.hotline else "",
        f"Cổng Dịch vụ công quốc gia: {offices.portal}",
    )
