"""The matcher itself: built once from a catalogue, then a pure function from a text to a Match."""

from __future__ import annotations

import gc
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal, cast

from bot.catalogue.model import Catalogue
from bot.matcher import weights as learned
from bot.matcher.askback import ask_back, open_choice
from bot.matcher.clauses import corrected, listed, questions
from bot.matcher.confidence import SURETY, chance, scope, shares, signals, surety
from bot.matcher.entries import sources
from bot.matcher.explain import Explanation, explained
from bot.matcher.fit import Weights
from bot.matcher.index import Heard, Index
from bot.matcher.lexicon import lexicon, without_guesses
from bot.matcher.match import Aspect, Candidate, Intent, Match, Verdict
from bot.matcher.ranking import BEST, FEATURES, NAME, Ranking, Weighed
from bot.matcher.reading import Reader
from bot.matcher.spelling import Spelling

MOST = 10
LONGEST = 6000
"""Characters read of one message; the rest of a pasted article asks nothing new."""
FOCUS = 0.6
"""How much the entry talked about last gains when a message only adds to it."""

HANDICAP = 0.25
"""How much nearer an answer must be than a procedure to lead; in doubt the procedure serves better, it shows its answers too."""

NAMED = 0.75
"""Likeness to a name from which on a part of a list is that entry; of 6,600 single questions about ten are taken for two."""

BARE = 3
"""Words up to which nothing but an idea leaves open what is wanted."""

LEAST = 0.5
"""Confidence below which an answer is offered among others instead of given."""

NUMBERS = frozenset(
    {"khong", "mot", "hai", "ba", "bon", "nam", "sau", "bay", "tam", "chin"}
    | {"muoi", "tram", "nghin", "ngan", "tu", "lam", "le", "linh", "ruoi"}
)
"""Words of a bare number, which is no call for a person whatever deadlines it reminds of."""

_FAQ = FEATURES.index("faq")
_Kind = Literal["procedure", "faq"]

LEARNED = Weights(learned.RANKING, learned.SCOPE, learned.SURETY, learned.THRESHOLDS)


def build(catalogue: Catalogue, weights: Weights = LEARNED) -> Matcher:
    """The matcher of this catalogue; a reload builds another one."""
    collecting = gc.isenabled()
    gc.disable()  # a build makes a million lasting objects and no garbage; looking for some takes a third of the time
    try:
        reader, index, spelling = parts(catalogue)
        return Matcher(reader, index, spelling, weights)
    finally:
        if collecting:
            gc.enable()


def parts(catalogue: Catalogue) -> tuple[Reader, Index, Spelling]:
    """The reader for messages, the index and the spelling of this catalogue."""
    known = lexicon(catalogue.words)
    index = Index(sources(catalogue, Reader(known)))
    spelling = Spelling(index.said, known.spoken)
    return Reader(known, without_guesses(known.table, spelling.usual)), index, spelling


class Matcher:
    """Immutable for its users; remembers only derived values."""

    def __init__(self, reader: Reader, index: Index, spelling: Spelling, weights: Weights) -> None:
        self._reader = reader
        self._index = index
        self._spelling = spelling
        self._weights = weights
        self._ranking = Ranking(index, weights.ranking)
        self._place = {(entry.kind, entry.id): number for number, entry in enumerate(index.entries)}
        self._plain: dict[int, frozenset[str]] = {}

    def match(self, text: str, focus: str | None = None) -> Match:
        """The best reading of ``text``; ``focus`` is the entry last talked about (``procedure:<code>`` or ``faq:<id>``)."""
        text = text[:LONGEST]
        text = corrected(text)
        heard = self._hear(text)
        reading = heard.reading
        if not reading.words:
            sign = any(unicodedata.category(letter) == "So" for letter in text[:200])
            return Match(
                Verdict.ABSTAIN, Intent.SMALLTALK if sign else Intent.NOTHING, smalltalk="other" if sign else ""
            )
        ranked = self._ranked(heard, focus)
        match = self._judged(heard, ranked)
        if reading.others and match.verdict is Verdict.ANSWER:
            return self._opened(heard, match)
        beside = match.about_focus or match.intent not in {Intent.PROCEDURE, Intent.FAQ, Intent.NOTHING}
        return match if beside or len(reading.concepts) < 2 else self._also(text, match)

    def explain(self, text: str, most: int = 3) -> Explanation:
        """Which words counted for the first candidates, through which phrase, and what each lacked beside the first."""
        heard = self._hear(corrected(text[:LONGEST]))
        hits = self._reader.hits(heard.reading.words, heard.reading.accented)
        return explained(self._index, self._ranking, heard.reading, self._ranked(heard, None)[:most], hits)

    def _hear(self, text: str) -> Heard:
        return self._index.hear(self._reader.read(text, self._spelling.mend))

    def _ranked(self, heard: Heard, focus: str | None) -> list[Weighed]:
        ranked = self._ranking.weighed(heard)
        if ranked and self._index.entries[ranked[0].number].kind == "faq":
            ranked.sort(key=lambda one: (-one.value + one.features[_FAQ] * HANDICAP, one.number))
        if focus:
            kind, _, identity = focus.partition(":")
            number = self._place.get((kind, identity))
            if number is not None and any(one.number == number for one in ranked):
                ranked = [
                    Weighed(one.number, one.features, one.value + FOCUS, one.phrase) if one.number == number else one
                    for one in ranked
                ]
                ranked.sort(key=lambda one: (-one.value, one.number))
        return ranked

    def _judged(self, heard: Heard, ranked: Sequence[Weighed]) -> Match:
        """The verdict on one reading."""
        reading, weights, known = heard.reading, self._weights, self._index.entries
        aspect = cast(Aspect, reading.aspects[0] if reading.aspects else "")
        inside = [one for one in ranked if known[one.number].inside]
        outside = next((known[one.number] for one in ranked if not known[one.number].inside), None)
        about = scope(weights.scope, signals(heard, ranked, self._index))
        sure = chance(weights.surety, SURETY, surety(inside)) if inside else 0.0
        candidates = tuple(
            Candidate(
                cast(_Kind, known[one.number].kind),
                known[one.number].id,
                known[one.number].title,
                round(about * share, 4),
            )
            for one, share in zip(inside[:MOST], shares(inside[:MOST], sure), strict=True)
        )
        alone = bool(aspect) and not reading.concepts and reading.loud <= 1
        if alone or about < weights.thresholds["scope"] or not candidates:
            intent = Intent(outside.kind) if outside and not alone else Intent.NOTHING
            if intent is Intent.HUMAN and all(word.isdigit() or word in NUMBERS for word in reading.folded):
                intent = Intent.NOTHING
            manner = _talk(outside.id) if outside and intent is Intent.SMALLTALK else ""
            topic = outside.id if outside and intent is not Intent.NOTHING else ""
            like = next((round(one.features[BEST], 4) for one in ranked if not known[one.number].inside), 0.0)
            return Match(Verdict.ABSTAIN, intent, candidates, aspect, "", (), alone, manner, topic, like)
        answer = sure >= weights.thresholds["answer"] and candidates[0].confidence >= LEAST
        bare = len(reading.words) <= BARE and bool(reading.concepts) and not reading.beyond
        if answer and not bare:
            return Match(Verdict.ANSWER, Intent(candidates[0].kind), candidates, aspect)
        plain = [self._ideas(one.number) for one in inside]
        titles = [self._ranking.title(one.number) for one in inside]
        offered = open_choice(frozenset(reading.concepts), titles, plain) if bare else []
        if answer and not offered:
            return Match(Verdict.ANSWER, Intent(candidates[0].kind), candidates, aspect)
        back = ask_back([plain[place] for place in offered or range(min(3, len(plain)))])
        return Match(Verdict.CHOOSE, Intent(candidates[0].kind), _alike(candidates, offered), aspect, ask_back=back)

    def _ideas(self, number: int) -> frozenset[str]:
        """The ideas of what an entry is called in plain words."""
        found = self._plain.get(number)
        if found is None:
            self._plain[number] = found = frozenset(self._reader.said(self._index.entries[number].title)[0].concepts)
        return found

    def _opened(self, heard: Heard, match: Match) -> Match:
        """A choice instead of an answer where a short form means something else to some, and that is as good a reading."""
        firsts = {one.id: one for one in match.candidates[:1]}
        for reading in heard.reading.others:
            other = self._index.hear(reading)
            judged = self._judged(other, self._ranked(other, None))
            if judged.verdict is not Verdict.ABSTAIN:
                firsts.setdefault(judged.candidates[0].id, judged.candidates[0])
        if len(firsts) == 1:
            return match
        rest = [one for one in match.candidates if one.id not in firsts]
        best = sorted(firsts.values(), key=lambda one: -one.confidence)
        return replace(match, verdict=Verdict.CHOOSE, candidates=(*best, *rest)[:MOST])

    def _also(self, text: str, match: Match) -> Match:
        """The match with further entries when the message holds several questions, each clearly about another one."""
        shown = questions(text)
        parts = shown or listed(text)
        firsts: dict[str, Candidate] = {}
        for part in sorted(parts, key=len, reverse=True):  # the longest is the least likely to be but a name
            heard = self._hear(part)
            ranked = self._ranked(heard, None)
            one = self._judged(heard, ranked)
            if shown:
                asks = one.verdict is Verdict.ANSWER and bool(heard.reading.requests and heard.reading.concepts)
            else:
                asks = one.intent is Intent.PROCEDURE and ranked[0].features[NAME] >= NAMED
            if asks and one.verdict is not Verdict.ABSTAIN:
                firsts[part] = one.candidates[0]
            elif not shown:
                return match  # «vợ và chồng»: side by side, but not each a thing to ask for
        found = {firsts[part].id: firsts[part] for part in parts if part in firsts}
        if match.verdict is not Verdict.ANSWER:
            if len(found) < 2:
                return match
            rest = [one for one in match.candidates if one.id not in found]
            candidates = _alike((*found.values(), *rest)[:MOST], range(len(found)))
            match = Match(Verdict.ANSWER, Intent(candidates[0].kind), candidates, match.aspect)
        also = tuple(one for one in found.values() if one.id != match.candidates[0].id)
        return replace(match, also=also[:2]) if shown or len(found) > 1 else match


def _alike(candidates: tuple[Candidate, ...], offered: Sequence[int]) -> tuple[Candidate, ...]:
    """The candidates with those at the places ``offered`` first, each as likely as the other, together no more than certain."""
    if not offered:
        return candidates
    first = [candidates[place] for place in offered]
    share = round(min(sum(one.confidence for one in first), 1.0) / len(first), 4)
    rest = [one for place, one in enumerate(candidates) if place not in offered]
    return (
        *(replace(one, confidence=share) for one in first),
        *(replace(one, confidence=min(one.confidence, share)) for one in rest),
    )


_TALK = {"greeting", "thanks", "bye", "yes", "insult"}


def _talk(kind: str) -> Literal["", "greeting", "thanks", "bye", "yes", "insult", "other"]:
    return cast(Literal["greeting", "thanks", "bye", "yes", "insult"], kind) if kind in _TALK else "other"
