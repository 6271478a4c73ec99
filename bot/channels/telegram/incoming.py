"""One Telegram update as what happened in a conversation: an event, a file, a tap, or something we cannot take."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from telegram import CallbackQuery, Chat, Message, Update

from bot.engine.events import Chose, Event, Said, Started

COMMANDS = {
    "start": "Bắt đầu, hoặc về đầu",
    "timkiem": "Tìm thủ tục",
    "hoso": "Hồ sơ của tôi",
    "danhgia": "Đánh giá",
    "canbo": "Gặp cán bộ",
    "dulieu": "Dữ liệu đang được giữ về tôi",
    "huy": "Hủy hồ sơ đang làm",
    "trogiup": "Trợ giúp",
}
"""The command menu, in its order."""

_PHRASES = {
    "timkiem": "/timkiem",
    "hoso": "hồ sơ của tôi",
    "danhgia": "đánh giá",
    "canbo": "gặp cán bộ",
    "dulieu": "tôi đã cho gì",
    "huy": "hủy hồ sơ",
    "trogiup": "trợ giúp",
    "help": "trợ giúp",
}
"""What a citizen would have typed instead of the command."""

_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")

_BELIEVED = timedelta(days=2)
"""How far back a message's own time is believed: what waited while the bot was down is dated by when it was written."""

VOICE = "Trợ lý chưa nghe được tin nhắn thoại, anh/chị nhắn bằng chữ giúp nhé."
STICKER = "Cảm ơn anh/chị. Trợ lý chỉ đọc được chữ, ảnh chụp giấy tờ và tệp; anh/chị nhắn câu hỏi bằng chữ giúp nhé."
VIDEO = "Trợ lý chưa xem được video, anh/chị gửi ảnh chụp hoặc tệp PDF giúp nhé."
LOCATION = "Trợ lý chưa dùng được vị trí trên bản đồ, anh/chị ghi địa chỉ bằng chữ giúp nhé."
OTHER = "Trợ lý chưa đọc được loại tin nhắn này, anh/chị nhắn bằng chữ hoặc gửi ảnh, tệp PDF giúp nhé."
EDITED = (
    "Trợ lý không đọc lại tin nhắn đã sửa. Anh/chị gửi nội dung đúng thành tin nhắn mới giúp nhé; "
    "muốn sửa câu trả lời trước, anh/chị nhắn «quay lại»."
)


@dataclass(frozen=True, slots=True)
class File:
    """A photo or document waiting at the platform; ``size`` 0 where it does not say."""

    file_id: str
    name: str
    size: int
    media_type: str


@dataclass(frozen=True, slots=True)
class Refused:
    """Something we cannot take, and the sentence that says what to do instead."""

    sentence: str


@dataclass(frozen=True, slots=True)
class InGroup:
    """Somebody spoke to the bot in a group, where nothing personal is answered; ``payload`` of the link they followed."""

    payload: str = ""


@dataclass(frozen=True, slots=True)
class Left:
    """The citizen blocked the bot."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """What one update means. ``query`` is the id of a tap that must be acknowledged, or empty."""

    update_id: int
    chat: int
    content: Event | File | Refused | InGroup | Left
    query: str = ""

    @property
    def key(self) -> str:
        """The conversation's key."""
        return f"telegram:{self.chat}"

    @property
    def event_id(self) -> str:
        """The same for a repeated update."""
        return f"telegram:{self.update_id}"


def read(update: Update, now: datetime, bot: str) -> Incoming | None:
    """What ``update`` means at ``now``; ``bot`` is the bot's user name. ``None``: nothing that concerns us."""
    if update.callback_query is not None:
        return _tap(update.update_id, update.callback_query, now)
    if (message := update.message) is not None:
        content = _content(message, now, bot)
        return None if content is None else Incoming(update.update_id, message.chat.id, content)
    if (edited := update.edited_message) is not None and edited.chat.type == Chat.PRIVATE and edited.text:
        return Incoming(update.update_id, edited.chat.id, Refused(EDITED))
    if (member := update.my_chat_member) is not None and member.new_chat_member.status in {"kicked", "left"}:
        return Incoming(update.update_id, member.chat.id, Left())
    return None


def _tap(update_id: int, query: CallbackQuery, now: datetime) -> Incoming:
    chat = query.message.chat if query.message is not None else None
    if chat is not None and chat.type != Chat.PRIVATE:
        return Incoming(update_id, chat.id, InGroup(), query.id)
    return Incoming(update_id, chat.id if chat else query.from_user.id, Chose(query.data or "", now), query.id)


def _content(message: Message, now: datetime, bot: str) -> Event | File | Refused | InGroup | None:
    command, rest = _command(message, bot)
    if message.chat.type != Chat.PRIVATE:
        addressed = command or (message.text and bot and f"@{bot}".lower() in message.text.lower())
        payload = rest if command == "start" and _PAYLOAD.fullmatch(rest) else ""
        return InGroup(payload) if addressed else None
    at = _written(message, now)
    if command == "start":
        return Started(at, rest[:64])
    if command in _PHRASES:
        return Said(rest if command == "timkiem" and rest else _PHRASES[command], at)
    if message.text is not None:
        return Said(message.text, at)
    if message.contact is not None:
        number = message.contact.phone_number
        return Said(number if number.startswith(("+", "0")) else f"+{number}", at)
    return _file(message) or _refused(message)


def _command(message: Message, bot: str) -> tuple[str, str]:
    """The command a message opens with and what follows it; empty when it opens with none, or with another bot's."""
    text = message.text or ""
    if not text.startswith("/"):
        return "", ""
    first, _, rest = text[1:].partition(" ")
    name, _, addressee = first.partition("@")
    if addressee and bot and addressee.lower() != bot.lower():
        return "", ""
    return name.lower(), rest.strip()


def _written(message: Message, now: datetime) -> datetime:
    written = message.date.astimezone(now.tzinfo)
    return written if now - _BELIEVED < written < now else now


def _file(message: Message) -> File | None:
    if message.photo:
        largest = max(message.photo, key=lambda size: size.width * size.height)
        return File(largest.file_id, f"anh-{message.message_id}.jpg", largest.file_size or 0, "image/jpeg")
    if message.animation is None and (document := message.document) is not None:
        name = document.file_name or f"tep-{message.message_id}"
        return File(document.file_id, name, document.file_size or 0, document.mime_type or "application/octet-stream")
    return None


def _refused(message: Message) -> Refused | None:
    if message.voice or message.audio:
        return Refused(VOICE)
    if message.video or message.video_note or message.animation:
        return Refused(VIDEO)
    if message.sticker or message.dice:
        return Refused(STICKER)
    if message.location or message.venue:
        return Refused(LOCATION)
    service = (
        message.new_chat_members or message.left_chat_member or message.pinned_message or message.group_chat_created
    )
    return None if service or not _shown(message) else Refused(OTHER)


def _shown(message: Message) -> bool:
    """Whether a person sent it, rather than the platform noting something."""
    return bool(
        message.poll or message.story or message.game or message.invoice or message.caption or message.paid_media
    )
