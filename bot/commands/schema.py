"""``motcua schema``: writes the JSON Schemas that editors use while staff write content."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), default=Path(".schema"), show_default=True,
    help="Thư mục để ghi các tệp.",
)  # fmt: skip
def command(out: Path) -> None:
    """Tạo JSON Schema để trình soạn thảo gợi ý và giải thích khi viết nội dung."""
    from bot.catalogue.schema import files

    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, text in files().items():
            (out / name).write_text(text, encoding="utf-8")
    except OSError as error:
        click.echo(f"Không ghi được vào «{out}»: {error.strerror}.", err=True)
        raise SystemExit(2) from None
    click.echo(f"Đã ghi {len(files())} tệp vào {out}.")
