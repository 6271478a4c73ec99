"""What a procedure asks for, costs and takes, in words: short for a card, in full for a question about one of them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from bot.catalogue.model import Channel, ChannelKind, Fee, Kind, Period, Procedure
from bot.engine import flow, hours
from bot.engine.scene import Scene
from bot.engine.session import Answer
from bot.engine.wording import cards as words
from bot.engine.wording import fees as fee_words
from bot.engine.wording import forms
from bot.engine.wording.markup import joined, listed
from bot.matcher.match import Aspect

_WAY = "hinh_thuc"
_WAYS = {"truc_tuyen": ChannelKind.ONLINE, "tai_quay": ChannelKind.COUNTER, "buu_chinh": ChannelKind.POST}
"""The question by which every form of ours asks how somebody will submit, and what its values mean."""

_PAPER = re.compile(
    r"\b(?:giấy|thẻ|sổ|chứng nhận|trích lục|phiếu|hộ chiếu|bản sao|văn bản|quyết định)\b[^(;,.:]*", re.IGNORECASE
)
_LIMIT = re.compile(r"\d (?:ngày|giờ|tháng)", re.IGNORECASE)
_SHORT_LIST = 4
"""A card names so many papers at most; the rest is behind the button."""


def known(procedure: Procedure, aspect: Aspect) -> bool:
    """Whether there is anything to say about ``aspect``: of what we only hand over, where to go."""
    return procedure.kind is not Kind.HANDOVER or aspect in {"", "where", "status"}


def paper(procedure: Procedure) -> str:
    """The paper somebody has afterwards and may lose; empty where the result is none, or where a death is spoken of ("mất")."""
    found = _PAPER.search(procedure.result)
    return found[0].strip() if found and not procedure.condolence else ""


def in_short(scene: Scene, procedure: Procedure) -> Mapping[Aspect, str]:
    """One line for each aspect the procedure has something to say about, in the order of the card."""
    lines: dict[Aspect, str] = {}
    if procedure.documents:
        lines["documents"] = _papers_in_short(procedure)
    if procedure.channels:
        lines["time"] = words.fact(words.TIME, _time_in_short(procedure))
    lines["fee"] = words.fact(words.PRICE, _fee_in_short(scene, procedure.fees))
    if procedure.channels:
        lines["where"] = words.fact(words.SUBMIT_AT, _where_in_short(procedure))
        lines["online"] = words.fact(words.ON_LINE, _online_in_short(procedure))
    if procedure.result:
        lines["result"] = words.fact(words.GIVEN, procedure.result)
    return lines


def in_full(scene: Scene, procedure: Procedure, aspect: Aspect) -> str:
    """Everything known about one aspect; papers, which differ by case, are told by ``cards.documents``."""
    match aspect:
        case "fee":
            return fees(scene, procedure)
        case "time":
            return joined(*_told(procedure)) or words.times(_limits(procedure))
        case "where":
            return joined(where(procedure), _contact(scene, procedure))
        case "online":
            return forms.online(procedure)
        case "result":
            return procedure.result or words.NO_RESULT
        case "status":
            return words.STATUS_ELSEWHERE
        case _:
            return procedure.purpose


def fees(scene: Scene, procedure: Procedure, ways: Collection[Channel] = ()) -> str:
    """The fees of the day of the event and those announced for later, with their sources; those of ``ways`` only, if given."""
    shown = tuple(one for one in _payable(procedure, ways) if one.valid_to is None or one.valid_to >= scene.today)
    if not shown:
        return words.NO_FEE
    return joined(
        listed(fee_words.fee(one, scene.today) for one in shown), fee_words.sources(shown), words.SAFE_PAYMENT
    )


def papers(scene: Scene, procedure: Procedure, answers: Mapping[str, Answer]) -> tuple[str, ...]:
    """The papers needed with these answers, one line each."""
    return tuple(words.document(one) for one in flow.documents(procedure, answers, scene.today))


def papers_in_short(scene: Scene, procedure: Procedure, answers: Mapping[str, Answer]) -> tuple[str, ...]:
    """The papers needed with these answers, by name and number only; the slip tells the rest."""
    return tuple(words.document_in_short(one) for one in flow.documents(procedure, answers, scene.today))


def fees_in_short(scene: Scene, procedure: Procedure, ways: Collection[Channel]) -> str:
    """What most people pay who submit in one of these ways, in one line of the receipt."""
    return _fee_in_short(scene, _payable(procedure, ways), fee_words.MORE_ON_SLIP)


def way(answers: Mapping[str, Answer]) -> ChannelKind | None:
    """The way of submitting chosen in the question ``hinh_thuc``, if it was asked."""
    chosen = answers.get(_WAY)
    return _WAYS.get(str(chosen.value)) if chosen is not None else None


def ways(procedure: Procedure, answers: Mapping[str, Answer]) -> tuple[Channel, ...]:
    """The ways of submitting that concern this citizen: the one chosen, else all."""
    kind = way(answers)
    return tuple(one for one in procedure.channels if one.kind is kind) or procedure.channels


def where(procedure: Procedure) -> str:
    """Every way of submitting, and who decides."""
    if not procedure.channels:
        return joined(words.NO_WHERE, words.decided_by(procedure))
    return joined(listed(dict.fromkeys(map(words.place, procedure.channels))), words.decided_by(procedure))


def _papers_in_short(procedure: Procedure) -> str:
    """The papers everybody needs, or those of the case that staff write first where none is for everybody."""
    every = procedure.documents
    always = [one for one in every if not one.when and one.required]
    shown = always or [one for one in every if one.when == every[0].when]
    names = [*dict.fromkeys(one.name for one in shown)][:_SHORT_LIST]
    return words.papers_in_short(names, more=len({one.name for one in every}) > len(names))


def _limits(procedure: Procedure) -> Mapping[ChannelKind, Sequence[Period]]:
    """The limits of each way: none, one, or as many as its cases have."""
    kinds = dict.fromkeys(one.kind for one in procedure.channels)
    return {kind: [one.time for one in procedure.channels if one.kind is kind and one.time] for kind in kinds}


def _told(procedure: Procedure) -> tuple[str, ...]:
    """The times of a national record that tells them in words only: the importer keeps those as notes."""
    timed = any(one.time for one in procedure.channels)
    return procedure.notes if procedure.kind is Kind.IMPORTED and not timed else ()


def _time_in_short(procedure: Procedure) -> str:
    if _told(procedure):
        return words.TIME_TOLD
    stated = [one.time for one in procedure.channels if one.time is not None]
    # What a national record adds to its number may be another number for another case.
    noted = procedure.kind is Kind.IMPORTED and any(_LIMIT.search(one.note) for one in stated)
    limits = _limits(procedure)
    return words.times_in_short(limits, more=noted or any(len(one) > 1 for one in limits.values()))


def _payable(procedure: Procedure, ways: Collection[Channel]) -> tuple[Fee, ...]:
    """The fees that may fall to somebody who submits in one of these ways; all of them when none is named."""
    kinds = {one.kind for one in ways}
    return tuple(one for one in procedure.fees if not kinds or one.channel is None or one.channel in kinds)


def _fee_in_short(scene: Scene, fees: Iterable[Fee], more: str = fee_words.MORE) -> str:
    now = [
        one
        for one in fees
        if (one.valid_to is None or one.valid_to >= scene.today)
        and (one.valid_from is None or one.valid_from <= scene.today)
    ]
    return fee_words.in_short(now, more) if now else words.NOT_STATED


def _where_in_short(procedure: Procedure) -> str:
    counter = next((one for one in procedure.channels if one.kind is ChannelKind.COUNTER), procedure.channels[0])
    others = dict.fromkeys(
        words.channel(one.kind).lower() for one in procedure.channels if one.kind is not counter.kind
    )
    return words.place_in_short(counter.where, others)


def _online_in_short(procedure: Procedure) -> str:
    way = next((one for one in procedure.channels if one.kind is ChannelKind.ONLINE), None)
    return words.online_in_short(way.where if way else "")


def _contact(scene: Scene, procedure: Procedure) -> str:
    """Telephone and hours of this office, where it is the one that helps; the commune police keep hours of their own."""
    if "xã" not in procedure.level or procedure.kind is Kind.HANDOVER:
        return ""
    return hours.anywhere(scene.knowledge, police=words.POLICE in procedure.decides.lower())
