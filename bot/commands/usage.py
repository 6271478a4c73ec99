"""How a command ends when the settings or the content are wrong: one clear line, no traceback."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click

SHOWN = 20
"""Issues of the content printed at most; ``motcua check`` prints all."""


@contextmanager
def stopping() -> Iterator[None]:
    """Turns a wrong setting into exit code 2 and unsound content into exit code 1, on stderr."""
    from bot.catalogue.issues import CatalogueError
    from bot.config import ConfigError

    try:
        yield
    except ConfigError as error:
        click.echo(str(error), err=True)
        raise SystemExit(2) from None
    except CatalogueError as error:
        for issue in error.issues[:SHOWN]:
            click.echo(str(issue), err=True)
        click.echo(f"Nội dung có {len(error.issues)} lỗi, chạy «motcua check» để xem tất cả.", err=True)
        raise SystemExit(1) from None
    except KeyboardInterrupt:
        raise SystemExit(130) from None
