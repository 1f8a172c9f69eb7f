"""The article that Alongside starts from, put through the checks for texts with claims: it must be refused.

    python benchmarks/founding_article.py [SHARED]

SHARED (or ALONGSIDE_SHARED, default ../shared beside the checkout) holds ``founding-article.txt``; its text
is no part of the project. The three works below are described by us from what their records state. Exit code
1 if one of the known faults is not found.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console
from rich.table import Table

from alongside.editorial.claims import Claim, Paper, Reference, Work, examine
from alongside.editorial.findings import Report
from alongside.editorial.plain_words import too_hard
from alongside.plain.reading.measure import measure
from alongside.sources.records import Kind, Record

LIBRARY = (
    Work(
        Record(
            key="cd006732",
            title="Interventions for increasing the use of shared decision making by health professionals",
            kind=Kind.REVIEW,
            primary=True,
            year=2018,
            pmid="30025154",
        ),
        "87 studies with 45,641 patients and 3,113 professionals. Which of these activities work best is not "
        "known: the certainty is very low.",
    ),
    Work(
        Record(
            key="cd001431",
            title="Decision aids for people facing health treatment or screening decisions",
            kind=Kind.REVIEW,
            primary=True,
            year=2017,
            pmcid="PMC6478132",
        ),
        "105 studies with 31,043 people. With decision aids, knowledge of the options is 13.27 points of 100 "
        "higher; choices more often agree with values.",
    ),
    Work(
        Record(
            key="naal2003",
            title="The health literacy of adults in America: National Assessment of Adult Literacy",
            kind=Kind.OTHER,
            primary=True,
            year=2003,
        ),
        "Health literacy of adults: proficient 12 %, intermediate 53 %, basic 22 %, below basic 14 %.",
    ),
)
KNOWN = {
    "reading grade": "reading-grade",
    "references without identifiers": "references-findable",
    "secondary references": "references-primary",
    "contradictory status": "one-status",
    "the wrong review": "right-work: The work named here is “Interventions for increasing",
    "“88 %” against the NAAL record": "numbers-stated: “88%” is not stated in “The health literacy of adults",
}
_CITES = re.compile(r"\s(\d(?:, \d)*)\.$")


def main() -> None:
    """Print what was found beside what is known to be wrong."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    default = os.environ.get("ALONGSIDE_SHARED", Path(__file__).resolve().parents[2] / "shared")
    arguments.add_argument("shared", nargs="?", type=Path, default=Path(default))
    text = (arguments.parse_args().shared / "founding-article.txt").read_text(encoding="utf-8")
    start = time.perf_counter()
    found = [*reading(text), *told(examine(paper(text)))]
    seconds = time.perf_counter() - start
    table = Table("known fault", "found", "what was said")
    missed = 0
    for fault, begins in KNOWN.items():
        said = [one for one in found if one.startswith(begins)]
        missed += not said
        table.add_row(fault, "yes" if said else "NO", said[0].partition(": ")[2] if said else "")
    Console().print(table, f"{len(found)} findings in {seconds * 1000:.0f} ms")
    sys.exit(1 if missed else 0)


def paper(text: str) -> Paper:
    """The article as claims: its bullets and its first paragraph, its references, its words about review."""
    body, _, end = text.partition("\nReferences\n")
    listed = end.partition("\nRelated Questions\n")[0]
    claims = tuple(_claim(line) for line in body.splitlines() if line.lstrip().startswith("•"))
    status = tuple(line for line in body.splitlines() if re.search(r"\breview", line) and len(line) < 200)
    return Paper(claims, tuple(_references(listed)), status, LIBRARY)


def _claim(line: str) -> Claim:
    said = line.strip().lstrip("• ").strip()
    cites = _CITES.search(said)
    return Claim(_CITES.sub(".", said), tuple(cites[1].split(", ")) if cites else ())


def _references(listed: str) -> Iterator[Reference]:
    lines = [line for line in listed.splitlines() if line.strip()]
    for number, start in enumerate(range(0, len(lines), 3), start=1):
        yield Reference(str(number), ". ".join(lines[start + 1 : start + 3]))


def reading(text: str) -> Iterator[str]:
    """What the reading meter says of the article's body."""
    body = text.partition("\nReferences\n")[0].partition("understandable for you.")[2]
    hard = too_hard(measure(body.replace("•", "")))
    if hard:
        yield f"reading-grade: {hard.found}"


def told(report: Report) -> Iterator[str]:
    """Every finding on a line."""
    return (f"{result.rule.id}: {finding.found}" for result in report.open() for finding in result.findings)


if __name__ == "__main__":
    main()
