"""Light markup as Telegram's HTML: escaped, few tags, cut into messages the platform accepts."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

LIMIT = 4000
"""UTF-16 units of visible text in one message; the platform takes 4,096 after its own parsing."""

_MARKDOWN = MarkdownIt("commonmark", {"html": False}).disable(["image", "code"])
_TAGS = {"strong": "b", "em": "i", "s": "s"}
_LINKS = ("https://", "http://", "tel:", "mailto:", "tg://")
_PIECES = re.compile(r"<[^>]+>|&[a-z#0-9]+;|.", re.DOTALL)


def messages(text: str) -> tuple[str, ...]:
    """``text`` as one or more HTML messages, each at most ``LIMIT`` units long, cut at paragraph ends where possible."""
    packed: list[str] = []
    room = 0
    for block in _blocks(text):
        for part in _cut(block) if units(block) > LIMIT else (block,):
            size = units(part)
            if packed and size + 2 <= room:
                packed[-1] += f"\n\n{part}"
                room -= size + 2
            else:
                packed.append(part)
                room = LIMIT - size
    return tuple(packed)


def plain(message: str) -> str:
    """The visible text of an HTML message."""
    return html.unescape(re.sub(r"<[^>]+>", "", message))


def units(message: str) -> int:
    """Length of the visible text as Telegram counts it, in UTF-16 code units."""
    return len(plain(message).encode("utf-16-le")) // 2


def _blocks(text: str) -> Iterator[str]:
    """Each top-level block of the markup as HTML."""
    tokens = _MARKDOWN.parse(text)
    start = 0
    depth = 0
    for end, token in enumerate(tokens, 1):
        depth += token.nesting
        if depth == 0:
            if block := _block(tokens[start:end]).strip("\n"):
                yield block
            start = end


def _block(tokens: Sequence[Token]) -> str:
    """One block: paragraphs as they are, headings bold, list items with their mark, quotes as quotes."""
    lines: list[str] = []
    marks: list[int | None] = []
    prefix = ""
    for token in tokens:
        match token.type:
            case "bullet_list_open":
                marks.append(None)
            case "ordered_list_open":
                marks.append(int(token.attrGet("start") or 1))
            case "bullet_list_close" | "ordered_list_close":
                marks.pop()
            case "list_item_open":
                number = marks[-1]
                prefix = "   " * (len(marks) - 1) + ("• " if number is None else f"{number}. ")
                if number is not None:
                    marks[-1] = number + 1
            case "inline":
                inside = _inline(token.children or [])
                lines.append(prefix + (f"<b>{inside}</b>" if token.level and _headed(tokens) else inside))
                prefix = "   " * len(marks)
            case "fence":
                lines.append(f"<pre>{html.escape(token.content, quote=False)}</pre>")
            case "hr":
                lines.append("———")
            case "blockquote_open":
                lines.append("<blockquote>")
            case "blockquote_close":
                lines.append("</blockquote>")
    return "\n".join(lines).replace("<blockquote>\n", "<blockquote>").replace("\n</blockquote>", "</blockquote>")


def _headed(tokens: Sequence[Token]) -> bool:
    return tokens[0].type == "heading_open"


def _inline(tokens: Iterable[Token]) -> str:
    shown: list[str] = []
    opened: list[bool] = []
    for token in tokens:
        match token.type:
            case "text":
                shown.append(html.escape(token.content, quote=False))
            case "softbreak" | "hardbreak":
                shown.append("\n")
            case "code_inline":
                shown.append(f"<code>{html.escape(token.content, quote=False)}</code>")
            case "link_open":
                address = str(token.attrGet("href") or "")
                opened.append(address.startswith(_LINKS))
                if opened[-1]:
                    shown.append(f'<a href="{html.escape(address)}">')
            case "link_close":
                if opened.pop():
                    shown.append("</a>")
            case _ if token.tag in _TAGS:
                shown.append(f"<{'/' if token.nesting < 0 else ''}{_TAGS[token.tag]}>")
    return "".join(shown)


def _cut(block: str) -> Iterator[str]:
    """A block that is too long in parts that end at a line, a sentence or a word; tags are closed and opened again."""
    opened: list[str] = []
    part: list[str] = []
    size = 0
    for piece in _PIECES.findall(block):
        if piece.startswith("<") and len(piece) > 1:
            part.append(piece)
            if piece.startswith("</"):
                opened.pop()
            else:
                opened.append(piece)
            continue
        width = units(piece)
        if size + width > LIMIT:
            kept, rest = _broken(part)
            yield "".join(kept) + "".join(f"</{_name(tag)}>" for tag in reversed(_open(kept)))
            part = [*_open(kept), *rest]
            size = units("".join(rest))
        part.append(piece)
        size += width
    if part:
        yield "".join(part)


def _broken(part: list[str]) -> tuple[list[str], list[str]]:
    """Where to cut, within the last third: after a line, else a sentence, else a word, else anywhere."""
    floor = len(part) * 2 // 3
    for wanted in ("\n", ".", " "):
        for at in range(len(part) - 1, floor, -1):
            if part[at] == wanted and (wanted != "." or part[at + 1 : at + 2] in ([" "], ["\n"])):
                return part[: at + 1], part[at + 1 :]
    return part, []


def _open(pieces: Iterable[str]) -> list[str]:
    """The tags still open after ``pieces``."""
    tags: list[str] = []
    for piece in pieces:
        if piece.startswith("</"):
            tags.pop()
        elif piece.startswith("<") and len(piece) > 1:
            tags.append(piece)
    return tags


def _name(tag: str) -> str:
    return tag[1:-1].split(" ", 1)[0]
