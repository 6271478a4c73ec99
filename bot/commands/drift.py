"""``motcua drift``: what fresh national records say differently from our procedures."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from bot.catalogue.content import Content
    from bot.catalogue.drift import Drift
    from bot.catalogue.model import Procedure

_RECORDS = click.Path(path_type=Path, dir_okay=False, exists=True)


@click.command()
@click.argument("file", type=_RECORDS, metavar="TỆP.jsonl")
@click.option("--since", type=_RECORDS, help="Bản ghi lấy lần trước; để thấy giấy tờ nào được thêm, bớt.")
@click.option(
    "--mark", is_flag=True, help="Ghi vào nội dung: thủ tục có khác biệt hiện «đang được cập nhật» cho người dân."
)
@click.option("--json", "as_json", is_flag=True, help="In mỗi khác biệt một dòng JSON.")
@click.option(
    "--content", "root", type=click.Path(path_type=Path, file_okay=False, exists=True), help="Thư mục nội dung."
)
def command(file: Path, since: Path | None, mark: bool, as_json: bool, root: Path | None) -> None:
    """So sánh các thủ tục của ta với bản ghi thủ tục quốc gia mới lấy.

    In tên, quyết định, thời hạn, phí, giấy tờ đã thay đổi. Kết thúc với mã 1 khi có khác biệt.
    """
    from bot.catalogue.drift import drift
    from bot.catalogue.issues import has_errors
    from bot.catalogue.loader import survey
    from bot.catalogue.roots import default_root

    content = survey([root or default_root()])
    if has_errors(content.issues):
        click.echo("Nội dung đang có lỗi; hãy chạy «motcua check» và sửa trước.", err=True)
        raise SystemExit(1)
    today = datetime.now(timezone(timedelta(hours=7))).date()
    found = drift(content.catalogue(), _records(file, today), _records(since, today) if since else None)
    for one in found:
        said = {"code": one.code, "title": one.title, "aspect": one.aspect, "before": one.before, "now": one.now}
        click.echo(json.dumps(said, ensure_ascii=False) if as_json else str(one))
    count = len({one.code for one in found})
    click.echo(f"{len(content.procedures)} thủ tục, {count} thủ tục có khác biệt.", err=True)
    if mark:
        _mark(content, found)
    if found:
        raise SystemExit(1)


def _records(file: Path, today: date) -> dict[str, Procedure]:
    """The national records of a file by code; ends with code 2 when it is not one record of JSON on each line."""
    from bot.catalogue import national

    rows = []
    for number, line in enumerate(file.read_text(encoding="utf-8", errors="replace").split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError:
            row = None
        if not isinstance(row, dict):
            click.echo(f"{file}: dòng {number} không phải một bản ghi JSON.", err=True)
            raise SystemExit(2)
        rows.append(row)
    taken, _ = national.procedures(rows, today)
    return {procedure.code: procedure for procedure in taken}


def _mark(content: Content, found: Sequence[Drift]) -> None:
    """Writes the differences into the files of their procedures, and takes away marks of those that have none left."""
    from bot.catalogue.write import edit

    written = 0
    for read in content.procedures:
        said = [one.said for one in found if one.code == read.value.code]
        path = Path(read.source.file)
        text = path.read_bytes().decode()
        marked = edit(text, {("source", "drifted"): said or None})
        if marked != text:
            path.write_bytes(marked.encode())
            written += 1
    click.echo(f"Đã đánh dấu lại {written} tệp.", err=True)
