"""The words of guidance cards: what a procedure is for, its papers, time, fee, place, and the limits of what is known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from bot.catalogue.model import Channel, ChannelKind, Document, Kind, Period, Procedure, Unit
from bot.engine.wording.markup import day, joined, listed, lower_first, month, shortened, upper_first
from bot.language import fold

STEP_BY_STEP = "Làm từng bước"
GO_ON = "Tiếp tục hồ sơ đang làm"
DOCUMENTS = "Giấy tờ cần có"
FEE = "Lệ phí"
TIME = "Thời hạn"
WHERE = "Nộp ở đâu"
ONLINE = "Làm trên mạng được không"
RESULT = "Nhận kết quả gì"
ALL_PAPERS = "Xem hết các trường hợp"
CASE = "Giấy tờ khác nhau theo từng trường hợp, nên tôi hỏi trước một câu:"
RELATED = "Việc liên quan, bấm để xem:"
IN_ORDER = "Việc liên quan, nên làm theo thứ tự này:"
CONDOLENCE = "Xin chia buồn cùng anh/chị và gia đình."
SAFE_PAYMENT = "Chỉ nộp tiền trên Cổng Dịch vụ công quốc gia hoặc tại quầy có biên lai. Trợ lý này không nhận tiền."
ASK_COUNTER = "Anh/chị hỏi lại bộ phận một cửa trước khi nộp."
NO_PAPERS = "Dữ liệu hiện có chưa ghi giấy tờ cần nộp. Anh/chị hỏi bộ phận một cửa giúp nhé."
NO_FEE = "Dữ liệu hiện có chưa ghi phí. Không có nghĩa là miễn phí, anh/chị hỏi bộ phận một cửa giúp nhé."
NO_TIME = "Dữ liệu hiện có chưa ghi thời hạn. Anh/chị hỏi bộ phận một cửa giúp nhé."
NO_WHERE = "Dữ liệu hiện có chưa ghi nơi nộp. Anh/chị hỏi bộ phận một cửa giúp nhé."
NO_RESULT = "Dữ liệu hiện có chưa ghi kết quả nhận được. Anh/chị hỏi bộ phận một cửa giúp nhé."
STATUS_ELSEWHERE = (
    "Hồ sơ đã có giấy tiếp nhận thì tra theo mã hồ sơ trên Cổng Dịch vụ công quốc gia, hoặc hỏi nơi đã nộp."
)
UPDATING = "Thông tin này đang được cập nhật. Anh/chị hỏi bộ phận một cửa trước khi làm."
HANDOVER = "Tôi chưa hướng dẫn từng bước được việc này. Anh/chị liên hệ nơi dưới đây để được giúp."

_NOT_KNOWN = {
    "documents": "danh sách giấy tờ",
    "fee": "mức tiền",
    "time": "thời hạn",
    "online": "cách làm trên mạng",
    "result": "thông tin về kết quả",
}

PAPERS = "Giấy tờ"
USUAL_PAPERS = "Giấy tờ thường cần"
PRICE = "Phí"
SUBMIT_AT = "Nộp ở"
DECIDES = "Nơi giải quyết"
GIVEN = "Nhận được"
ON_LINE = "Trên mạng"
SAME_ANY_WAY = ", nộp cách nào cũng vậy"
NOT_STATED = "chưa ghi trong dữ liệu, hỏi nơi nhận hồ sơ"
BY_CASE = "Thời hạn khác nhau theo trường hợp hoặc từng bước"
TIME_TOLD = f"bấm nút **{TIME}** để xem"
MORE_TIMES = f"bấm nút **{TIME}** để xem từng trường hợp"
_TITLE = 300
_PAPER = 160
"""Characters of a paper's name on a card; those of national records hold whole paragraphs."""
_NUMBERED = re.compile(r"^[-+*\s]*(?:\W?(?:\d{1,2}(?:\.\d{1,2})*|[a-zđ])\s?[).:]\s*)?", re.IGNORECASE)
POLICE = "công an"
"""Stands in ``decides`` where the commune police receive, who keep hours of their own."""

_UNITS = {Unit.HOURS: "giờ làm việc", Unit.DAYS: "ngày", Unit.WORKING_DAYS: "ngày làm việc"}
_CHANNELS = {ChannelKind.ONLINE: "Trực tuyến", ChannelKind.COUNTER: "Trực tiếp", ChannelKind.POST: "Bưu chính"}


def not_known(aspect: str) -> str:
    """Says that this one thing is not known here, and that the place named next knows it."""
    return f"Tôi chưa có {_NOT_KNOWN[aspect]} của việc này. Anh/chị hỏi nơi dưới đây:"


def channel(kind: ChannelKind) -> str:
    """The way of submitting, as a word."""
    return _CHANNELS[kind]


def fact(name: str, text: str) -> str:
    """One line of a card."""
    return f"**{name}:** {text}"


def either(parts: Iterable[str]) -> str:
    """Alternatives in one line."""
    return " hoặc ".join(parts)


def place_in_short(main: str, others: Iterable[str]) -> str:
    """The counter, and the other ways as words."""
    more = ", ".join(others)
    return f"{main}, hoặc nộp {more}" if more else main


def decided_by(procedure: Procedure) -> str:
    """Who decides."""
    return f"{DECIDES}: {procedure.decides}"


def limit(value: Period) -> str:
    """``3 ngày làm việc``."""
    return f"{value.amount} {_UNITS[value.unit]}"


def period(value: Period) -> str:
    """``3 ngày làm việc``, with its note."""
    return limit(value) + _note(value)


def _note(value: Period) -> str:
    return f" ({lower_first(value.note)})" if value.note else ""


def times(limits: Mapping[ChannelKind, Sequence[Period]]) -> str:
    """The time limits of each way of submitting; ways that take equally long are told together."""
    ways: dict[tuple[str, ...], list[str]] = {}
    for kind, values in limits.items():
        if values:
            ways.setdefault(tuple(map(period, values)), []).append(channel(kind))
    if not ways:
        return NO_TIME
    if len(ways) == 1 and all(limits.values()):
        values = next(iter(limits.values()))
        same = SAME_ANY_WAY if len(limits) > 1 else ""
        if len(values) > 1:
            return f"{BY_CASE}{same}:\n{listed(map(period, values))}"
        return f"**{limit(values[0])}**{same}{_note(values[0])}."
    return listed(
        f"{', '.join((named[0], *map(lower_first, named[1:])))}: {'; '.join(told)}" for told, named in ways.items()
    )


def times_in_short(limits: Mapping[ChannelKind, Sequence[Period]], *, more: bool) -> str:
    """The time limits in one line, with their ways where these differ; ``more`` when cases or steps differ, which only the
    whole answer tells apart."""
    ways: dict[str, list[str]] = {}
    for kind, values in limits.items():
        for value in values:
            ways.setdefault(limit(value), []).append(channel(kind).lower())
    if more or len(ways) < 2:
        told = either(ways)
        return f"{told}, {MORE_TIMES}" if told and more else told or NOT_STATED
    return "; ".join(f"{', '.join(named)} {told}" for told, named in ways.items())


def online_in_short(where: str) -> str:
    """Whether it can be done online, in one line."""
    return f"nộp được, tại {where}" if where else "dữ liệu hiện có không ghi cách nộp trên mạng"


def papers_in_short(names: Iterable[str], *, more: bool) -> str:
    """The line of a card about its papers; ``more`` when others are needed in some cases."""
    # The numbers of a national record's list mean nothing in a line of its own, and its semicolons would end a paper.
    told = "; ".join(shortened(_NUMBERED.sub("", one).replace(";", ","), _PAPER) for one in names)
    return fact(USUAL_PAPERS if more else PAPERS, told)


def document(value: Document, case: str = "") -> str:
    """One paper as a list item: name, form number, copies, note; ``case`` says when it is needed."""
    line = f"{_paper(value)} – chỉ khi {case}" if case else document_in_short(value)
    return line + (f". {value.note}" if value.note else "")


def document_in_short(value: Document) -> str:
    """One paper by its name, form number and copies."""
    return _paper(value) + ("" if value.required else " – nếu có")


def _paper(value: Document) -> str:
    extra = "; ".join(part for part in (f"mẫu {value.form}" if value.form else "", value.copies) if part)
    return value.name + (f" ({extra})" if extra else "")


def place(value: Channel) -> str:
    """One way of submitting as a list item, with the reason for a visit to the counter where there is one."""
    return _place(value, linked(value))


def place_on_paper(value: Channel) -> str:
    """The same where nothing can be pressed: the address is written out."""
    return _place(value, f"{value.where} {value.link}".rstrip())


def linked(value: Channel) -> str:
    """Where to submit, as a link where there is one: an address of a record takes three lines on a phone."""
    return f"[{value.where}]({value.link})" if value.link else value.where


def _place(value: Channel, where: str) -> str:
    line = f"{channel(value.kind)}: {where}"
    if not value.counter_step:
        return line
    if value.kind is ChannelKind.COUNTER:
        return f"{line}. {value.counter_step}"
    return f"{line}. Vẫn phải đến quầy vì: {lower_first(value.counter_step)}"


def heading(procedure: Procedure) -> str:
    """The name above a card: the whole one where the short one had to be cut."""
    if not procedure.plain.endswith("…"):
        return procedure.plain
    return shortened(upper_first(re.sub(r"^thủ tục\s+", "", procedure.title, flags=re.IGNORECASE)), _TITLE)


def purpose(procedure: Procedure) -> str:
    """What the procedure is for; nothing where that only says its name again."""
    said = fold(procedure.purpose).strip(" .")
    names = (fold(one).removeprefix("thu tuc ").strip(" .") for one in (procedure.title, procedure.plain))
    return "" if said.removeprefix("thu tuc ") in names else procedure.purpose


def national(procedure: Procedure) -> str:
    """Says that the facts come from the national catalogue, of which month, and where to read the record."""
    source = procedure.source
    # Without a word about the age of the records only the day of the import is known.
    when = f"bản {month(source.as_of)}" if source.as_of else f"nhập ngày {day(source.checked_on)}"
    link = f" [Xem bản gốc trên Cổng Dịch vụ công quốc gia]({source.link})" if source.link.startswith("http") else ""
    return f"_Theo Cơ sở dữ liệu quốc gia về thủ tục hành chính, {when}._{link}"


def checked(procedure: Procedure) -> str:
    """Says where our own facts come from and when somebody checked them."""
    decision = procedure.source.decision
    named = f"Theo Quyết định {decision}" if "/QĐ-" in decision and decision[0].isdigit() else f"Theo {decision}"
    return f"{named}, kiểm tra ngày {day(procedure.source.checked_on)}."


def standing(procedure: Procedure) -> str:
    """What to know before relying on the card: national data as it is, or facts that changed and nobody confirmed yet."""
    if procedure.source.drifted:
        return UPDATING
    return national(procedure) if procedure.kind is Kind.IMPORTED else ""


def unconfirmed(procedure: Procedure) -> str:
    """The facts the office has still to confirm."""
    if not procedure.source.confirm:
        return ""
    return "Còn chờ cơ quan xác nhận:\n" + listed(procedure.source.confirm)


def expired(procedure: Procedure, successor: Procedure | None) -> str:
    """Says since when a procedure no longer applies, and what took its place."""
    since = f" từ sau ngày {day(procedure.valid_to)}" if procedure.valid_to else ""
    return joined(
        f"Thủ tục **{procedure.plain}** không còn áp dụng{since}.",
        f"Nay làm theo thủ tục: **{successor.plain}**." if successor else ASK_COUNTER,
    )


def not_yet(procedure: Procedure, since: date) -> str:
    """Says from when a procedure will apply."""
    return f"Thủ tục **{procedure.plain}** áp dụng từ ngày {day(since)}. {ASK_COUNTER}"


def unpublished(procedure: Procedure, successor: Procedure | None) -> str:
    """Says that the guidance is being updated."""
    return joined(
        f"Hướng dẫn về **{procedure.plain}** đang được cập nhật, nên tôi chưa dám trả lời chắc.",
        f"Anh/chị có thể xem: **{successor.plain}**." if successor else "Anh/chị hỏi bộ phận một cửa giúp nhé.",
    )
