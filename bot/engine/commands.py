"""Commands a citizen may type at any time, with or without diacritics; each is a whole message, never a word inside one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum

from bot.language import fold, marked, nfc


class Command(StrEnum):
    """What a citizen can tell the bot to do."""

    BACK = "back"
    SKIP = "skip"
    LATER = "later"
    STOP = "stop"
    CONTINUE = "continue"
    REVIEW = "review"
    RESTART = "restart"
    CANCEL = "cancel"
    OFFICER = "officer"
    HELP = "help"
    KEPT = "kept"
    ERASE = "erase"
    MINE = "mine"
    RATE = "rate"
    START = "start"
    OFFICE = "office"
    PUBLIC = "public"
    REMIND = "remind"
    NO_REMIND = "no_remind"


_PHRASES: dict[Command, tuple[str, ...]] = {
    Command.BACK: ("quay lại", "trở lại", "câu trước", "quay lại câu trước", "lùi lại", "back", "sửa câu trước",
                   "làm lại câu trước"),
    Command.SKIP: ("bỏ qua", "bỏ qua câu này", "skip", "không điền"),
    Command.LATER: (
        "dừng", "dừng lại", "tạm dừng", "để sau", "để lúc khác", "lúc khác", "hôm khác", "mai làm tiếp", "thoát", "nghỉ",
        "stop", "làm sau", "tạm nghỉ", "dừng hồ sơ", "nghỉ đã", "khoan đã", "bận rồi",
        "tí làm tiếp", "lát làm tiếp", "chiều làm tiếp", "tối làm tiếp",
        "để mai", "mai làm", "để tối", "để chiều", "để khi khác", "để hôm khác", "để sau làm tiếp", "hôm khác làm tiếp",
    ),
    Command.STOP: (
        "không làm nữa", "ko làm nữa", "không muốn làm nữa", "thôi không làm nữa", "đừng làm nữa", "khoan đừng làm nữa",
        "không khai nữa", "thôi không khai nữa",
    ),
    Command.CONTINUE: ("tiếp tục", "làm tiếp", "tiếp", "đi tiếp", "tiếp tục hồ sơ", "làm tiếp hồ sơ", "continue"),
    Command.REVIEW: ("xem lại", "xem lại hồ sơ", "kiểm tra lại", "soát lại", "review"),
    Command.RESTART: ("làm lại từ đầu", "bắt đầu lại", "làm lại hồ sơ", "khai lại từ đầu"),
    Command.CANCEL: ("hủy hồ sơ", "hủy", "hủy bỏ", "hủy bỏ hồ sơ", "xóa hồ sơ", "xóa hồ sơ này", "/huy", "cancel"),
    Command.OFFICER: (
        "gặp cán bộ", "gặp người", "gặp người thật", "gặp nhân viên", "nói chuyện với cán bộ", "nói chuyện với người thật",
        "hỏi cán bộ", "gặp cán bộ một cửa", "gọi cán bộ", "tư vấn viên", "cán bộ", "nhờ cán bộ", "/canbo",
        "nói chuyện với người",
    ),
    Command.HELP: ("trợ giúp", "giúp đỡ", "hướng dẫn sử dụng", "help", "/trogiup", "/help", "menu", "/menu", "lệnh"),
    Command.KEPT: ("tôi đã cho gì", "em đã cho gì", "đang giữ gì của tôi", "dữ liệu của tôi", "xem dữ liệu", "/dulieu",
                   "xem dữ liệu của tôi"),
    Command.ERASE: ("xóa dữ liệu", "xóa dữ liệu của tôi", "xóa hết dữ liệu", "xóa thông tin của tôi", "xóa thông tin"),
    Command.MINE: ("hồ sơ của tôi", "hồ sơ của em", "xem hồ sơ của tôi", "danh sách hồ sơ", "/hoso", "tình trạng hồ sơ",
                   "mã hồ sơ", "mã hồ sơ của tôi", "mã hồ sơ của tôi đâu", "mã hồ sơ đâu", "hồ sơ của tôi đâu", "hồ sơ tới đâu rồi",
                   "hồ sơ đến đâu rồi", "hồ sơ của tôi đến đâu rồi", "hồ sơ của tôi tới đâu rồi"),
    Command.RATE: ("đánh giá", "/danhgia", "tôi muốn đánh giá", "chấm điểm"),
    Command.START: ("/start", "/timkiem", "bắt đầu", "trang đầu", "về đầu", "menu chính"),
    Command.OFFICE: (
        "giờ làm việc", "số điện thoại", "số điện thoại ủy ban", "địa chỉ ủy ban", "giờ mở cửa", "mấy giờ làm việc",
        "số điện thoại một cửa", "số điện thoại xã", "ủy ban ở đâu", "mấy giờ mở cửa", "giờ làm việc thế nào",
        "số điện thoại là gì", "giờ làm việc của ủy ban", "địa chỉ bộ phận một cửa",
    ),
    Command.PUBLIC: (
        "công khai", "xem công khai", "mục công khai", "thông tin công khai", "xã công khai những gì", "/congkhai",
        "pháp lệnh 34", "xem thông tin công khai", "công khai của xã", "công khai của phường", "niêm yết công khai",
    ),
    Command.REMIND: ("bật nhắc", "bật nhắc việc", "nhắc tôi"),
    Command.NO_REMIND: ("tắt nhắc", "tắt nhắc việc", "đừng nhắc nữa", "không nhắc nữa"),
}  # fmt: skip

_AMBIGUOUS = frozenset({"dung", "huy", "tiep", "nghi", "can bo", "y", "danh gia"})
"""Unmarked these may be an answer ("dung" is also đúng, Dung, Dũng), so between a form's questions they need their marks."""

_NO_COMMAND_THEN = frozenset({"cán bộ", "tư vấn viên", "đánh giá", "nghỉ"})
"""Also with their marks these may answer a question ("nghề nghiệp: cán bộ")."""

_BEFORE = re.compile(
    r"^(?:dạ|da|vâng|vang|ạ|thôi|thoi|xin|hãy|hay|giờ|cho|để|tôi|toi|em|mình|minh|anh|chị|chi|cháu|con|bác|muốn|muon|cần|can|được|duoc)\s+"
)
_AFTER = re.compile(r"(?:\s+(?:ạ|a|nhé|nhe|nha|đi|di|giúp|giup|với|voi|tôi|em|mình|được không|duoc khong|đã))+$")


def read(text: str, *, answering: bool = False) -> Command | None:
    """The command the whole message is, if any; ``answering`` says that a form's question waits, so short unmarked words
    are not taken for commands."""
    said = re.sub(r"\s+", " ", nfc(text)).strip(" .!,").lower().replace("huỷ", "hủy").replace("xoá", "xóa")
    if not said or len(said) > 60:
        return None
    said = re.sub(r"@\w+$", "", said) if said.startswith("/") else said
    for candidate in _candidates(said):
        if answering and candidate in _NO_COMMAND_THEN:
            continue
        if candidate in _MARKED and not (answering and candidate in _AMBIGUOUS):
            return _MARKED[candidate]
        if not marked(candidate) and not (answering and candidate in _AMBIGUOUS):
            found = _FOLDED.get(fold(candidate))
            if found is not None:
                return found
    return None


def _candidates(said: str) -> Iterator[str]:
    """The message, and what is left of it without one, two, … of the words people put before and after an order."""
    while said:
        yield from dict.fromkeys((said, _AFTER.sub("", said)))
        shorter = _BEFORE.sub("", said)
        said = shorter if shorter != said else ""


_MARKED = {phrase: command for command, phrases in _PHRASES.items() for phrase in phrases}
_FOLDED = {fold(phrase): command for command, phrases in _PHRASES.items() for phrase in phrases}
