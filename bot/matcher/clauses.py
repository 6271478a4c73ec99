"""The parts of a message: what is taken back, and whether several things are asked."""

from __future__ import annotations

import re
from itertools import pairwise

from bot.language import fold, nfc

_NO = r"(?:khong|ko|k|kg|hok|dau|chang)"
_PHAI = r"(?:phai|fai)"
_ME = r"(?:em|toi|tui|minh|chau)"
_OH = r"(?:(?:a|da|ay|y|o|u|ua|uh|oi|the|thoi|vang|nhung|xin loi) )*"
_ASKED = rf"(?:{_ME} (?:dang |muon )?(?:hoi|noi|can)|y (?:{_ME} )?la|y {_ME}|cho (?:{_ME} )?hoi|hoi ve)\b"
_MISHEARD = (
    r"(?:sao )?(?<!uy )(?:ban|bot|ad|admin|tro ly|chatbot) (?:(?:lai|cu|toan|da|vua) )*(?:tra loi|tl|rep|noi|hieu|dua)"
    r"(?! (?:giup|gium|ho (?:em|toi|minh)|cho|em|toi|minh|voi|di|nhe|the nao|sao)\b) \w"
)
"""What the bot wrongly made of a question; not "please answer me"."""

_PART = re.compile(
    r"[,.?!;:\n…–]+\s*"
    r"|(?<!phai)(?<!fai)(?<!hoi)(?<!noi)(?<!can)(?<!\bma)(?<!sao)(?<!\bchu)(?<!\bem)(?<!\btoi)(?<!minh)(?<!chau)(?<!\s)\s++"
    rf"(?=ma (?!so |vach|qr|dinh danh)|chu {_NO}\b|(?:bay )?gio\b|{_ASKED}|{_MISHEARD}|(?:{_ME} )?{_NO} (?:{_PHAI}|can|xin|muon)\b)"
)
"""Where a message falls into parts: at a stop, and before a word that sets what follows against what was said."""

_TRIGGER = re.compile(
    rf"\b(?:{_NO} (?:{_PHAI}|hoi|noi|can|xin|lam|muon|dung)|chua dung|thoi|khoi|nham|lon|sai|tra loi|tl|rep|gio|ad|bot|ban)\b"
)
"""One of these stands in every message that takes something back; most hold none, which is seen fast."""

_OUTCRY = re.compile(
    rf"(?:{_OH}(?:{_ME} )?(?:(?:go|viet|hoi|noi) )?(?:nham|lon|sai|(?:khong|ko|chua) dung)(?: roi| y {_ME}| (?:{_ME}|ban) oi| a)*"
    rf"(?:\s*[,.!;:\n…]+\s*|\s+(?={_ASKED}))"
    r"|.*\b(?:a|ay|ua|oi) (?:nham|lon)(?: roi)?[\s,.!;:…]+(?:la )?(?!(?:ten|nam|ngay|so|dia chi|chu)\b))(?=\w)",
    re.DOTALL,
)
"""«nhầm rồi, …» at the start, «…, à nhầm, …» between: an outcry that takes back all before it."""

_I_ASKED = re.compile(rf"\b{_ME} (?:dang |muon )?hoi\b")
_LEAD = re.compile(rf"(?:nhung |ma )?(?:y (?:{_ME} )?)?la ")
_OHS = re.compile(_OH)
_MISTAKE = re.compile(
    rf"{_OH}(?:nham|lon) (?!(?:ho ten|ten|nam|ngay|thang|so|dia chi|chu|gioi|que|noi|thong tin|tuoi)\b)"
)
_INSTEAD = re.compile(rf"(?:nhung |ma )?{_ASKED}")

_OWED = (
    r"(?:lam|nop|mang|xin|co|dong|ra|ve|di(?! chuc)|tra|cho|chiu|qua|len|xuong|dem|khai bao|den|lo|ky|mat (?:tien|phi|cong)"
    r"|dang ky lai|ai|luc nao|cu)\b"
)
"""After «không phải»: "need not", "not always", rather than "not that"."""

_WHO = (
    r"(?:la )?(?:nguoi|chu (?:ho|nha|dat|xe|so)|chinh chu|con (?:ruot|de|chung|em|toi|cua)|vo|chong|dan|cong dan|can bo"
    r"|cong chuc|vien chuc|dang vien|cua|o (?:day|dia|tinh|xa|phuong|que|thanh)|vi|nghi)\b"
)
"""After «không phải»: who or why somebody is, a part of the question."""

_STATED = r"(?!.*\b(?:khong|ko|k|ha|sao|gi|chua|duoc|nao)$)"
_NOT_THIS = re.compile(
    rf"(?:chu )?{_OH}(?:{_ME} )?(?:{_NO} {_PHAI}(?! {_WHO})(?! {_OWED})|{_NO} (?:{_PHAI} )?(?:hoi|noi(?! nao| o))\b){_STATED}"
)
_NOT_DOING = re.compile(
    rf"(?:chu )?{_OH}(?:{_ME} )?(?:{_NO}|khoi) (?:{_PHAI} )?(?P<verb>can(?! cuoc)|xin|lam|muon \w+) (?!duoc|kip|lai ){_STATED}.+"
)
_NO_MORE = re.compile(rf"{_OH}thoi (?:{_ME} )?(?:{_NO} .+ nua|khoi .+)$")
_DONE = re.compile(
    rf"(?:{_ME} )?(?:.+ lam|lam (?!(?:mat|sai|hong|rach|nham|uot|roi|thieu|tre|nha|dam)\b).+) (?:xong|roi|xong roi)$"
)
_NOW = re.compile(rf"(?:bay )?gio (?:{_ME} )?(?:muon |can |dinh )?lam ")
_WRONGLY = re.compile(rf"(?:ma )?{_MISHEARD}")
_SAME_THING = re.compile(
    r"(?:gi|sao(?! y)|the nao|nhu|lai|tre|muon|thay|giup|gium|ho (?:em|toi|minh|me|bo|ba|ong)|tiep|thu tuc|giay (?:gi|to)|ho so|don"
    r"|online|qua|o|dau|cach|luon|them|duoc|rieng|ban sao|trich luc|cai chinh|doi|sua|bo sung|thue|dong)\b"
)
"""After a second «làm», «cần»: still about the thing of the first («làm lại», «làm thủ tục gì», «cần bản sao»)."""


def corrected(text: str) -> str:
    """The text without what it takes back: «không phải khai sinh, em hỏi khai tử» keeps «em hỏi khai tử»."""
    while (kept := _less(text)) != text:
        text = kept
    return text


def _less(text: str) -> str:
    """The text without the parts that are taken back at first sight; the same text when there are none, or nothing else."""
    plain = fold(text)
    if not _TRIGGER.search(plain):
        return text
    if len(plain) != len(text):  # marks typed apart from their letters; composed, every letter stands in its place
        text = nfc(text)
        plain = "".join(fold(letter) or " " for letter in text)
    cuts = [(0, 0), *(hit.span() for hit in _PART.finditer(plain)), (len(text), len(text))]
    parts = [plain[first:last].strip() for (_, first), (last, _) in pairwise(cuts)]
    gone = [_taken_back(parts, place, _opens(plain, *cuts[place])) for place in range(len(parts))]
    if not any(gone):
        hit = _OUTCRY.match(plain)
        return text[hit.end() :] if hit else text
    if not any(part and not _OHS.fullmatch(part + " ") for part, out in zip(parts, gone, strict=True) if not out):
        return text
    rest = "".join(
        text[first:end] for ((_, first), (_, end)), out in zip(pairwise(cuts), gone, strict=True) if not out
    ).strip(" ,")
    lead = _LEAD.match(fold(rest))
    return rest[lead.end() :] if lead else rest


def _opens(plain: str, last: int, first: int) -> bool:
    """Whether a part that starts at ``first``, where the one before ended at ``last``, stands after a stop or nothing but «dạ»."""
    return not last or bool(plain[last:first].strip()) or bool(_OHS.fullmatch(plain[:last] + " "))


def _taken_back(parts: list[str], place: int, opens: bool) -> bool:
    """Whether this part of the message is denied, over, or what the bot wrongly said."""
    here = parts[place]
    before = parts[place - 1] if place else ""
    after = parts[place + 1] if place + 1 < len(parts) else ""
    if _NOT_THIS.match(here):
        return opens or here.startswith("chu ") or bool(_INSTEAD.match(before))
    if denied := _NOT_DOING.match(here):
        again = re.compile(rf"\b{denied['verb']} (?!{_SAME_THING.pattern})\w")
        but = here.startswith("chu ") and denied["verb"] != "lam"  # «ở với nhau chứ không làm đăng ký kết hôn» is told
        return but or bool(again.search(before)) or (opens and bool(again.search(after)))
    if _NO_MORE.match(here):
        return " " in after
    if place == 0 and _MISTAKE.match(here):
        return bool(_INSTEAD.match(after))
    if _WRONGLY.match(here):
        return any(_I_ASKED.search(part) for part in parts if part is not here)
    now = _NOW.match(after) if _DONE.match(here) else None
    return now is not None and not _SAME_THING.match(after, now.end())


_ANOTHER = re.compile(
    r"\b(?:ngoai ra|voi lai|tien the|nhan tien|them nua|cho hoi them|hoi them|con ve|mot viec nua|viec nua la)\b"
)
_ITEM = r"(?:(?:^|(?<=[\s:,;.]))(?:\d[.)]|[-+•*]|(?:viec |cau )?thu (?:nhat|hai|ba)\b|(?:mot|hai|ba) la\b)[\s,:]*)"
_BETWEEN = re.compile(rf"{_ITEM}|[.,;?!\n]+(?!\d)|\b(?:va|voi|roi|vua)\s|\s[+&]\s")
_ANNOUNCED = re.compile(r"[^:]*\b(?:viec|thu tuc|giay|cau|hoi|can|thu|lam)\b[^:]*:|.*?\bvua\b(?=.*\bvua\b)", re.DOTALL)
_TOLD = re.compile(
    r"(?:em|e|toi|minh|chau|chong|vo|me|ong) (?!muon|mun|can|xin|hoi|lam|dinh|dang)"
    r"|(?:\w+ ){0,2}(?:chua|khong|ko|co(?! oi| cho)) "
    r"|\w+ \w+ (?:.+ )?(?:can|mang|nop|kem|gom) (?!gi\b|nhung|giay to|ho so|lam|cuoc)"
)
"""A part that tells («em chưa …», «có …»), or counts papers («làm khai sinh cần căn cước»), rather than asks for something."""

LISTED = 11
"""Words that a thing asked for in a list has at most; a longer part tells a story."""


def questions(text: str, most: int = 3) -> list[str]:
    """The separate questions of a message that shows it has several (two question marks, or «ngoài ra», «hỏi thêm» ...)."""
    if text.count("?") >= 2:
        parts = text.split("?")
    elif (hit := _ANOTHER.search(plain := fold(text))) and len(plain) == len(text):
        parts = [text[: hit.start()], text[hit.start() :]]
    else:
        return []
    return [part.strip() for part in parts if len(part.split()) > 2][:most]


def listed(text: str, most: int = 3) -> list[str]:
    """What stands side by side in a short message, by numbers, lines, sentences, commas or «và»; none when it is but one thing,
    more than ``most``, or one of them tells something. Whether each is a thing to ask for is not known here."""
    if text.count(" ") > most * LISTED:
        return []
    plain = fold(text)
    if len(plain) != len(text):
        return []
    announced = _ANNOUNCED.match(plain) if ":" in plain or "vua" in plain else None
    start = announced.end() if announced else 0
    cuts = [(start, start), *(hit.span() for hit in _BETWEEN.finditer(plain, start)), (len(text), len(text))]
    parts = [text[first:last].strip() for (_, first), (last, _) in pairwise(cuts)]
    parts = [part for part in parts if " " in part]
    if not 1 < len(parts) <= most or any(part.count(" ") >= LISTED or _TOLD.match(fold(part)) for part in parts):
        return []
    return parts
