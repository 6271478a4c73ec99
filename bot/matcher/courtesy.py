"""Greeting, asking for help and thanking: what stands before and after a question and changes nothing about it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.matcher.lexicon import Hit


def without_courtesy(hits: Sequence[Hit], folded: Sequence[str], quiet: bytearray) -> tuple[int, int]:
    """The part of the words (start, end) that is not greeting, asking for help or thanking before and after what is asked; all of
    them where hardly anything else is said, for then the courtesy is the message."""
    size = len(quiet)
    passed = bytearray(quiet)
    courteous = bytearray(size)
    thanking = bytearray(size)
    for start, end, (kind, target) in hits:
        if kind == "filler" and target in COURTESY:
            passed[start:end] = b"\1" * (end - start)
            (thanking if target == "thanks" else courteous)[start:end] = b"\1" * (end - start)
    first, last = 0, size
    for place in range(size):
        if not passed[place] or thanking[place]:
            break
        if courteous[place]:
            first = place + 1
    for place in range(size - 1, first - 1, -1):
        if not passed[place] and folded[place] not in _MUCH:
            break
        if courteous[place] or thanking[place]:
            last = place
    said = quiet.count(0, first, last)
    return (first, last) if said >= ENOUGH_SAID else (0, size)


COURTESY = frozenset({"politeness", "wishes", "thanks"})
_MUCH = frozenset({"nhieu", "nhiu", "lam", "rat", "truoc"})
"""Words that may stand among thanks."""

ENOUGH_SAID = 2
"""Telling words from which on a message says something beside its courtesy."""
