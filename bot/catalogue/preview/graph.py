"""The form of a procedure as an SVG graph: questions from top to bottom, branches with the answers that lead there."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from bot.catalogue.model import Procedure, Question
from bot.catalogue.preview import said

_WIDTH, _STEP, _LINE, _GAP, _MARGIN = 300, 56, 18, 34, 24
"""Pixels: width of a box, shift of each deeper branch, height of a text line, space between boxes, border."""

_LETTERS = 38
"""Characters of a line in a box, at 13 pixels of a sans-serif face."""

_STYLE = """
text { font: 13px system-ui, sans-serif; fill: #1b2733; }
.q { fill: #ffffff; stroke: #2f6fb2; stroke-width: 1.5; }
.branch { fill: #f3f8fd; }
.end { fill: #e7f5ec; stroke: #2e7d4f; }
.stop { fill: #fdf0ee; stroke: #b3402e; }
.edge { fill: none; stroke: #5b6b7a; stroke-width: 1.5; }
.jump { stroke-dasharray: 5 4; }
.small { font-size: 11px; fill: #46535f; }
.id { font-size: 11px; fill: #2f6fb2; }
"""


@dataclass(frozen=True, slots=True)
class _Box:
    """One question placed: its lines, its corner, its height, and how many conditions deep it stands."""

    question: Question
    lines: tuple[str, ...]
    conditions: tuple[str, ...]
    stops: tuple[str, ...]
    x: int
    y: int
    height: int
    depth: int


def svg(procedure: Procedure) -> str:
    """The graph as a whole SVG file; readable by screen readers through its title and description."""
    boxes = _placed(procedure)
    right = max((box.x + _WIDTH for box in boxes), default=_WIDTH + _MARGIN)
    with_stops = right + (_GAP + _WIDTH if any(box.stops for box in boxes) else 0)
    end = (boxes[-1].y + boxes[-1].height + _GAP) if boxes else _MARGIN
    width, height = with_stops + _MARGIN, end + 40 + _MARGIN
    size = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    arrow = '<path d="M0 0 8 4 0 8z" fill="#5b6b7a"/>'
    marker = f'<marker id="a" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto">{arrow}</marker>'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-labelledby="t d">',
        f'<title id="t">{escape(procedure.plain)}</title>',
        f'<desc id="d">{escape(_told(procedure))}</desc>',
        f"<style>{_STYLE}</style>",
        f"<defs>{marker}</defs>",
        f'<rect width="{width}" height="{height}" fill="#fbfcfd"/>',
    ]
    parts += _edges(boxes, end)
    for box in boxes:
        parts += _drawn(box, right + _GAP)
    parts.append(f'<rect class="end" x="{_MARGIN}" y="{end}" width="{_WIDTH}" height="40" rx="20"/>')
    last = "Kiểm tra lại và nộp" if boxes else "Chỉ hướng dẫn, không có biểu mẫu"
    parts.append(f'<text x="{_MARGIN + _WIDTH // 2}" y="{end + 25}" text-anchor="middle">{last}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


def _placed(procedure: Procedure) -> list[_Box]:
    questions = {question.id: question for question in procedure.questions}
    depths: dict[str, int] = {}
    boxes: list[_Box] = []
    y = _MARGIN
    for number, question in enumerate(procedure.questions, start=1):
        looked_at = [name for name in (*question.when, *question.unless) if name in depths]
        depth = 1 + max((depths[name] for name in looked_at), default=0) if looked_at else 0
        depths[question.id] = depth
        lines = tuple(textwrap.wrap(f"{number}. {question.ask}", _LETTERS))
        conditions: list[str] = []
        if question.when:
            conditions += textwrap.wrap(f"khi {said.condition(question.when, questions)}", _LETTERS + 8)
        if question.unless:
            conditions += textwrap.wrap(f"trừ khi {said.condition(question.unless, questions)}", _LETTERS + 8)
        stops = tuple(
            choice.label + (f" → {choice.instead}" if choice.instead else "")
            for choice in question.choices
            if choice.stop
        )
        inside = (len(lines) + len(conditions) + 1) * _LINE + 14
        height = max(inside, len(stops) * (_LINE + 10) + 8)
        boxes.append(_Box(question, lines, tuple(conditions), stops, _MARGIN + depth * _STEP, y, height, depth))
        y += height + _GAP
    return boxes


def _edges(boxes: list[_Box], end: int) -> Iterator[str]:
    """The way everybody goes, straight down the left; and dashed lines from a question to what its answers open."""
    always = [box for box in boxes if box.depth == 0]
    for number, box in enumerate(always):
        below = always[number + 1].y if number + 1 < len(always) else end
        x = _MARGIN + 18
        yield f'<path class="edge" d="M{x} {box.y + box.height} V{below}" marker-end="url(#a)"/>'
    placed = {box.question.id: box for box in boxes}
    lanes: dict[str, int] = {}
    for box in boxes:
        for name in dict.fromkeys((*box.question.when, *box.question.unless)):
            if name in placed:
                start = placed[name]
                lane = lanes.setdefault(name, len(lanes) % 4)  # so that two questions' branches do not share a line
                x, y = start.x + 30 + 6 * lane, start.y + start.height
                yield f'<path class="edge jump" d="M{x} {y} V{box.y + 16} H{box.x}" marker-end="url(#a)"/>'


def _drawn(box: _Box, stop_x: int) -> Iterator[str]:
    branch = " branch" if box.depth else ""
    yield f'<rect class="q{branch}" x="{box.x}" y="{box.y}" width="{_WIDTH}" height="{box.height}" rx="8"/>'
    y = box.y + _LINE + 2
    for line in box.lines:
        yield f'<text x="{box.x + 12}" y="{y}">{escape(line)}</text>'
        y += _LINE
    for line in box.conditions:
        yield f'<text class="small" x="{box.x + 12}" y="{y}">{escape(line)}</text>'
        y += _LINE
    optional = ", được bỏ qua" if box.question.optional else ""
    yield f'<text class="id" x="{box.x + 12}" y="{y}">{escape(box.question.id)}: {box.question.type.value}{optional}</text>'
    for number, stop in enumerate(box.stops):
        top = box.y + 4 + number * (_LINE + 10)
        middle = top + 12
        yield f'<path class="edge" d="M{box.x + _WIDTH} {middle} H{stop_x}" marker-end="url(#a)"/>'
        yield f'<rect class="q stop" x="{stop_x}" y="{top}" width="{_WIDTH}" height="24" rx="12"/>'
        shown = textwrap.shorten(f"Dừng: {stop}", _LETTERS + 2, placeholder="…")
        yield f'<text class="small" x="{stop_x + 12}" y="{top + 16}">{escape(shown)}</text>'


def _told(procedure: Procedure) -> str:
    count, branches = len(procedure.questions), sum(bool(one.when or one.unless) for one in procedure.questions)
    return f"{count} câu hỏi, {branches} câu chỉ hỏi trong một số trường hợp."
