"""Typed words, buttons and files turned into answers; one file per kind of answer."""

from bot.engine.answers.outcome import Context, Doubt, Invalid, Outcome

__all__ = ["Context", "Doubt", "Invalid", "Outcome"]
