"""Vietnamese as typed: letters, syllables, words, keyboard residue and slips; nothing here knows procedures."""

from bot.language.figures import figures
from bot.language.letters import Spelled, exact, fold, marked, near_key, nfc, slip_of_tone, spelled, toneless
from bot.language.ordering import ordering
from bot.language.slips import sound
from bot.language.syllables import is_syllable
from bot.language.typing import untype
from bot.language.words import words

__all__ = [
    "Spelled",
    "exact",
    "figures",
    "fold",
    "is_syllable",
    "marked",
    "near_key",
    "nfc",
    "ordering",
    "slip_of_tone",
    "sound",
    "spelled",
    "toneless",
    "untype",
    "words",
]
