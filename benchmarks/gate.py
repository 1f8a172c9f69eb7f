"""How long the gate takes over many choice aids; one table, CPU time.

Aids are made from the shipped ones: their comparisons dealt out anew, their sentences in another order, in
every tenth a number that was recalled. The gate must stop exactly those, and those whose numbers are missing.

    python benchmarks/gate.py [--aids 10 100 1000]
"""

from __future__ import annotations

import argparse
import random
import resource
from collections.abc import Iterator
from datetime import date
from statistics import median, quantiles
from time import process_time

from msgspec.structs import replace
from rich.console import Console
from rich.table import Table

from alongside.aids import file
from alongside.aids.document import AidDocument, Arms, Option
from alongside.aids.gate.verdict import CHECKS, examine
from alongside.aids.shipped import aid_files
from alongside.editorial.findings import Weight
from alongside.sources.estimates import Tag

TODAY = date(2026, 11, 22)
RECALLED = "numbers-read"


def aids(number: int) -> Iterator[tuple[AidDocument, bool]]:
    """So many aids, and whether a number in each was recalled."""
    chance = random.Random(number)
    shipped = [file.load(one.read_bytes()) for one in aid_files()]
    for at in range(number):
        aid = _dealt_anew(chance.choice(shipped), chance, at)
        recalled = at % 10 == 0 and isinstance(aid.comparisons[0], Arms)
        yield (_with_a_recalled_number(aid) if recalled else aid), recalled


def _dealt_anew(aid: AidDocument, chance: random.Random, at: int) -> AidDocument:
    comparisons = list(aid.comparisons)
    chance.shuffle(comparisons)
    comparisons.sort(key=lambda one: not isinstance(one, Arms))
    options = tuple(_turned(option, chance) for option in chance.sample(aid.options, len(aid.options)))
    return replace(aid, slug=f"{aid.slug}-{at}", options=options, comparisons=tuple(comparisons))


def _turned(option: Option, chance: random.Random) -> Option:
    sentences = option.body.split(". ")
    body = ". ".join(one.rstrip(".") for one in chance.sample(sentences, len(sentences))) + "."
    return replace(option, body=body)


def _with_a_recalled_number(aid: AidDocument) -> AidDocument:
    first, *rest = aid.comparisons
    assert isinstance(first, Arms)
    recalled = replace(first, grounds=replace(first.grounds, tag=Tag.RECALLED))
    return replace(aid, comparisons=(recalled, *rest))


def row(number: int) -> tuple[str, ...]:
    """One size: CPU in all, per aid at the median and the 95th percentile, wrong verdicts, memory."""
    spent, wrong = [], 0
    for aid, recalled in aids(number):
        start = process_time()
        report = examine(aid, today=TODAY)
        spent.append((process_time() - start) * 1000)
        stopped = {result.rule.id for result in report.open(Weight.MUST)}
        wrong += (RECALLED in stopped) is not recalled
        wrong += ("numbers-sourced" in stopped) is not any(one.not_sourced for one in aid.outcomes)
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    p95 = quantiles(spent, n=20)[-1]
    seconds = f"{sum(spent) / 1000:.1f}"
    return f"{number:,}", seconds, f"{median(spent):.0f}", f"{p95:.0f}", str(wrong), f"{megabytes:.0f}"


def main() -> None:
    """Print the table."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    arguments.add_argument("--aids", type=int, nargs="+", default=[10, 100, 1000])
    table = Table("aids", "CPU s", "p50 ms", "p95 ms", "wrong verdicts", "memory MB")
    for number in arguments.parse_args().aids:
        table.add_row(*row(number))
    Console().print(f"{len(CHECKS)} rules", table)


if __name__ == "__main__":
    main()
