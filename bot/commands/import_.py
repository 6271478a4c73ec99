"""``motcua import``: national procedure records into the data folder, searchable at once."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

if TYPE_CHECKING:
    from bot.catalogue.national import Skipped

_MONTH = re.compile(r"(?<!\d)(20\d\d-(?:0[1-9]|1[0-2]))(?:-(?:0[1-9]|[12]\d|3[01]))?(?!\d)")
"""A month, as an option or in the name of a file. The day a file was last changed says nothing about what is in it."""


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE.jsonl")
@click.option("--level", type=click.Choice(["xã", "tỉnh", "bộ"]), help="Chỉ lấy thủ tục có cấp thực hiện này.")
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), help="Thư mục nhận (mặc định: thư mục dữ liệu)."
)
@click.option(
    "--as-of",
    metavar="YYYY-MM",
    help="Bản ghi là của tháng nào (hoặc ngày YYYY-MM-DD). Không ghi thì lấy ở tên tệp; tên tệp không có thì chỉ ghi ngày nhập.",
)
@click.option("--json", "as_json", is_flag=True, help="In báo cáo dạng JSON.")
def command(
    file: Path, level: Literal["xã", "tỉnh", "bộ"] | None, out: Path | None, as_of: str | None, as_json: bool
) -> None:
    """Nhập bản ghi thủ tục quốc gia (mỗi dòng một JSON) để tra cứu được ngay.

    Bản ghi đã nhập chỉ để hướng dẫn và được ghi rõ là dữ liệu quốc gia. Lần nhập sau thay cho lần trước.
    """
    from bot.catalogue import national
    from bot.catalogue.loader import NATIONAL
    from bot.config import ConfigError, read_settings

    if not file.is_file():
        click.echo(f"Không có tệp «{file}».", err=True)
        raise SystemExit(2)
    month = _MONTH.fullmatch(as_of) if as_of is not None else _MONTH.search(file.name)
    if as_of is not None and month is None:
        click.echo(f"«{as_of}» không phải tháng; hãy viết năm-tháng, ví dụ --as-of 2026-07.", err=True)
        raise SystemExit(2)
    try:
        folder = out or read_settings().data_dir
    except ConfigError as error:
        click.echo(str(error), err=True)
        raise SystemExit(2) from None
    rows, unread = records(file)
    today = datetime.now(timezone(timedelta(hours=7))).date()
    taken, skipped = national.procedures(rows, today, level, month[1] if month else "")
    skipped = (*unread, *skipped)
    if not taken:
        click.echo(f"Không có bản ghi nào dùng được trong «{file}».", err=True)
        raise SystemExit(1)
    folder.mkdir(parents=True, exist_ok=True)
    written = folder / NATIONAL
    draft = written.with_suffix(".tmp")
    draft.write_bytes(national.dump(taken))
    draft.replace(written)
    if as_json:
        told = [{"code": one.code, "name": one.name, "reason": one.reason} for one in skipped]
        click.echo(json.dumps({"imported": len(taken), "skipped": told, "file": str(written)}, ensure_ascii=False))
        return
    levels = Counter(name for one in taken for name in one.level)
    click.echo(f"Đã nhập {len(taken)} thủ tục ({', '.join(f'cấp {name} {count}' for name, count in levels.items())}).")
    click.echo(f"Bỏ qua {len(skipped)} bản ghi.")
    for one in skipped:
        click.echo(f"  {one.code or '(không mã)'}  {one.name[:60]}: {one.reason}")
    click.echo(f"Ghi vào {written}")


def records(file: Path) -> tuple[list[dict[str, Any]], tuple[Skipped, ...]]:
    """The JSON objects of the file, and the lines that are none."""
    from bot.catalogue.national import Skipped

    rows: list[dict[str, Any]] = []
    unread: list[Skipped] = []
    with file.open("rb") as lines:
        for number, raw in enumerate(lines, 1):
            if not raw.strip():
                continue
            try:
                row = json.loads(raw.decode("utf-8-sig" if number == 1 else "utf-8"))
            except (ValueError, RecursionError):
                row = None
            if isinstance(row, dict):
                rows.append(row)
            else:
                unread.append(Skipped("", f"dòng {number}", "không phải một bản ghi JSON"))
    return rows, tuple(unread)
