"""What to offer where a message leaves several things open, and one question that separates them: first time or replacement?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

_DEEDS: Mapping[str, str] = {
    "dang_ky_lai": "đăng ký lại vì mất cả giấy và sổ gốc",
    "sang_ten": "sang tên",
    "gia_han": "gia hạn",
    "ban_sao": "xin bản sao",
    "sua_sai": "sửa thông tin sai",
    "cap_lai": "làm lại vì bị mất hoặc hỏng",
    "cap_doi": "đổi vì hết hạn hoặc thay thông tin",
    "xoa": "xóa",
    "tam_ngung": "tạm nghỉ",
    "cham_dut": "nghỉ hẳn",
    "tach": "tách",
    "thay_doi": "thay đổi nội dung",
    "khai_bao": "trình báo",
    "cap_moi": "làm lần đầu",
}
"""Idea of a title -> how the choice is put to a citizen, the most telling first."""

MOST = 3
"""Things offered at once."""

Ideas = frozenset[str]


def open_choice(ideas: Ideas, titles: Sequence[Ideas], plain: Sequence[Ideas]) -> list[int]:
    """Where a message says nothing but these ideas («căn cước», «gia hạn») and the titles that hold them all say more, each of
    these is as good an answer: the places of those to offer, the first one first, of different deeds by their ``plain`` titles.

    None when the first title is not such a one, or says no more than the message: then it is the plain procedure.
    """
    alike = [place for place, title in enumerate(titles) if ideas <= title]
    if alike[:1] != [0] or len(alike) < 2 or titles[0] == ideas:
        return []
    deeds: dict[str, int] = {}
    for place in alike:
        deeds.setdefault(_deed(plain[place] - ideas), place)
    if len(deeds) < 2:
        return alike[:MOST]
    return sorted(deeds.values(), key=lambda place: (place > 0, place == deeds.get(""), place))[:MOST]


def ask_back(plain: Sequence[Ideas]) -> str:
    """A question from the ideas of the plain titles offered, or nothing when they are about different things or the same deed."""
    if len(plain) < 2 or not frozenset.intersection(*plain) - _DEEDS.keys():
        return ""
    deeds = [_DEEDS.get(_deed(title), "") for title in plain]
    if not all(deeds) or len(set(deeds)) < len(deeds):
        return ""
    return f"Anh/chị muốn {', '.join(deeds[:-1])} hay {deeds[-1]}?"


def _deed(title: Ideas) -> str:
    return next((deed for deed in _DEEDS if deed in title), "")
