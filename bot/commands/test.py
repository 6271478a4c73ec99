"""``motcua test``: replays the content's transcripts and asks every test question of every entry."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from bot.catalogue.content import Content
    from bot.catalogue.golden import Golden
    from bot.engine.knowledge import Knowledge


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH...]")
@click.option("--confusions", is_flag=True, help="Chỉ liệt kê các cặp mục dễ nhầm với nhau, kèm câu hỏi.")
def command(paths: tuple[Path, ...], confusions: bool) -> None:
    """Chạy kịch bản và câu hỏi kiểm thử của nội dung.

    Mỗi câu hỏi kiểm thử phải được đúng mục của nó trả lời. In mỗi chỗ sai một dòng; kết thúc với mã 1 khi có chỗ sai.
    """
    from bot.catalogue.issues import has_errors
    from bot.catalogue.loader import survey
    from bot.catalogue.report import report
    from bot.catalogue.roots import choose

    try:
        chosen = choose(paths)
    except ValueError as error:
        click.echo(str(error), err=True)
        raise SystemExit(2) from None
    content = survey(chosen.roots, loose=chosen.loose)
    if has_errors(content.issues):
        wrong = [issue for issue in content.issues if issue.severity == "error"]
        click.echo(report(wrong, "text"), nl=False)
        click.echo("Nội dung còn lỗi nên chưa chạy thử được; hãy sửa các dòng trên rồi chạy lại.", err=True)
        raise SystemExit(1)
    if confusions:
        _show_confusions(content)
        return
    done = rehearse(content, chosen.about)
    for place, sentence in done.failures:
        click.echo(f"{place}: {sentence}")
    counted = f"{done.transcripts} kịch bản, {done.questions} câu hỏi kiểm thử"
    click.echo(f"Đã chạy {counted}: {len(done.failures)} chỗ sai.", err=True)
    if done.failures:
        raise SystemExit(1)


def _show_confusions(content: Content) -> None:
    from bot.catalogue.golden import confusions
    from bot.matcher import build

    catalogue = content.catalogue()
    pairs = confusions(catalogue, build(catalogue))
    for pair in pairs:
        click.echo(f"{pair.one} và {pair.other}: {len(pair.questions)} câu")
        for text in pair.questions:
            click.echo(f"    {text}")
    click.echo(f"{len(pairs)} cặp mục dễ nhầm.", err=True)


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """What was run, and every failure as (``file:line``, sentence) in the order of the files."""

    transcripts: int
    questions: int
    failures: tuple[tuple[str, str], ...]


def rehearse(content: Content, about: Callable[[str], bool]) -> Rehearsed:
    """Runs the transcripts and test questions of the files that ``about`` holds for, against all of ``content``."""
    from bot.catalogue.golden import golden, outcome
    from bot.engine.knowledge import Knowledge
    from bot.engine.transcript import replay
    from bot.matcher import build

    catalogue = content.catalogue()
    matcher = build(catalogue)
    office = catalogue.offices.offices[0] if catalogue.offices.offices else None
    knowledge = Knowledge(catalogue, matcher, office)
    failures: list[tuple[str, int, str]] = []
    played = [read for read in content.transcripts if about(read.source.file)]
    for read in played:
        for failure in replay(read.value, knowledge):
            line = read.source.place(("steps", failure.step - 1))[0]
            failures.append((read.source.file, line, failure.sentence))
    places = _places(content)
    asked = 0
    for one in golden(catalogue):
        file, line = places[one]
        if about(file):
            asked += 1
            winner = outcome(matcher, one.text)
            if not winner.owns(one):
                failures.append((file, line, f"«{one.text}» phải dẫn đến mục này, nhưng trợ lý trả lời: {winner}."))
            elif said := _hidden(one, knowledge):
                failures.append((file, line, f"«{one.text}» đúng mục này, nhưng người hỏi chỉ thấy: «{said}»."))
    ordered = tuple((f"{file}:{line}", sentence) for file, line, sentence in sorted(failures))
    return Rehearsed(len(played), asked, ordered)


def _hidden(one: Golden, knowledge: Knowledge) -> str:
    """What somebody who asks this is told when it is neither the entry nor a button to it; empty when all is well."""
    from bot.engine.dialogue import handle
    from bot.engine.events import Said
    from bot.engine.session import Session
    from bot.engine.values import short, value

    turn = handle(Said(one.text, datetime.now(UTC)), Session(), knowledge, bytes(8))
    opens = value("f", one.id) if one.kind == "faq" else value("p", short(one.id))
    pressed = {choice.value for message in turn.messages for choice in message.choices}
    if turn.session.focus == f"{one.kind}:{one.id}" or opens in pressed:
        return ""
    return turn.messages[0].text.partition("\n")[0]


def _places(content: Content) -> dict[Golden, tuple[str, int]]:
    from bot.catalogue.golden import Golden

    found: dict[Golden, tuple[str, int]] = {}
    for read in content.procedures:
        for number, text in enumerate(read.value.tests):
            line = read.source.place(("tests", number))[0]
            found[Golden("procedure", read.value.code, number, text)] = (read.source.file, line)
    for topic in content.topics:
        for index, entry in enumerate(topic.value.entries):
            for number, text in enumerate(entry.tests):
                line = topic.source.place(("entries", index, "tests", number))[0]
                found[Golden("faq", entry.id, number, text)] = (topic.source.file, line)
    return found
