"""Mending: words the content never uses are read as the ones it does, where a slip of hand or ear explains the difference."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Generic, TypeVar

from rapidfuzz.distance import OSA

from bot.language import exact, fold, is_syllable, marked, sound, spelled, toneless
from bot.matcher.terms import Phrases

SURE = 3
"""How often the content must use a pair of words before it can overrule what was typed."""

RARE = 2
"""Uses in the content up to which a word typed without marks may be a slip."""

OFTEN = 5
"""Uses of a pair of words from which on its first word may be clipped to a letter («hchieu» for «hộ chiếu»)."""

SHARE = 0.1
"""Least share of all uses of the second word that such a pair must have."""

PREVAILS = 4
"""How many times as often as another a meaning of the same letters must be used to be taken for granted."""

_TONE = {"0": 0, "1": 1, "2": 2, "3": 3, "4": 3, "5": 5}
"""Hook and tilde sound alike to half the country."""

MUCH_MORE = 8
"""How many times as often as the typed words with their neighbours another reading must be used to overrule them."""

_GLUED = 24
"""Letters of the longest run of words typed without spaces that is taken apart."""


class Spelling:
    """The words and pairs of words of the content, and how to get to them from what was typed."""

    def __init__(self, said: Phrases, spoken: Iterable[Sequence[str]] = ()) -> None:
        """``said``: every phrase of the index; ``spoken``: further rows of words that are known here, as the lexicon has them."""
        alone, beside = said.used(spoken)
        folded = {typed: fold(typed) for typed, _ in alone}
        words: _Forms[str] = _Forms()
        pairs: _Forms[tuple[str, str]] = _Forms()
        for typed, uses in alone:
            words.add(folded[typed], typed, uses)
        for both, uses in beside:
            pairs.add(folded[both[0]] + " " + folded[both[1]], both, uses)
        self.words: Mapping[str, int] = words.uses
        self.pairs: Mapping[str, int] = pairs.uses
        self._form = {folded[typed]: typed for typed, _ in reversed(alone) if marked(typed)}
        self._pair_form = pairs.commonest
        self._usual: Mapping[str, str | tuple[str, str]] = {**words.prevailing(), **pairs.prevailing()}
        self._by_sound: dict[str, list[str]] = {}
        self._by_delete: dict[str, list[str]] = {}
        self._pair_by_sound: dict[str, str] = {}
        self._pair_by_clip: dict[str, str] = {}
        for pair, count in self.pairs.items():
            if count < SURE:
                continue
            one, other = pair.split(" ")
            keys = [(self._pair_by_sound, _pair_sound(one, other))]
            if count >= OFTEN and count >= self.words[other] * SHARE:
                keys += [(self._pair_by_clip, start + other) for start in _clips(one)]
            for table, key in keys:
                if count > self.pairs.get(table.get(key, ""), 0):
                    table[key] = pair
        for word in self.words:
            if word.isdigit():
                continue
            self._by_sound.setdefault(sound(word), []).append(word)
            if len(word) > 2:
                for shorter in _deletes(word):
                    self._by_delete.setdefault(shorter, []).append(word)

    def usual(self, folded: tuple[str, ...]) -> tuple[str, ...]:
        """What one or two folded words mean in the content by far most often, with its marks; nothing where that is open."""
        found = self._usual.get(" ".join(folded), ())
        return (found,) if isinstance(found, str) else found

    def mend(self, typed: list[str], accented: bool) -> list[str]:
        """The words with slips mended; what has no better reading stays as it was typed. ``accented``: typed with marks."""
        out: list[str] = []
        folded: list[str] = []
        for word in typed:
            key = spelled(word).folded
            strange = key not in self.words and not key.isdigit() and not is_syllable(key)
            if strange and (parts := self._split(key)):
                out += [self._form.get(part, part) for part in parts]
                folded += parts
            elif strange and (clipped := self._pair_by_clip.get(key)):
                out += self._pair_form[clipped]
                folded += clipped.split(" ")
            else:
                out.append(word)
                folded.append(key)
        self._mend_pairs(out, folded, accented)
        pairs, last = self.pairs, len(folded) - 1
        for place, key in enumerate(folded):
            if key.isdigit() or len(key) < 2:
                continue
            before = folded[place - 1] if place else ""
            after = folded[place + 1] if place < last else ""
            if key in self.words or is_syllable(key):
                if before and after and before + " " + key in pairs and key + " " + after in pairs:
                    continue  # both neighbours know it
                mended = self._heard(out[place], key, before, after, accented)
            else:
                mended = self._nearest(key, before, after)
            if mended and mended != key:
                folded[place] = mended
                out[place] = self._written(mended, before, after)
        return out

    def _mend_pairs(self, out: list[str], folded: list[str], accented: bool) -> None:
        """Neighbours misheard together («chích nục» → «trích lục»), in place: each may make the other look like a proper word."""
        for place in range(len(folded) - 1):
            one, other = folded[place], folded[place + 1]
            pair = one + " " + other
            if pair in self.pairs or min(self.words.get(one, 0), self.words.get(other, 0)) > RARE:
                continue
            heard = self._pair_by_sound.get(_pair_sound(one, other))
            if heard is None:
                continue
            before = folded[place - 1] if place else ""
            after = folded[place + 2] if place + 2 < len(folded) else ""
            if MUCH_MORE * max(self._pair(before, one), self._pair(other, after)) > self.pairs[heard]:
                continue
            written = self._pair_form[heard]
            typed = out[place : place + 2]
            if accented and not all(map(self._misheard, typed, written)):
                continue
            folded[place : place + 2] = heard.split(" ")
            out[place : place + 2] = written

    def _pair(self, one: str, other: str) -> int:
        return self.pairs.get(one + " " + other, 0) if one and other else 0

    def _written(self, word: str, before: str, after: str) -> str:
        """The marks the content gives this word beside these neighbours."""
        first, second = self._pair(before, word), self._pair(word, after)
        if first >= second and first:
            return self._pair_form[before + " " + word][1]
        if second:
            return self._pair_form[word + " " + after][0]
        return self._form.get(word, word)

    def _heard(self, typed: str, key: str, before: str, after: str, accented: bool) -> str:
        """Another word of the same sound and tone, where the neighbours know that one and not this («nấy chồng» → «lấy chồng»).

        Without marks there is no tone to compare, so only a word the content hardly uses gives way.
        """
        own = self._pair(before, key) or self._pair(key, after)
        if not accented and (own or self.words.get(key, 0) > RARE):
            return key
        best, most = key, max(SURE - 1, MUCH_MORE * own)
        for other in self._by_sound.get(sound(key), ()):
            count = max(self._pair(before, other), self._pair(other, after))
            if count > most and (not accented or self._misheard(typed, self._written(other, before, after))):
                best, most = other, count
        return best

    def _misheard(self, typed: str, meant: str) -> bool:
        """Whether a word typed with marks is another one misheard: one vowel, and one tone unless it is no word without it."""
        if not _one_vowel(typed, meant):
            return False
        return _tone(typed) == _tone(meant) or (exact(typed)[-1] == "0" and self.words.get(fold(typed), 0) <= RARE)

    def _nearest(self, key: str, before: str, after: str) -> str:
        """The known word one slip away; without a neighbour to confirm it only for something no syllable could be."""
        heard = sound(key)
        options: set[str] = set(self._by_sound.get(heard, ()))
        if len(key) > 2:
            options.update(self._by_delete.get(key, ()))
            for shorter in _deletes(key):
                if shorter in self.words:
                    options.add(shorter)
                options.update(self._by_delete.get(shorter, ()))
        best, most = key, 0.0
        alone = len(key) > 3
        for other in options:
            context = self._pair(before, other) + self._pair(other, after)
            if context < 1 and not alone:
                continue
            distance = 1 if sound(other) == heard else OSA.distance(key, other)
            if distance > 1 and (distance > 2 or len(key) < 5):
                continue
            value = context * 4.0 + min(self.words[other], 60) / 20 + (3.0 if distance < 2 else 0.0)
            if value > most:
                best, most = other, value
        return best

    def _split(self, key: str) -> list[str]:
        """Strange letters as words typed together, where known words that stand beside each other in the content make the whole."""
        size = len(key)
        if size < 5 or size > _GLUED:
            return []
        best: list[tuple[int, list[str]]] = [(0, [])]
        for end in range(1, size + 1):
            value: tuple[int, list[str]] = (-1, [])
            for start in range(max(0, end - 7), end):
                score, parts = best[start]
                word = key[start:end]
                if score < 0 or (word not in self.words) or len(word) < 2:
                    continue
                gained = score + (self._pair(parts[-1], word) if parts else 1)
                if (not parts or self._pair(parts[-1], word)) and gained > value[0]:
                    value = (gained, [*parts, word])
            best.append(value)
        return best[size][1] if best[size][0] >= SURE else []


Form = TypeVar("Form", str, tuple[str, str])


class _Forms(Generic[Form]):
    """How often letters without marks are used, and the forms with marks that they stand for; the most frequent come first."""

    def __init__(self) -> None:
        self.uses: dict[str, int] = {}
        self.commonest: dict[str, Form] = {}
        self._next: dict[str, int] = {}
        self._most: dict[str, int] = {}

    def add(self, letters: str, form: Form, uses: int) -> None:
        """Counts one form."""
        if letters not in self.uses:
            self.uses[letters] = self._most[letters] = uses
            self.commonest[letters] = form
        else:
            self.uses[letters] += uses
            self._next.setdefault(letters, uses)

    def prevailing(self) -> dict[str, Form]:
        """The form of each letters that is ``PREVAILS`` times as frequent as any other with these letters."""
        found, most = self.commonest.copy(), self._most
        for letters, uses in self._next.items():
            if most[letters] < PREVAILS * uses:
                del found[letters]
        return found


def _one_vowel(typed: str, meant: str) -> bool:
    """Whether the words differ in consonants only: who mixes up n and l does not mix up ă and a, nor đ and r."""
    if ("đ" in typed) != ("đ" in meant) and (typed[0], meant[0]) not in {("d", "đ"), ("đ", "d")}:
        return False
    one, other = _vowels(typed), _vowels(meant)
    return one.endswith(other) or other.endswith(one)  # the i of gi and the u of qu come and go


def _vowels(word: str) -> str:
    return "".join(_VOWELS.findall(toneless(word))).replace("y", "i")


_VOWELS = re.compile("[aăâeêioôơuưy]")


def _tone(word: str) -> int:
    return _TONE[exact(word)[-1]]


def _clips(word: str) -> tuple[str, ...]:
    """What a word that starts with a consonant may be clipped to."""
    start = _CLIP.match(word)
    return () if start is None else (word[0],) if len(start[0]) == 1 else (word[0], start[0])


_CLIP = re.compile("ngh?|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnpqrstvx]")


def _pair_sound(one: str, other: str) -> str:
    return sound(one) + " " + sound(other)


def _deletes(word: str) -> list[str]:
    return [word[:place] + word[place + 1 :] for place in range(len(word))]
