"""Vietnamese as typed: letters, syllables, words, keyboard residue and slips; nothing here knows procedures."""

from bot.language.letters import exact, fold, marked, near_key, nfc, slip_of_tone, toneless
from bot.language.slips import sound
from bot.language.syllables import is_syllable
from bot.language.typing import untype
from bot.language.words import words

__all__ = [
    "exact",
    "fold",
    "is_syllable",
    "marked",
    "near_key",
    "nfc",
    "slip_of_tone",
    "sound",
    "toneless",
    "untype",
    "words",
]
