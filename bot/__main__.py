"""The ``motcua`` command: names every subcommand, loads only the one that is asked for."""

from __future__ import annotations

import importlib
import keyword
import sys
from importlib.metadata import PackageNotFoundError, version

import click

COMMANDS = {
    "serve": "Chạy trợ lý: trang trò chuyện, bàn làm việc của cán bộ và các kênh đã cấu hình",
    "chat": "Trò chuyện với trợ lý ngay trong cửa sổ lệnh",
    "ask": "Hỏi một câu, xem trợ lý hiểu thành thủ tục nào",
    "check": "Kiểm tra nội dung trong faq/ và procedures/",
    "test": "Chạy các kịch bản và câu hỏi kiểm thử của nội dung",
    "eval": "Đo độ chính xác trên tệp câu hỏi có đáp án",
    "import": "Nhập dữ liệu thủ tục quốc gia để tra cứu được ngay",
    "preview": "Xem trước một thủ tục: dàn ý và sơ đồ các câu hỏi",
    "drift": "So sánh nội dung với dữ liệu thủ tục quốc gia mới",
    "content": "Xuất nội dung ra Excel và nhập lại những ô đã sửa",
    "schema": "Tạo JSON Schema để trình soạn thảo gợi ý khi viết nội dung",
    "staff": "Tài khoản cán bộ của bàn làm việc",
    "migrate": "Nâng cấp cơ sở dữ liệu lên phiên bản mới nhất",
    "purge": "Xóa dữ liệu đã quá thời hạn giữ",
}
"""Subcommands that exist, each the object ``command`` of ``bot.commands.<name>``, with the line the help shows."""


def _module(name: str) -> str:
    """The module of a subcommand; ``import`` is a word of the language."""
    return name + "_" * keyword.iskeyword(name)


class _Commands(click.Group):
    """Loads a subcommand when it runs, so that ``--help`` stays fast."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        found: click.Command = importlib.import_module(f"bot.commands.{_module(cmd_name)}").command
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Các lệnh"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            import difflib

            near = difflib.get_close_matches(args[0], COMMANDS, 1)
            hint = f" Có phải «{near[0]}»?" if near else " Gõ «motcua --help» để xem các lệnh."
            ctx.fail(f"Không có lệnh «{args[0]}».{hint}")
        return super().resolve_command(ctx, args)


def _version() -> str:
    try:
        return version("motcua")
    except PackageNotFoundError:
        return "chưa cài đặt"


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(_version(), prog_name="motcua")
def cli() -> None:
    """Một Cửa: trợ lý tự động hướng dẫn người dân làm thủ tục hành chính."""


def main() -> None:
    """Entry point of the console script; wrong usage and wrong configuration end with code 2 and one line."""
    for stream in (sys.stdout, sys.stderr):
        if (reconfigure := getattr(stream, "reconfigure", None)) is not None:
            reconfigure(encoding="utf-8", errors="replace")
    try:
        result = cli.main(prog_name="motcua", standalone_mode=False)
    except click.exceptions.Abort:
        raise SystemExit(130) from None
    except click.ClickException as error:
        click.echo(_sentence(error), err=True)
        raise SystemExit(2) from None
    raise SystemExit(result if isinstance(result, int) else 0)


def _sentence(error: click.ClickException) -> str:
    """What is wrong with the call, in one line, and where the right one stands."""
    context = error.ctx if isinstance(error, click.UsageError) else None
    command = context.command_path if context else "motcua"
    match error:
        case click.NoSuchOption():
            told = f"Không có tùy chọn «{error.option_name}»."
        case click.MissingParameter():
            told = f"Thiếu «{error.param.human_readable_name if error.param else ''}»."
        case click.BadParameter(param=click.Parameter(human_readable_name=name, type=click.Choice(choices=choices))):
            told = f"«{name}» chỉ nhận: {', '.join(map(str, choices))}."
        case click.BadParameter():
            told = f"Giá trị của «{error.param.human_readable_name if error.param else ''}» không dùng được: {error.message}"
        case click.BadOptionUsage():
            told = f"Tùy chọn «{error.option_name}» cần một giá trị."
        case _:
            told = error.message
    return told if "--help" in told else f"{told} Gõ «{command} --help» để xem cách dùng."


if __name__ == "__main__":
    main()
