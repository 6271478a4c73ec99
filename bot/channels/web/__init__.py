"""The web channel: the chat API, the citizens' page and the headers that guard both."""

from bot.channels.web.app import routes
from bot.channels.web.limits import Limits
from bot.channels.web.page import Front
from bot.channels.web.shield import Shield
from bot.channels.web.uploads import UploadRules

__all__ = ["Front", "Limits", "Shield", "UploadRules", "routes"]
