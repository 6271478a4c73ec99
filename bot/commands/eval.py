"""``motcua eval``: how often the matcher is right on questions with known answers, and the fitting of its weights."""

from __future__ import annotations

import gc
import json
import time
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.commands.ask import CONTENT_HELP, catalogue

if TYPE_CHECKING:
    from bot.catalogue.model import Catalogue
    from bot.matcher import Match
    from bot.matcher.fit import Question, Sample, Weights

BAR = {"top1": 0.90, "top3": 0.97, "kind_top1": 0.80, "refused": 0.05, "false_answers": 0.05}
"""What must be reached or the command ends with code 1; a kind counts from ten questions on."""


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="FILE [FILE...]", required=True)
@click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON.")
@click.option("--wrong", is_flag=True, help="In thêm từng câu trả lời sai.")
@click.option(
    "--fit", is_flag=True, help="Học lại trọng số từ câu mẫu của nội dung và các tệp này, ghi bot/matcher/weights.py."
)
@click.option("--cv", is_flag=True, help="Đo kiểm chéo: bỏ từng nhóm thủ tục, rồi từng loại câu, khi học trọng số.")
@click.option("--content", multiple=True, type=click.Path(path_type=Path), metavar="PATH", help=CONTENT_HELP)
def command(
    files: tuple[Path, ...], as_json: bool, wrong: bool, fit: bool, cv: bool, content: tuple[Path, ...]
) -> None:
    """Đo độ chính xác trên các tệp câu hỏi có đáp án (questions.jsonl, outofscope.jsonl).

    Kết thúc với mã 1 khi dưới mức: đúng ngay 90 %, trong ba mục đầu 97 %, mỗi loại câu 80 % (từ 10 câu),
    từ chối nhầm không quá 5 %, trả lời nhầm câu ngoài phạm vi không quá 5 %.
    """
    from bot.matcher import build
    from bot.matcher.fit import fit as learned
    from bot.matcher.fit import written

    rows = [row for file in files for row in _rows(file)]
    known = catalogue(content)
    weights = None
    if fit or cv:
        samples, own = _samples(known, rows)
        if cv:
            click.echo(crossed(samples, own))
        if fit:
            weights = learned([*own, *samples])
            target = Path(__file__).resolve().parents[1] / "matcher" / "weights.py"
            target.write_text(written(weights), encoding="utf-8")
            click.echo(f"Đã ghi {target.name}: ngưỡng {weights.thresholds}", err=True)
    matcher = build(known) if weights is None else build(known, weights)
    gc.freeze()
    result = measured(rows, frozenset(known.procedures), matcher.match)
    if as_json:
        click.echo(json.dumps(result.figures(), ensure_ascii=False))
    else:
        for line in result.lines(wrong):
            click.echo(line)
    if result.below():
        click.echo(f"Dưới mức: {', '.join(result.below())}.", err=True)
        raise SystemExit(1)


@dataclass
class Tally:
    """Counts of one kind of question."""

    asked: int = 0
    first: int = 0
    three: int = 0
    refused: int = 0

    def shares(self) -> dict[str, float | int]:
        """The counts as shares of the questions asked."""
        whole = self.asked or 1
        return {
            "n": self.asked,
            "top1": round(self.first / whole, 4),
            "top3": round(self.three / whole, 4),
            "refused": round(self.refused / whole, 4),
        }


@dataclass
class Result:
    """Everything measured in one run; times in milliseconds."""

    kinds: dict[str, Tally] = field(default_factory=dict)
    left_out: int = 0
    beside: int = 0
    false_answers: int = 0
    intents: int = 0
    times: list[float] = field(default_factory=list)
    buckets: list[list[float]] = field(default_factory=lambda: [[0.0, 0.0, 0.0] for _ in range(10)])
    misses: list[str] = field(default_factory=list)

    def whole(self) -> Tally:
        """All kinds together."""
        rows = self.kinds.values()
        return Tally(*(sum(getattr(row, name) for row in rows) for name in ("asked", "first", "three", "refused")))

    def below(self) -> list[str]:
        """The parts of the bar that were missed."""
        whole = self.whole().shares()
        found = []
        if self.kinds:
            found += [name for name in ("top1", "top3") if whole[name] < BAR[name]]
            found += [
                f"top1 {name}"
                for name, row in sorted(self.kinds.items())
                if row.asked >= 10 and row.shares()["top1"] < BAR["kind_top1"]
            ]
            found += ["refused"] if whole["refused"] > BAR["refused"] else []
        if self.beside and self.false_answers / self.beside > BAR["false_answers"]:
            found.append("false_answers")
        return found

    def figures(self) -> dict[str, Any]:
        """The result as plain data."""
        times = sorted(self.times) or [0.0]
        return {
            "all": self.whole().shares(),
            "kinds": {name: row.shares() for name, row in sorted(self.kinds.items())},
            "left_out": self.left_out,
            "outofscope": {
                "n": self.beside,
                "false_answers": round(self.false_answers / (self.beside or 1), 4),
                "intent_right": round(self.intents / (self.beside or 1), 4),
            },
            "ms": {
                "p50": round(times[len(times) // 2], 3),
                "p99": round(times[min(len(times) - 1, int(len(times) * 0.99))], 3),
            },
            "reliability": [
                {"n": int(n), "confidence": round(confidence / n, 3), "right": round(right / n, 3)}
                for n, confidence, right in self.buckets
                if n
            ],
            "below": self.below(),
        }

    def lines(self, wrong: bool) -> list[str]:
        """The result as a table for people."""
        found = [f"{'loại':<18}{'câu':>5}{'đúng ngay':>11}{'trong 3':>9}{'từ chối':>9}"]
        for name, row in [*sorted(self.kinds.items()), ("tất cả", self.whole())]:
            part = row.shares()
            found.append(f"{name:<18}{part['n']:>5}{part['top1']:>11.3f}{part['top3']:>9.3f}{part['refused']:>9.3f}")
        figures = self.figures()
        found.append(f"Bỏ ra vì danh mục không có mã nào của câu: {self.left_out}")
        out = figures["outofscope"]
        found.append(
            f"Ngoài phạm vi: {out['n']} câu, trả lời nhầm {out['false_answers']:.3f}, đúng ý định {out['intent_right']:.3f}"
        )
        found.append(f"Mỗi câu: p50 {figures['ms']['p50']} ms, p99 {figures['ms']['p99']} ms")
        found.append("Độ tin cậy (câu, nói, đúng): " + "; ".join(
            f"{row['n']}, {row['confidence']}, {row['right']}" for row in figures["reliability"]
        ))  # fmt: skip
        return found + (self.misses if wrong else [])


def measured(rows: Iterable[dict[str, Any]], held: frozenset[str], match: Callable[[str], Match]) -> Result:
    """Runs every question; those none of whose codes is ``held`` are left out and counted."""
    result = Result()
    for row in rows:
        codes = frozenset(row.get("codes", ())) & held
        if "codes" in row and not codes:
            result.left_out += 1
            continue
        began = time.perf_counter()
        found = match(row["q"])
        result.times.append((time.perf_counter() - began) * 1000)
        ids = [one.id for one in found.candidates]
        shown = found.verdict.value != "abstain"
        if codes:
            tally = result.kinds.setdefault(str(row.get("kind", "")), Tally())
            tally.asked += 1
            tally.first += ids[:1] != [] and ids[0] in codes
            tally.three += any(one in codes for one in ids[:3])
            tally.refused += not shown
            if not ids or ids[0] not in codes:
                result.misses.append(f"sai {row.get('id')}: {row['q'][:80]} → {ids[:3]}, đúng {sorted(codes)}")
        else:
            wrong = shown and found.intent.value in {"procedure", "faq"}
            result.beside += 1
            result.false_answers += wrong
            result.intents += not wrong and found.intent.value == row.get("want")
            if wrong:
                result.misses.append(f"trả lời nhầm {row.get('id')}: {row['q'][:80]} → {ids[:1]}")
        if ids:
            bucket = result.buckets[min(9, int(found.candidates[0].confidence * 10))]
            bucket[0] += 1
            bucket[1] += found.candidates[0].confidence
            bucket[2] += ids[0] in codes
    return result


def crossed(samples: Sequence[Sample], own: Sequence[Sample]) -> str:
    """The figures when weights are learned without a group of procedures, then without a kind, and tried on what was left out."""
    lines = []
    for name, part in (
        ("bỏ nhóm thủ tục", lambda one: str(zlib.crc32(one.question.group.encode()) % 5)),
        ("bỏ loại câu", lambda one: one.question.kind),
    ):
        parts = sorted({part(one) for one in samples})
        totals = [0, 0, 0, 0, 0, 0]
        for left in parts:
            weights = _learn([*own, *(one for one in samples if part(one) != left)])
            got = _tried([one for one in samples if part(one) == left], weights)
            totals = [a + b for a, b in zip(totals, got, strict=True)]
        asked, first, three, refused, beside, false = totals
        lines.append(
            f"Kiểm chéo, {name}: {asked} câu, đúng ngay {first / (asked or 1):.3f}, trong 3 {three / (asked or 1):.3f}, "
            f"từ chối {refused / (asked or 1):.3f}; ngoài phạm vi {beside}, trả lời nhầm {false / (beside or 1):.3f}"
        )
    return "\n".join(lines)


def _learn(samples: Sequence[Sample]) -> Weights:
    from bot.matcher.fit import fit

    return fit(samples)


def _tried(samples: Sequence[Sample], weights: Weights) -> list[int]:
    from bot.matcher.confidence import scope
    from bot.matcher.fit import ranked

    asked = first = three = refused = beside = false = 0
    for one in samples:
        order = ranked(one, weights.ranking)
        kept = scope(weights.scope, one.signal([weighed for weighed, _, _ in order])) >= weights.thresholds["scope"]
        if one.question.right:
            right = [good for _, good, inside in order if inside]
            asked, first, three = asked + 1, first + (right[:1] == [True]), three + any(right[:3])
            refused += not kept
        else:
            beside, false = beside + 1, false + kept
    return [asked, first, three, refused, beside, false]


def _samples(known: Catalogue, asked: Sequence[dict[str, Any]]) -> tuple[list[Sample], list[Sample]]:
    """The questions of the files, and the content's own phrases and test questions, as samples."""
    from bot.matcher.entries import rows, tests
    from bot.matcher.fit import Question, examples, sampled
    from bot.matcher.matcher import parts

    reader, index, spelling = parts(known)
    own = examples(rows(known, reader.lexicon), reader)
    own += sampled(
        [Question(text, frozenset({one}), one, "test", 2.0) for one, text in tests(known)], reader, spelling, index
    )
    return sampled(_questions(asked, frozenset(known.procedures)), reader, spelling, index), own


def _questions(rows: Iterable[dict[str, Any]], held: frozenset[str]) -> list[Question]:
    from bot.matcher.fit import Question

    found = []
    for row in rows:
        codes = frozenset(row.get("codes", ())) & held
        if codes or "codes" not in row:
            group = row["codes"][0] if codes else str(row.get("id", ""))
            found.append(Question(row["q"], codes, group, str(row.get("kind", row.get("want", ""))), 3.0))
    return found


def _rows(file: Path) -> list[dict[str, Any]]:
    if not file.is_file():
        click.echo(f"Không có tệp «{file}».", err=True)
        raise SystemExit(2)
    rows = []
    for number, line in enumerate(file.read_text(encoding="utf-8-sig").splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError:
            row = None
        if not isinstance(row, dict) or not isinstance(row.get("q"), str) or not ("codes" in row or "want" in row):
            click.echo(f"{file}:{number}: cần một dòng JSON có q và codes, hoặc q và want.", err=True)
            raise SystemExit(2)
        rows.append(row)
    if not rows:
        click.echo(f"Tệp «{file}» không có câu hỏi nào.", err=True)
        raise SystemExit(2)
    return rows
