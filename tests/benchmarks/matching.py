"""Our matcher beside rapidfuzz, bm25s, TF-IDF and SQLite FTS5, on names alone and with our content given to all; then growth.

Run: ``python tests/benchmarks/matching.py [--sizes 588,2642,26000] [--questions DIR] [--records FILE]`` with scikit-learn and
bm25s installed. Prints Markdown tables: accuracy, how far our confidence can be believed, and time as the catalogue grows.
"""

from __future__ import annotations

import argparse
import gc
import json
import sqlite3
import time
from collections.abc import Callable, Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz, process

from bot.catalogue import national
from bot.catalogue.loader import load
from bot.catalogue.model import Catalogue, Procedure
from bot.commands import eval as evaluation
from bot.language import fold, words
from bot.matcher import build, entries
from bot.matcher.lexicon import lexicon

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"

Ranker = Callable[[str], list[tuple[str, float]]]
"""A question to (code, score), best first, each code once."""


def plain(text: str) -> str:
    """Folded words with single spaces: what every peer is given."""
    return " ".join(words(fold(text)))


def grams(text: str) -> list[str]:
    """Syllables and pairs of neighbours."""
    parts = plain(text).split()
    return parts + [f"{one}_{two}" for one, two in pairwise(parts)]


def best_of(codes: Sequence[str], scores: Sequence[float], order: Sequence[int]) -> list[tuple[str, float]]:
    """The best score of each code, for phrases given best first."""
    found: dict[str, float] = {}
    for number in order:
        found.setdefault(codes[number], float(scores[number]))
    return list(found.items())[:10]


def rapidfuzz_ranker(scorer: Any) -> Callable[[list[tuple[str, str]]], Ranker]:
    """A rapidfuzz scorer over every phrase."""

    def prepared(rows: list[tuple[str, str]]) -> Ranker:
        codes, texts = [code for code, _ in rows], [plain(text) for _, text in rows]

        def ranked(question: str) -> list[tuple[str, float]]:
            hits = process.extract(plain(question), texts, scorer=scorer, limit=60)
            found: dict[str, float] = {}
            for _, score, number in hits:
                found.setdefault(codes[number], score)
            return list(found.items())[:10]

        return ranked

    return prepared


def bm25s_ranker(rows: list[tuple[str, str]]) -> Ranker:
    """bm25s over syllables and pairs."""
    import bm25s

    codes = [code for code, _ in rows]
    retriever = bm25s.BM25()
    retriever.index([grams(text) for _, text in rows], show_progress=False)
    most = min(60, len(rows))

    def ranked(question: str) -> list[tuple[str, float]]:
        numbers, scores = retriever.retrieve([grams(question)], k=most, show_progress=False)
        return best_of([codes[number] for number in numbers[0]], scores[0], range(most))

    return ranked


def tfidf_ranker(rows: list[tuple[str, str]]) -> Ranker:
    """scikit-learn TF-IDF over words and pairs, cosine."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    codes = [code for code, _ in rows]
    vectorizer = TfidfVectorizer(analyzer=grams, sublinear_tf=True)
    matrix = vectorizer.fit_transform([text for _, text in rows])

    def ranked(question: str) -> list[tuple[str, float]]:
        scores = (matrix @ vectorizer.transform([question]).T).toarray().ravel()
        order = scores.argsort()[::-1][:60]
        return best_of(codes, scores, order)

    return ranked


def fts5_ranker(rows: list[tuple[str, str]]) -> Ranker:
    """SQLite FTS5 with its own bm25, the words joined by OR."""
    base = sqlite3.connect(":memory:")
    base.execute("CREATE VIRTUAL TABLE phrases USING fts5(code UNINDEXED, text)")
    base.executemany("INSERT INTO phrases VALUES (?, ?)", [(code, plain(text)) for code, text in rows])

    def ranked(question: str) -> list[tuple[str, float]]:
        asked = " OR ".join(f'"{word}"' for word in dict.fromkeys(plain(question).split()))
        if not asked:
            return []
        query = "SELECT code, -bm25(phrases) FROM phrases WHERE phrases MATCH ? ORDER BY 2 DESC LIMIT 60"
        found: dict[str, float] = {}
        for code, score in base.execute(query, (asked,)):
            found.setdefault(code, score)
        return list(found.items())[:10]

    return ranked


PEERS: dict[str, Callable[[list[tuple[str, str]]], Ranker]] = {
    "rapidfuzz WRatio": rapidfuzz_ranker(fuzz.WRatio),
    "rapidfuzz token_set": rapidfuzz_ranker(fuzz.token_set_ratio),
    "bm25s, pairs": bm25s_ranker,
    "TF-IDF, words and pairs": tfidf_ranker,
    "SQLite FTS5": fts5_ranker,
}


def phrases(catalogue: Catalogue, names_only: bool) -> list[tuple[str, str]]:
    """(code, phrase) for every procedure: its official name, and unless ``names_only`` every phrase our own matcher has for it."""
    if names_only:
        return [(procedure.code, procedure.title) for procedure in catalogue.procedures.values()]
    return [
        (entry.id, text)
        for entry, texts in entries.rows(catalogue, lexicon(catalogue.words))
        if entry.kind == "procedure"
        for field, text in texts
        if field != "field"
    ]


def bare(catalogue: Catalogue) -> Catalogue:
    """The catalogue with official names only and no word lists."""
    update = {"names": (), "asks": (), "situations": ()}
    stripped = {
        code: one.model_copy(update=update | {"plain": one.title[:90]}) for code, one in catalogue.procedures.items()
    }
    return catalogue.model_copy(update={"procedures": stripped, "faq": {}, "words": {}})


def ours(catalogue: Catalogue) -> tuple[Ranker, Callable[[str], float]]:
    """Our matcher as a ranker, and its own measure of whether anything should be answered."""
    matcher = build(catalogue)
    gc.collect()
    gc.freeze()

    def ranked(question: str) -> list[tuple[str, float]]:
        return [(one.id, one.confidence) for one in matcher.match(question).candidates]

    def kept(question: str) -> float:
        return 0.0 if matcher.match(question).verdict.value == "abstain" else 1.0

    return ranked, kept


def measured(
    ranker: Ranker, questions: list[dict[str, Any]], beside: list[str], kept: Callable[[str], float] | None
) -> tuple[float, float, float, float, float]:
    """Top-1, top-3, false answers while 95 % of the questions are kept, and p50 / p99 in milliseconds."""
    first = three = 0
    times, strengths = [], []
    for row in questions:
        began = time.perf_counter()
        found = ranker(row["q"])
        times.append((time.perf_counter() - began) * 1000)
        ids = [code for code, _ in found]
        first += ids[:1] != [] and ids[0] in row["codes"]
        three += any(code in row["codes"] for code in ids[:3])
        strengths.append(kept(row["q"]) if kept else (found[0][1] if found else 0.0))
    floor = 0.5 if kept else sorted(strengths)[int(len(strengths) * 0.05)]
    false = 0
    for text in beside:
        found = ranker(text)
        strength = kept(text) if kept else (found[0][1] if found else 0.0)
        false += strength >= floor and strength > 0
    times.sort()
    size = len(questions)
    return first / size, three / size, false / len(beside), times[size // 2], times[int(size * 0.99)]


def grown(records: Sequence[Procedure], size: int) -> dict[str, Procedure]:
    """A catalogue of ``size`` procedures: the records, then variants of their names about another place and object."""
    places = [
        "tại khu công nghiệp",
        "trong khu chế xuất",
        "ở vùng đệm",
        "thuộc dự án",
        "của hội",
        "tại cảng",
        "liên tỉnh",
    ]
    found: dict[str, Procedure] = {}
    number = 0
    while len(found) < size:
        one, other = records[number % len(records)], records[(number * 7 + 13) % len(records)]
        turn = number // len(records)
        title = one.title
        if turn:
            tail = " ".join(other.title.split()[-4:])
            title = f"{one.title[:120]} {places[turn % len(places)]} {tail} số {turn}"
        code = one.code if not turn else f"{turn % 10}.{number:06d}"
        found[code] = one.model_copy(update={"code": code, "title": title[:400], "plain": title[:90]})
        number += 1
    return found


def resident() -> float:
    """Megabytes of this process in memory (Linux)."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096 / 1e6


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="588,2642,26000")
    parser.add_argument("--questions", type=Path, default=SHARED / "eval")
    parser.add_argument("--records", type=Path, default=SHARED / "national-catalog" / "procedures.jsonl")
    asked = parser.parse_args()
    lines = asked.records.read_text(encoding="utf-8").splitlines()
    records, _ = national.procedures([json.loads(line) for line in lines], date(2026, 11, 23))
    content = load([ROOT])
    communes = {one.code: one for one in records if "xã" in one.level}
    full = content.model_copy(update={"procedures": communes | dict(content.procedures)})
    names = content.model_copy(update={"procedures": communes, "faq": {}, "words": {}})
    questions = [json.loads(line) for line in (asked.questions / "questions.jsonl").read_text().splitlines()]
    beside = [json.loads(line)["q"] for line in (asked.questions / "outofscope.jsonl").read_text().splitlines()]

    print("| tool | given | top-1 | top-3 | false answers | p50 ms | p99 ms |")
    print("|---|---|---|---|---|---|---|")
    for given, catalogue in (("names only", names), ("our content", full)):
        answerable = [row for row in questions if set(row["codes"]) & set(catalogue.procedures)]
        rows = phrases(catalogue, given == "names only")
        rankers: list[tuple[str, Ranker, Callable[[str], float] | None]] = [
            (name, make(rows), None) for name, make in PEERS.items()
        ]
        mine, kept = ours(bare(catalogue) if given == "names only" else catalogue)
        rankers.append(("**Một Cửa**", mine, kept))
        for name, ranker, keeper in rankers:
            first, three, false, middle, slow = measured(ranker, answerable, beside, keeper)
            print(
                f"| {name} | {given} | {first:.2f} | {three:.2f} | {false:.2f} | {middle:.2f} | {slow:.2f} |",
                flush=True,
            )

    found = evaluation.measured(
        [*questions, *({"q": text, "want": "nothing"} for text in beside)],
        frozenset(full.procedures),
        build(full).match,
    ).figures()
    print("\n| confidence said | right | questions |\n|---|---|---|")
    for row in found["reliability"]:
        print(f"| {row['confidence']:.2f} | {row['right']:.2f} | {row['n']} |")

    print("\n| entries | build s | memory MB | p50 ms | p99 ms |\n|---|---|---|---|---|")
    texts = [row["q"] for row in questions]
    for size in (int(part) for part in asked.sizes.split(",")):
        catalogue = full.model_copy(update={"procedures": grown(records, size) | dict(content.procedures)})
        gc.collect()
        before = resident()
        began = time.perf_counter()
        matcher = build(catalogue)
        spent = time.perf_counter() - began
        gc.collect()
        memory = resident() - before
        gc.freeze()
        for text in texts:
            matcher.match(text)
        times = []
        for text in texts:
            began = time.perf_counter()
            matcher.match(text)
            times.append((time.perf_counter() - began) * 1000)
        times.sort()
        middle, slow = times[len(times) // 2], times[int(len(times) * 0.99)]
        print(f"| {size:,} | {spent:.2f} | {memory:.0f} | {middle:.2f} | {slow:.2f} |", flush=True)
        del matcher
        gc.unfreeze()


if __name__ == "__main__":
    main()
