"""The word lists of the content as tables: abbreviations, concepts, aspects, fillers, everyday names, other talk."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from bot.language import exact, fold, is_syllable, marked, near_key, words
from bot.matcher.places import PLACE, Known, known

Groups = Mapping[str, tuple[Mapping[str, object], ...]]


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase of a list: folded words, and the exact key of each word (empty where any marks will do)."""

    folded: tuple[str, ...]
    exact: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Everyday:
    """What citizens call one procedure, and when they need it, written by us for procedures nobody has written up by hand."""

    names: tuple[str, ...]
    asks: tuple[str, ...]
    situations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Topic:
    """Talk that no procedure answers: ``intent`` is smalltalk, human or nothing, ``kind`` which sort of it."""

    intent: str
    kind: str
    phrases: tuple[str, ...]


Target = tuple[str, str]
"""What a phrase is (concept, aspect, filler, request) and which one."""

Hit = tuple[int, int, Target]
"""Where in the words of a message (start, end) a phrase of a list stands, and what it is."""

Alone = Mapping[str, tuple[Target, ...]]
"""Marks of a word (empty: none typed) -> what that word alone is."""

Rows = tuple[tuple[Phrase, Target], ...]

Table = Mapping[str, tuple[Alone, Mapping[str, Rows]]]
"""First folded word -> what it is alone, and second word -> longer phrases, longest first, each with its target."""


@dataclass(frozen=True, slots=True)
class Short:
    """One way to write out a form: the words of each thing it can mean (several: nothing decides), and the keys of the words one of
    which must stand near (none: anywhere)."""

    meanings: tuple[tuple[str, ...], ...]
    near: frozenset[str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All tables; empty ones where the content has no such file."""

    abbreviations: Mapping[tuple[str, ...], tuple[Short, ...]]
    """Typed words -> the ways to write them out, in the order they are tried; those for everywhere come last."""
    table: Table
    everyday: Mapping[str, Everyday]
    topics: tuple[Topic, ...]
    spoken: tuple[tuple[str, ...], ...] = ()
    """The words of the concepts' phrases and of places, which are known words although no entry may use them."""
    known: Known = field(default_factory=lambda: known(()))
    """The words of ideas and everyday names."""


@lru_cache(maxsize=16384)
def _parts(text: str) -> tuple[str, ...]:
    """The words of a listed phrase, which several tables ask for."""
    return tuple(words(text))


def lexicon(groups: Groups) -> Lexicon:
    """The tables of these word groups (file stem -> mappings); unknown keys are the checker's business, not ours."""
    everyday = _everyday(groups.get("everyday", ()))
    topics = tuple(
        topic for intent in ("smalltalk", "human", "nothing") for topic in _topics(intent, groups.get(intent, ()))
    )
    named = [group for group in groups.get("fillers", ()) if group.get("filler") == PLACE]
    spoken = tuple(_parts(text) for group in (*groups.get("concepts", ()), *named) for text in texts(group, "phrases"))
    return Lexicon(
        abbreviations=_abbreviations(groups.get("abbreviations", ())),
        table=table(
            pair
            for file, kind in (
                ("concepts", "concept"),
                ("aspects", "aspect"),
                ("fillers", "filler"),
                ("requests", "request"),
            )
            for pair in _pairs(groups.get(file, ()), kind)
        ),
        everyday=everyday,
        topics=topics,
        spoken=spoken,
        known=known([*spoken, *(_parts(name) for one in everyday.values() for name in one.names)]),
    )


def _everyday(groups: Iterable[Mapping[str, object]]) -> dict[str, Everyday]:
    """What the lists say of each code; several lists may speak of the same one."""
    found: dict[str, Everyday] = {}
    for group in groups:
        if "code" in group:
            code = str(group["code"])
            known = found.get(code, Everyday((), (), ()))
            found[code] = Everyday(
                known.names + texts(group, "names"),
                known.asks + texts(group, "asks"),
                known.situations + texts(group, "situations"),
            )
    return found


def _topics(intent: str, groups: Iterable[Mapping[str, object]]) -> Iterable[Topic]:
    """One topic for each kind; several lists may add to the same one."""
    found: dict[str, tuple[str, ...]] = {}
    for group in groups:
        kind = str(group.get("kind", "other"))
        found[kind] = found.get(kind, ()) + texts(group, "phrases")
    return [Topic(intent, kind, tuple(dict.fromkeys(phrases))) for kind, phrases in found.items()]


def texts(group: Mapping[str, object], key: str) -> tuple[str, ...]:
    """The list of texts under ``key``; one text counts as a list of one."""
    value = group.get(key, ())
    if isinstance(value, str):
        return (value,)
    return tuple(str(item) for item in value) if isinstance(value, Sequence) else ()


def table(pairs: Iterable[tuple[str, Target]]) -> Table:
    """Phrases by their first folded word, longest first."""
    rows: dict[str, set[tuple[Phrase, Target]]] = {}
    for text, target in pairs:
        parts = _parts(text)
        if parts:
            keys = tuple([exact(part) if marked(part) else "" for part in parts])
            phrase = Phrase(tuple([fold(part) for part in parts]), keys)
            rows.setdefault(phrase.folded[0], set()).add((phrase, target))
    ready: dict[str, tuple[Alone, Mapping[str, Rows]]] = {}
    for first, found in rows.items():
        alone: dict[str, tuple[Target, ...]] = {}
        longer: dict[str, list[tuple[Phrase, Target]]] = {}
        for phrase, target in sorted(found, key=lambda row: (-len(row[0].folded), row[0].folded, row[0].exact, row[1])):
            if len(phrase.folded) > 1:
                longer.setdefault(phrase.folded[1], []).append((phrase, target))
            else:
                alone[phrase.exact[0]] = (*alone.get(phrase.exact[0], ()), target)
        ready[first] = (alone, {second: tuple(group) for second, group in longer.items()})
    return ready


def without_guesses(whole: Table, usual: Callable[[tuple[str, ...]], tuple[str, ...]]) -> Table:
    """The table for messages typed without marks: an idea said by one or two words is left out where the same letters usually mean
    something else («rơi» where people write «roi» for «rồi»). ``usual`` gives the words meant by folded ones, or nothing."""

    def guessed(folded: tuple[str, ...], marks: tuple[str, ...], target: Target) -> bool:
        if target[0] != "concept" or len(folded) > 2:
            return False
        meant = usual(folded)
        return bool(meant) and any(wanted and exact(word) != wanted for wanted, word in zip(marks, meant, strict=True))

    return {
        first: (
            {
                marks: tuple([target for target in targets if not guessed((first,), (marks,), target)])
                for marks, targets in alone.items()
            },
            {
                second: tuple([row for row in rows if not guessed(row[0].folded, row[0].exact, row[1])])
                for second, rows in longer.items()
            },
        )
        for first, (alone, longer) in whole.items()
    }


def _pairs(groups: Iterable[Mapping[str, object]], key: str) -> Iterable[tuple[str, Target]]:
    for group in groups:
        for text in texts(group, "phrases"):
            yield text, (key, str(group.get(key, "")))


_JOINTS = str.maketrans("", "", "/&")


def unjoined(word: str) -> str:
    """A short form without the slash some type inside it: «h/c» is «hc»."""
    return word.translate(_JOINTS)


def _abbreviations(groups: Iterable[Mapping[str, object]]) -> dict[tuple[str, ...], tuple[Short, ...]]:
    found: dict[tuple[str, ...], list[Short]] = {}
    bare: dict[tuple[str, ...], list[Short]] = {}
    for group in groups:
        near = frozenset(
            key for text in texts(group, "near") for word in words(text) for key in (fold(word), near_key(word))
        )
        short = Short(tuple(tuple(words(text)) for text in texts(group, "means")), near)
        for typed in texts(group, "typed"):
            form = tuple(unjoined(word) for word in words(typed))
            found.setdefault(form, []).append(short)
            if any(marked(word) for word in form):
                plain = tuple(_unmarked(word) for word in form)
                if not all(is_syllable(word) for word in plain):
                    bare.setdefault(plain, []).append(short)
    for form, shorts in bare.items():
        found.setdefault(form, shorts)
    return {form: tuple(sorted(shorts, key=lambda short: not short.near)) for form, shorts in found.items() if form}


def _unmarked(word: str) -> str:
    """The word as typed without marks; a last y stays, unlike in a folded word."""
    folded = fold(word)
    return folded[:-1] + "y" if word[-1] in "yýỳỷỹỵ" else folded
