"""``motcua check``: everything that is wrong with the content, each with file and line."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Literal

import click


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH...]")
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "github"]), default="text", show_default=True,
    help="Dạng in ra: cho người đọc, cho chương trình, hay cho trang duyệt mã.",
)  # fmt: skip
@click.option("--errors-only", is_flag=True, help="Chỉ in lỗi, bỏ các điều nên sửa.")
@click.option("--on", "day", metavar="DD/MM/YYYY", help="Kiểm tra như đang ở ngày này (mặc định hôm nay).")
def command(
    paths: tuple[Path, ...], form: Literal["text", "json", "github"], errors_only: bool, day: str | None
) -> None:
    """Kiểm tra nội dung trong procedures/ và faq/.

    In mỗi vấn đề một dòng «tệp:dòng:cột: mã: câu». Kết thúc với mã 1 khi có lỗi.
    """
    from bot.catalogue.checks import check
    from bot.catalogue.issues import has_errors
    from bot.catalogue.loader import survey
    from bot.catalogue.report import report
    from bot.catalogue.roots import choose

    try:
        chosen = choose(paths)
        if day is None:
            today = datetime.now(timezone(timedelta(hours=7))).date()
        else:
            today = datetime.strptime(day, "%d/%m/%Y").replace(tzinfo=UTC).date()
    except ValueError as error:
        sentence = f"--on {day}: hãy viết ngày/tháng/năm." if day and "time data" in str(error) else str(error)
        click.echo(sentence, err=True)
        raise SystemExit(2) from None
    content = survey(chosen.roots, loose=chosen.loose)
    issues = [issue for issue in check(content, today) if chosen.about(issue.file)]
    if errors_only:
        issues = [issue for issue in issues if issue.severity == "error"]
    click.echo(report(issues, form), nl=False)
    errors = sum(issue.severity == "error" for issue in issues)
    entries = sum(len(topic.value.entries) for topic in content.topics)
    counted = f"{len(content.procedures)} thủ tục, {entries} mục hỏi đáp, {len(content.transcripts)} kịch bản"
    click.echo(f"Đã kiểm tra {counted}: {errors} lỗi, {len(issues) - errors} điều nên sửa.", err=True)
    if has_errors(issues):
        raise SystemExit(1)
