"""``motcua ask``: one question through the matcher, or a stream of them as JSON lines."""

from __future__ import annotations

import gc
import json
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from bot.catalogue.model import Catalogue
    from bot.matcher import Match, Matcher

CONTENT_HELP = (
    "Thư mục nội dung (dùng được nhiều lần). Thư mục có procedures/ hoặc faq/ thay cho nội dung mặc định; "
    "thư mục chỉ có dữ liệu quốc gia đã nhập thì được thêm vào."
)


@click.command()
@click.argument("question", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="In một dòng JSON.")
@click.option(
    "--jsonl", is_flag=True, help='Đọc các dòng {"id": …, "q": …} từ đầu vào, in mỗi câu trả lời một dòng JSON.'
)
@click.option("--explain", is_flag=True, help="Cho biết từ nào đã được tính, qua câu mẫu nào, và mục sau thiếu gì.")
@click.option("--content", multiple=True, type=click.Path(path_type=Path), metavar="PATH", help=CONTENT_HELP)
def command(question: tuple[str, ...], as_json: bool, jsonl: bool, explain: bool, content: tuple[Path, ...]) -> None:
    """Hỏi một câu, xem trợ lý hiểu thành thủ tục nào."""
    text = " ".join(question).strip()
    if jsonl == bool(text):
        click.echo('Hãy viết một câu hỏi, ví dụ: motcua ask "làm lại căn cước", hoặc dùng --jsonl.', err=True)
        raise SystemExit(2)
    from bot.matcher import build

    matcher = build(catalogue(content))
    gc.freeze()  # nothing built so far is garbage; a collection in the middle of a question would look for some
    if jsonl:
        stream = sys.stdin.buffer
        for line in answers(matcher, iter(stream.readline, b"")):
            click.echo(line)
            sys.stdout.flush()
        return
    began = time.perf_counter()
    match = matcher.match(text)
    spent = time.perf_counter() - began
    if as_json:
        click.echo(json.dumps(answer(None, match, spent), ensure_ascii=False))
        return
    for line in shown(match):
        click.echo(line)
    if explain:
        for line in explained(matcher, text):
            click.echo(line)


def catalogue(content: Sequence[Path]) -> Catalogue:
    """The catalogue of these content roots (the installation's own when none replaces it); ends with code 2 when there is none."""
    from bot.bootstrap.content import content_roots
    from bot.catalogue.issues import CatalogueError
    from bot.catalogue.loader import load
    from bot.catalogue.roots import is_root
    from bot.config import ConfigError, read_settings

    try:
        roots = content_roots(read_settings())
    except ConfigError as error:
        click.echo(str(error), err=True)
        raise SystemExit(2) from None
    for path in content:
        if not is_root(path):
            click.echo(f"--content {path}: không có procedures/, faq/ hay dữ liệu quốc gia đã nhập ở đó.", err=True)
            raise SystemExit(2)
    replaces = any((path / "procedures").is_dir() or (path / "faq").is_dir() for path in content)
    try:
        return load((*content,) if replaces else (*roots, *content))
    except CatalogueError as error:
        click.echo(f"Nội dung còn lỗi, hãy chạy «motcua check»: {error.issues[0]}", err=True)
        raise SystemExit(2) from None


def answers(matcher: Matcher, lines: Iterable[bytes]) -> Iterator[str]:
    """One JSON line for each line of input, in order; a line that is not a question gets an answer that says so."""
    for raw in lines:
        line = raw.decode("utf-8-sig", errors="replace").strip()  # editors on Windows put a mark before the first line
        if not line:
            continue
        identity: Any = None
        problem = ""
        text = ""
        try:
            record = json.loads(line)
            identity, text = record.get("id"), record.get("q", "")
            if not isinstance(text, str):
                problem, text = "q is not a text", ""
        except (ValueError, AttributeError, RecursionError):
            problem = "not a JSON object with id and q"
        began = time.perf_counter()
        found = answer(identity, matcher.match(text), 0.0)
        found["ms"] = round((time.perf_counter() - began) * 1000, 3)
        if problem:
            found["error"] = problem
        yield json.dumps(found, ensure_ascii=False)


def answer(identity: object, match: Match, seconds: float) -> dict[str, Any]:
    """A match in the shape other programs rely on; ``candidates`` are ranked whatever the verdict."""
    return {
        "id": identity,
        "verdict": match.verdict.value,
        "intent": match.intent.value,
        "candidates": [
            {"kind": one.kind, "id": one.id, "title": one.title, "confidence": round(one.confidence, 4)}
            for one in match.candidates
        ],
        "ms": round(seconds * 1000, 3),
    }


_VERDICTS = {"answer": "Trả lời ngay", "choose": "Đưa các lựa chọn", "abstain": "Không nêu thủ tục nào"}
_INTENTS = {
    "procedure": "hỏi về thủ tục", "faq": "hỏi đáp", "smalltalk": "trò chuyện", "human": "cần cán bộ", "nothing": "ngoài phạm vi",
}  # fmt: skip


def shown(match: Match) -> list[str]:
    """A match for people."""
    lines = [f"{_VERDICTS[match.verdict.value]} ({_INTENTS[match.intent.value]})"]
    if match.aspect:
        lines.append(f"Phần được hỏi: {match.aspect}")
    if match.ask_back:
        lines.append(f"Hỏi lại: {match.ask_back}")
    lines += [f"  {one.confidence:5.1%}  {one.id:<12} {one.title}" for one in match.candidates[:5]]
    lines += [f"  cũng hỏi: {one.id} {one.title}" for one in match.also]
    return lines


def explained(matcher: Matcher, text: str) -> list[str]:
    """Why, for people: which words counted for which entry, and what the next ones lacked."""
    why = matcher.explain(text)
    lines = [f"Đọc là: {' '.join(why.words)}"]
    if why.ideas:
        lines.append(f"Ý nhận ra: {', '.join(why.ideas)}")
    if why.unknown:
        lines.append(f"Từ không mục nào dùng: {', '.join(why.unknown)}")
    for reason in why.reasons:
        lines.append(f"{reason.value:7.3f}  {reason.id}  {reason.title}")
        lines.append("         từ được tính: " + ", ".join(f"{term} {weight}" for term, weight in reason.terms))
        if reason.phrase:
            lines.append(f"         câu mẫu giống nhất: {reason.phrase}")
        lines.append(
            "         điểm: "
            + ", ".join(f"{name} {number} ({gain:+})" for name, number, gain in reason.numbers if number)
        )
        if reason.lacked:
            lines.append(f"         thiếu so với mục đầu: {', '.join(reason.lacked)}")
    return lines
