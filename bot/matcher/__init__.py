"""The matcher: a citizen's words to a procedure or FAQ entry, with a confidence that means something."""

from bot.matcher.match import Candidate, Intent, Match, Verdict

__all__ = ["Candidate", "Intent", "Match", "Verdict"]
