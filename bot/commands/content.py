"""``motcua content``: the content as an Excel workbook, and edited workbooks back into the files."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from pathlib import Path

import click

_CONTENT = click.option(
    "--content", "root", type=click.Path(path_type=Path, file_okay=False, exists=True), help="Thư mục nội dung."
)


@click.group()
def command() -> None:
    """Xuất nội dung ra Excel và nhập lại những ô đã sửa."""


@command.command("export")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), default=Path("noi-dung.xlsx"))
@_CONTENT
def export_(file: Path, root: Path | None) -> None:
    """Xuất thủ tục, giấy tờ, phí và hỏi đáp ra FILE."""
    from bot.catalogue.exchange import export
    from bot.catalogue.loader import survey
    from bot.catalogue.roots import default_root

    content = survey([root or default_root()])
    _stop_if_unsound(content.issues)
    try:
        file.write_bytes(export(content))
    except OSError as error:
        click.echo(f"Không ghi được «{file}»: {error.strerror}.", err=True)
        raise SystemExit(2) from None
    click.echo(f"Đã xuất {len(content.procedures)} thủ tục và {len(content.entries)} mục hỏi đáp ra {file}.")


@command.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option("--dry-run", is_flag=True, help="Chỉ xem sẽ thay đổi gì, không ghi.")
@_CONTENT
def import_(file: Path, dry_run: bool, root: Path | None) -> None:
    """Nhập những ô đã sửa trong FILE vào nội dung.

    In từng ô thay đổi và từng ô không dùng được. Có ô không dùng được thì không ghi gì và kết thúc với mã 1.
    """
    from bot.catalogue.content import Content
    from bot.catalogue.exchange import plan
    from bot.catalogue.loader import survey
    from bot.catalogue.roots import default_root
    from bot.catalogue.workbook import WorkbookError

    base = root or default_root()
    content = survey([base])
    _stop_if_unsound(content.issues)

    def again(texts: Mapping[Path, str]) -> Content:
        return survey([base], texts)

    today = datetime.now(timezone(timedelta(hours=7))).date()
    try:
        planned = plan(content, file.read_bytes(), today, again)
    except WorkbookError as error:
        click.echo(f"{file}: {error}", err=True)
        raise SystemExit(2) from None
    for change in planned.changes:
        click.echo(f"{change.sheet}!{change.cell} {change.entry}, {change.title}:")
        click.echo(_indented("- ", change.before))
        click.echo(_indented("+ ", change.after))
    for refusal in planned.refusals:
        click.echo(f"{'Nên sửa' if refusal.warning else 'Lỗi'} {refusal}")
    if planned.refused:
        click.echo("Chưa ghi gì: hãy sửa các ô có lỗi rồi nhập lại.", err=True)
        raise SystemExit(1)
    if dry_run:
        click.echo(f"Sẽ đổi {len(planned.changes)} ô trong {len(planned.texts)} tệp (chưa ghi).", err=True)
        return
    for path, text in planned.texts.items():
        fresh = path.with_suffix(".yaml.moi")
        fresh.write_bytes(text.encode())
        fresh.replace(path)
    click.echo(f"Đã đổi {len(planned.changes)} ô trong {len(planned.texts)} tệp.", err=True)


def _indented(mark: str, text: str) -> str:
    return "\n".join("    " + mark + line for line in (text or "(trống)").split("\n"))


def _stop_if_unsound(issues: tuple[object, ...]) -> None:
    from bot.catalogue.issues import Issue, has_errors

    found = [issue for issue in issues if isinstance(issue, Issue)]
    if has_errors(found):
        click.echo("Nội dung đang có lỗi; hãy chạy «motcua check» và sửa trước.", err=True)
        raise SystemExit(1)
