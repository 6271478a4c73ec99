"""``motcua purge``: removes what is past its period of keeping, or counts it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from bot.commands.usage import stopping

if TYPE_CHECKING:
    from bot.config import Settings
    from bot.storage.retention import Purged

_LINES = (
    ("drafts", "hồ sơ chưa nộp"),
    ("dossiers", "hồ sơ đã nộp (giữ lại số đếm)"),
    ("uploads", "tệp người dân gửi"),
    ("sessions", "cuộc trò chuyện không còn hồ sơ nào"),
    ("messages", "tin nhắn đã gửi"),
    ("handoffs", "lời trao đổi với cán bộ"),
    ("unanswered", "câu hỏi chưa trả lời được (chỉ bỏ người hỏi)"),
    ("consents", "dấu đồng ý của người không còn dữ liệu"),
    ("handled", "mã việc đã làm"),
    ("updates", "mã tin đã nhận"),
    ("staff_sessions", "phiên đăng nhập của cán bộ"),
    ("staff_links", "đường dẫn một lần đã hết hạn"),
)


@click.command()
@click.option("--dry-run", "dry", is_flag=True, help="Chỉ đếm, không xóa gì.")
def command(dry: bool) -> None:
    """Xóa dữ liệu đã quá thời hạn giữ; «motcua serve» tự làm việc này mỗi ngày.

    Thời hạn là MOTCUA_KEEP_DRAFT_DAYS và MOTCUA_KEEP_DOSSIER_DAYS, đúng như lời báo người dân đọc trước khi làm hồ sơ.
    """
    import asyncio

    with stopping():
        from bot.config import read_settings

        settings = read_settings()
        done = asyncio.run(_purge(settings, dry=dry))
        keep = settings.keep
    click.echo(f"Thời hạn giữ: hồ sơ chưa nộp {keep.draft} ngày, hồ sơ đã nộp {keep.dossier} ngày.")
    counts = [(number, what) for name, what in _LINES if (number := getattr(done, name))]
    if counts:
        click.echo("Sẽ xóa (lần này chưa xóa gì):" if dry else "Đã xóa:")
    else:
        click.echo("Không có gì quá thời hạn.")
    for number, what in counts:
        click.echo(f"  {_thousands(number):>7}  {what}")
    if done.held:
        click.echo(
            f"Còn {_thousands(done.held)} hồ sơ quá thời hạn nhưng chưa xong nên vẫn giữ; cán bộ xem lại ở bàn làm việc."
        )
    if done.unreadable:
        click.echo(
            f"Có {_thousands(done.unreadable)} cuộc trò chuyện không mở được bằng MOTCUA_SECRET_KEY hiện nay nên giữ nguyên; "
            "hãy thêm khóa cũ vào sau khóa mới rồi chạy lại.",
            err=True,
        )
        raise SystemExit(1)


async def _purge(settings: Settings, *, dry: bool) -> Purged:
    from bot.bootstrap.house import open_storage
    from bot.runner import now
    from bot.storage.retention import Retention
    from bot.storage.vault import Vault

    vault = Vault(settings.keys())  # before the database is made: without it, a missing key means a lost one
    database = await open_storage(settings)
    try:
        return await Retention(database, vault, settings.keep).purge(now(), dry=dry)
    finally:
        await database.close()


def _thousands(number: int) -> str:
    return f"{number:,}".replace(",", ".")
