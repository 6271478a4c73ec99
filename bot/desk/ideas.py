"""The matcher's ideas in words that staff read: «nguoi_mat» is «người mất»."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from bot.catalogue.model import Catalogue
from bot.desk.entries import Held
from bot.language import fold, words


class Ideas:
    """Names of the ideas of one version of the content."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._names = _named(Held(catalogue.version, catalogue))

    def name(self, idea: str) -> str:
        """The idea's name with its marks, as the word lists write it."""
        return self._names.get(idea) or _bare(idea)


@lru_cache(maxsize=2)
def _named(held: Held) -> Mapping[str, str]:
    """Every idea's name: the words of its identity as one of its phrases writes them, else its first phrase."""
    phrases: dict[str, list[str]] = {}
    for group in held.catalogue.words.get("concepts", ()):
        listed = group.get("phrases")
        if isinstance(listed, (list, tuple)):
            phrases.setdefault(str(group.get("concept", "")), []).extend(str(text) for text in listed)
    return {idea: _written(_bare(idea), listed) for idea, listed in phrases.items() if listed}


def _written(bare: str, phrases: list[str]) -> str:
    wanted = [fold(word) for word in bare.split()]
    for text in sorted(phrases, key=len):
        said = words(text)
        folded = [fold(word) for word in said]
        for start in range(len(said) - len(wanted) + 1):
            if folded[start : start + len(wanted)] == wanted:
                return " ".join(said[start : start + len(wanted)])
    return phrases[0]


def _bare(idea: str) -> str:
    return idea.removeprefix("x_").replace("_", " ")
