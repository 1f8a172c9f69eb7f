"""What benchmarks/retrieval.py tells: a row for each engine and collection, the floors, the notes."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from alongside.sources.index.fusion import MEANING_SHARE
from alongside.sources.index.lexical import COMMON_SHARE, MOST_TERMS, SYNONYM_BOOST, TITLE_WEIGHT


@dataclass
class Row:
    """One line of the table; times in milliseconds, sizes in MB, NaN where it was not measured."""

    collection: str
    engine: str
    ndcg: float = math.nan
    map: float = math.nan
    first: float = math.nan
    first_judged: float = math.nan
    per_second: float = math.nan
    p50: float = math.nan
    p95: float = math.nan
    cpu: float = math.nan
    build: float = math.nan
    build_cpu: float = math.nan
    memory: float = math.nan
    size: float = math.nan


COLUMNS = (
    ("nDCG@10", "ndcg", ".3f"),
    ("MAP", "map", ".3f"),
    ("first", "first", ".2f"),
    ("first judged", "first_judged", ".2f"),
    ("q/s", "per_second", ".0f"),
    ("p50 ms", "p50", ".1f"),
    ("p95 ms", "p95", ".1f"),
    ("CPU ms", "cpu", ".1f"),
    ("build/s", "build", ".0f"),
    ("build CPU s", "build_cpu", ".1f"),
    ("RSS MB", "memory", ".0f"),
    ("index MB", "size", ".1f"),
)
FLOORS = (
    ("claims", "ours: words", "ndcg", 0.68),
    ("claims", "ours: both", "ndcg", 0.72),
    ("LiveQA summaries", "ours: both", "first", 1.35),
    ("LiveQA messages", "ours: both", "first", 1.25),
)


def table(rows: Sequence[Row]) -> str:
    """The rows as one Markdown table."""
    heads = ["collection", "engine", *(head for head, _, _ in COLUMNS)]
    lines = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    for row in rows:
        values = [getattr(row, field) for _, field, _ in COLUMNS]
        cells = [
            "" if math.isnan(v) else format(v, form) for v, (_, _, form) in zip(values, COLUMNS, strict=True)
        ]
        lines.append("| " + " | ".join([row.collection, row.engine, *cells]) + " |")
    return "\n".join(lines)


def floors(rows: Sequence[Row]) -> list[tuple[str, bool]]:
    """Each floor of the project in a sentence, and whether it holds in this run."""
    told = []
    for collection, name, field, least in FLOORS:
        found = [getattr(row, field) for row in rows if (row.collection, row.engine) == (collection, name)]
        if found:
            held = found[0] >= least
            verdict = "held" if held else "MISSED"
            told.append((f"{collection}, {name}, {field} {found[0]:.3f}: floor {least} {verdict}", held))
    return told


NOTES = f"""
Chosen on the claims (training) and left alone on LiveQA: share of meaning {MEANING_SHARE};
the title counted {TITLE_WEIGHT} times; terms in more than {COMMON_SHARE:.0%} of passages dropped;
at most {MOST_TERMS} terms.
Synonyms count {SYNONYM_BOOST}: our own table, fitted to nothing.
So the figures for claims are training figures; and among 565 abstracts things are easier to find than
among SciFact's 5,183.
first: grade 0-3 of the first LiveQA answer, 0 where nobody judged it (for claims: the share that is right).
first judged: the first answer that was judged. 52 questions: differences below 0.2 in `first` are noise.
Vectors: of the title where it asks, else of title and text, at most 256 pieces; build/s of the ways that
use them counts vectors at hand; making them is the line "vectors".
Lucene: Anserini's own k1 .9 and b .4; a second line has the quality with those of the others. It runs in
Java, is asked through a pipe; its memory is that whole Java process (at most 2 GB of heap), its build
includes writing the passages down for it.
CPU ms: processor time of a question, which other work on the machine hardly changes; q/s, p50, p95 and
build/s are by the clock.
"""
