"""What the office uses in a browser: sign-in, queue, dossiers, hand-offs, ratings, unanswered questions, content."""

from bot.desk.app import routes

__all__ = ["routes"]
