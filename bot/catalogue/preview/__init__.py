"""What a procedure looks like before a citizen meets it: as an outline to read and as a graph to see."""

from bot.catalogue.preview.graph import svg
from bot.catalogue.preview.outline import outline

__all__ = ["outline", "svg"]
