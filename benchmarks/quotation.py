"""How well the quotation gate tells supported wordings from others, on the SciFact training claims.

A claim with a set of rationale sentences labelled SUPPORT should pass; one labelled CONTRADICT should not; a
claim whose cited abstract says nothing about it is held against its most similar sentence and should
not pass either. The threshold is chosen on even rows only; odd rows are what is reported.

    python benchmarks/quotation.py [FOLDER]      FOLDER or ALONGSIDE_SHARED: where data/claims lies

SciFact: Wadden et al., EMNLP 2020. Claims CC BY 4.0, abstracts ODC-By.
"""

import gzip
import json
import os
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from alongside.sources.quotation import COVERAGE_NEEDED, Verdict, check_paraphrase

# At most this share of the contradicted and of the absent may pass; the lowest threshold that keeps to it is
# the one that keeps the most supported claims.
MOST_WRONG = 0.05
THRESHOLDS = [n / 20 for n in range(6, 20)]


@dataclass(frozen=True)
class Case:
    row: int
    label: str
    verdict: Verdict

    @property
    def coverage(self) -> float:
        return self.verdict.coverage or 0.0

    @property
    def is_refused_by_rule(self) -> bool:
        return not self.verdict.supported

    @property
    def score(self) -> float:
        return -1.0 if self.is_refused_by_rule else self.coverage

    def passes(self, needed: float) -> bool:
        return not self.is_refused_by_rule and self.coverage >= needed


def read(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def cases(folder: Path) -> Iterator[Case]:
    corpus = {document["_id"]: document for document in read(folder / "corpus.jsonl.gz")}
    for row, claim in enumerate(read(folder / "claims.jsonl.gz")):
        for cited, evidence in claim["evidence"].items():
            spans = [" ".join(corpus[cited]["sentences"][n] for n in r["sentences"]) for r in evidence]
            yield Case(row, evidence[0]["label"], _best(claim["text"], spans))
        if not claim["evidence"]:
            texts = [s for cited in claim["cited"] if cited in corpus for s in corpus[cited]["sentences"]]
            yield Case(row, "ABSENT", _best(claim["text"], texts))


def _best(text: str, spans: Sequence[str]) -> Verdict:
    """The most favourable verdict: what an author who is free to choose the span would get."""
    verdicts = [check_paraphrase(text, span, needed=0) for span in spans]
    return max(verdicts, key=lambda verdict: (verdict.supported, verdict.coverage or 0.0))


def auroc(good: Sequence[float], bad: Sequence[float]) -> float:
    """The chance that a good one scores above a bad one; ties count half."""
    wins = sum((g > b) + 0.5 * (g == b) for g in good for b in bad)
    return wins / (len(good) * len(bad))


def rates(chosen: Sequence[Case], needed: float) -> dict[str, float]:
    """The share of each label that passes at a threshold."""
    found = {}
    for label in ("SUPPORT", "CONTRADICT", "ABSENT"):
        group = [case for case in chosen if case.label == label]
        found[label] = sum(case.passes(needed) for case in group) / len(group)
    return found


def choose(even: Sequence[Case]) -> float:
    """The lowest threshold at which neither wrong group passes more often than MOST_WRONG."""
    for needed in THRESHOLDS:
        passed = rates(even, needed)
        if max(passed["CONTRADICT"], passed["ABSENT"]) <= MOST_WRONG:
            return needed
    return THRESHOLDS[-1]


def report(name: str, chosen: Sequence[Case], needed: float) -> None:
    by_label = {
        label: [c for c in chosen if c.label == label] for label in ("SUPPORT", "CONTRADICT", "ABSENT")
    }
    print(f"{name}: " + ", ".join(f"{len(group)} {label}" for label, group in by_label.items()))
    for other in ("CONTRADICT", "ABSENT"):
        coverage = auroc([c.coverage for c in by_label["SUPPORT"]], [c.coverage for c in by_label[other]])
        gate = auroc([c.score for c in by_label["SUPPORT"]], [c.score for c in by_label[other]])
        print(f"  AUROC SUPPORT over {other}: words alone {coverage:.3f}, words and rules {gate:.3f}")
    for at in (0.0, 0.5, needed, 0.75):
        passed = ", ".join(f"{label} {share:.3f}" for label, share in rates(chosen, at).items())
        print(f"  pass at {at:.2f}: {passed}")


def main() -> None:
    given = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("ALONGSIDE_SHARED", "../shared")
    began = time.perf_counter()
    everything = list(cases(Path(given) / "data" / "claims"))
    seconds = time.perf_counter() - began
    even = [case for case in everything if case.row % 2 == 0]
    odd = [case for case in everything if case.row % 2 == 1]
    needed = choose(even)
    report("chosen on (even rows)", even, needed)
    report("reported (odd rows)", odd, needed)
    print(f"threshold {needed:.2f} (in the program: {COVERAGE_NEEDED:.2f}); {seconds:.1f} s for everything")


if __name__ == "__main__":
    main()
