"""The matcher: a citizen's words to a procedure or FAQ entry, with a confidence that means something."""

from bot.matcher.match import Aspect, Candidate, Intent, Match, Verdict
from bot.matcher.matcher import Matcher, build

__all__ = ["Aspect", "Candidate", "Intent", "Match", "Matcher", "Verdict", "build"]
