"""The words of guidance cards: what a procedure is for, its papers, time, fee, place, and the limits of what is known."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from bot.catalogue.model import Channel, ChannelKind, Document, Fee, FeeRule, Kind, Period, Procedure, Unit
from bot.engine.wording.markup import day, joined, listed, lower_first, money

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
RELATED = "Việc liên quan, nên làm theo thứ tự này:"
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

PAPERS = "Giấy tờ"
PRICE = "Phí"
SUBMIT_AT = "Nộp ở"
DECIDES = "Nơi giải quyết"
GIVEN = "Nhận được"
ON_LINE = "Trên mạng"
SAME_ANY_WAY = ", nộp cách nào cũng vậy"
MORE_PAPERS = "; thêm giấy khác tùy trường hợp"
NOT_STATED = "chưa ghi trong dữ liệu, hỏi nơi nhận hồ sơ"
BY_CASE = "Thời hạn khác nhau theo trường hợp hoặc từng bước"
TIME_TOLD = f"bản ghi chỉ nói bằng lời, xem ở **{TIME}**"
MORE_TIMES = f"tùy trường hợp hoặc từng bước, xem ở **{TIME}**"
MORE_FEES = f"mức khác xem ở **{FEE}**"
MORE_ON_SLIP = "mức khác ghi trong phiếu"
_COUNCIL = "theo mức Hội đồng nhân dân thành phố, hỏi bộ phận một cửa"
_FEES_SHOWN = 2
"""Prices on a card; the rest is behind the button."""
POLICE = "công an"
"""Stands in ``decides`` where the commune police receive, who keep hours of their own."""

_UNITS = {Unit.HOURS: "giờ làm việc", Unit.DAYS: "ngày", Unit.WORKING_DAYS: "ngày làm việc"}
_CHANNELS = {ChannelKind.ONLINE: "Trực tuyến", ChannelKind.COUNTER: "Trực tiếp", ChannelKind.POST: "Bưu chính"}


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
    return f"{main}; hoặc {more}" if more else main


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


def times_in_short(limits: Iterable[Period], *, more: bool) -> str:
    """The time limits in one line; ``more`` when cases or steps differ, which only the whole answer tells apart."""
    told = either(dict.fromkeys(map(limit, limits)))
    return f"{told}, {MORE_TIMES}" if told and more else told or NOT_STATED


def online_in_short(where: str) -> str:
    """Whether it can be done online, in one line."""
    return f"nộp được, tại {where}" if where else "dữ liệu hiện có không ghi cách nộp trên mạng"


def fees_in_short(now: Collection[Fee], more: str = MORE_FEES) -> str:
    """The one or two prices an ordinary citizen looks for, which staff write first; ``more`` says where the rest is."""
    first = next(iter(now)).label
    same = [one for one in now if one.label == first]
    if len(same) > 1:
        shown = same[:_FEES_SHOWN]
        prices = [f"{channel(one.channel).lower()} {price(one)}" if one.channel else price(one) for one in shown]
        told = [", ".join(prices)]
    else:
        shown = list(now)[:_FEES_SHOWN]
        told = [_named(one) if len(now) > 1 else price(one) + _until(one) for one in shown]
    return "; ".join([*told, more] if len(shown) < len(now) else told)


def _named(value: Fee) -> str:
    return f"{lower_first(value.label.removeprefix('Lệ phí ').removeprefix('Phí '))} {price(value)}{_until(value)}"


def _until(value: Fee) -> str:
    return f", đến hết ngày {day(value.valid_to)}" if value.valid_to else ""


def price(value: Fee) -> str:
    """``10.000 đồng/bản``, ``miễn phí``, or where to ask."""
    match value.rule:
        case FeeRule.FREE:
            return "miễn phí"
        case FeeRule.AMOUNT:
            per = f"/{value.per}" if value.per and not value.per.startswith("lần") else ""
            return money(value.amount or 0) + per
        case FeeRule.HDND:
            return _COUNCIL
        case FeeRule.NOT_STATED:
            return NOT_STATED


def fee(value: Fee, today: date) -> str:
    """One fee line with its unit, way of submitting, dates and note."""
    where = f" (nộp {lower_first(channel(value.channel))})" if value.channel else ""
    dates = ""
    if value.valid_from and value.valid_from > today:
        dates = f", từ ngày {day(value.valid_from)}"
    elif value.valid_to:
        dates = _until(value)
    more = f". {value.note}" if value.note else ""
    return f"{value.label}{where}: **{price(value)}**{dates}{more}"


def sources(fees: tuple[Fee, ...]) -> str:
    """The legal sources of the fees shown, each once."""
    named = dict.fromkeys(one.source for one in fees if one.source and one.rule is not FeeRule.NOT_STATED)
    return f"Căn cứ: {'; '.join(named)}." if named else ""


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
    line = f"{channel(value.kind)}: {value.where}"
    if value.link:
        line += f" {value.link}"
    if not value.counter_step:
        return line
    if value.kind is ChannelKind.COUNTER:
        return f"{line}. {value.counter_step}"
    return f"{line}. Vẫn phải đến quầy vì: {lower_first(value.counter_step)}"


def national(procedure: Procedure) -> str:
    """Says that the facts come from the national catalogue, of which day, and where to read the record."""
    link = f" Xem bản gốc: {procedure.source.link}" if procedure.source.link else ""
    return f"_Theo Cơ sở dữ liệu quốc gia về thủ tục hành chính, lấy ngày {day(procedure.source.checked_on)}._{link}"


def checked(procedure: Procedure) -> str:
    """Says where our own facts come from and when somebody checked them."""
    return f"Theo {procedure.source.decision}, kiểm tra ngày {day(procedure.source.checked_on)}."


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
