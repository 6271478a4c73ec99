"""``motcua preview``: one procedure as an outline, and its form as a picture."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("code", metavar="MÃ")
@click.option("--svg", "file", type=click.Path(path_type=Path, dir_okay=False), help="Ghi sơ đồ biểu mẫu ra tệp SVG.")
@click.option(
    "--content", "root", type=click.Path(path_type=Path, file_okay=False, exists=True), help="Thư mục nội dung."
)
def command(code: str, file: Path | None, root: Path | None) -> None:
    """Xem trước một thủ tục: dàn ý và sơ đồ các câu hỏi.

    MÃ là mã thủ tục quốc gia (1.004194) hoặc tên tệp (tam-tru).
    """
    from bot.catalogue.loader import survey
    from bot.catalogue.preview import outline, svg
    from bot.catalogue.roots import default_root

    content = survey([root or default_root()])
    found = content.catalogue().procedures.get(code)
    for read in content.procedures:
        if Path(read.source.file).stem == code:
            found = read.value
    if found is None:
        broken = [issue for issue in content.issues if issue.severity == "error"]
        hint = " Có tệp còn lỗi; hãy chạy «motcua check»." if broken else ""
        click.echo(f"Không có thủ tục «{code}» trong nội dung.{hint}", err=True)
        raise SystemExit(2)
    click.echo(outline(found), nl=False)
    if file is not None:
        try:
            file.write_text(svg(found), encoding="utf-8")
        except OSError as error:
            click.echo(f"Không ghi được «{file}»: {error.strerror}.", err=True)
            raise SystemExit(2) from None
        click.echo(f"Đã ghi sơ đồ ra {file}.", err=True)
