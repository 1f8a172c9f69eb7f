"""How long the review desk takes: `python benchmarks/desk.py [--items 100 1000 10000] [--requests 60]`.

An installation of its own in a temporary folder; made-up texts are written straight into its tables. Prints
p50 and p95 in milliseconds of the whole request inside one process (view, queries, template), the CPU time
of that process, the slowest of the first three requests, and the number of queries. Texts that come in at
once are counted by the database (ANALYZE) before it is asked, as it does by itself within a minute: until
then it plans for the few rows that it knew.
Goal: with 10,000 items p95 under 200 ms, and as many queries as with 100.
"""

import argparse
import os
import statistics
import tempfile
import time
from typing import Any
from uuid import uuid4

GOAL_MS = 200.0


def fill(count: int) -> None:
    """So many texts: three of four with numbers, every fifth approved, every tenth flagged."""
    from django.utils import timezone

    from alongside.editorial.models import Content, Edition, Flag
    from alongside.people.models import Clinician
    from alongside.sources.models import Source

    clinician, source = Clinician.objects.get(), Source.objects.get(slug="benchmark")
    model = Edition.objects.first()
    assert model is not None
    contents = [Content(kind="handout", key=f"text-{uuid4()}", language="en") for _ in range(count)]
    Content.objects.bulk_create(contents, batch_size=2_000)
    editions = []
    for place, content in enumerate(contents):
        approved = place % 5 == 0
        who = {"approved_by": clinician, "approved_name": "Dr. Made-up", "approved_as": "doctor"}
        editions.append(
            Edition(
                content=content,
                kind=content.kind,
                number=1,
                version=uuid4(),
                title=f"A made-up text, number {place}",
                digest="0" * 64,
                blocks=model.blocks[:3],
                report=model.report[:5],
                carries_numbers=place % 4 != 0,
                state="approved" if approved else "submitted",
                **(who | {"approved_at": timezone.now()} if approved else {}),
            )
        )
    Edition.objects.bulk_create(editions, batch_size=500)
    flagged = [one for place, one in enumerate(editions) if place % 10 == 0]
    Flag.objects.bulk_create(
        [Flag(edition=one, source=source, what="superseded", said_by="a made-up list") for one in flagged],
        batch_size=2_000,
    )


def people() -> None:
    """An editor, a clinician, a source, and a real choice aid sent in."""
    from alongside.aids.actions import load_aid
    from alongside.aids.shipped import aid_files
    from alongside.patients.doors import work_of
    from alongside.people.models import Account, Clinician, Duty, Person
    from alongside.sources.models import Source

    with work_of("accounts", purpose="people for a benchmark"):
        editor = Person.objects.create(full_name="Made-up Editor", called="Editor")
        Account.objects.create_account(username="editor", person=editor, password=None)
        Duty.objects.create(person=editor, name="editor")
        doctor = Person.objects.create(full_name="Made-up Doctor", called="Doctor")
        Clinician.objects.create(person=doctor, profession="doctor", title="Dr. Made-up")
    record = {"key": "benchmark", "title": "A made-up source", "kind": "trial", "primary": True}
    Source.objects.create(slug="benchmark", record=record, kind="trial", primary=True)
    load_aid(text=next(iter(aid_files())).read_bytes(), by=None)


def measured(address: str, requests: int) -> tuple[float, float, float, float, int]:
    """(p50 ms, p95 ms, CPU ms of this process for each request, ms of the slowest first one, queries)."""
    from django.db import connection
    from django.test import Client

    from alongside.people.models import Account

    client = Client(HTTP_HOST="localhost")
    client.force_login(Account.objects.get(username="editor"))
    first = 0.0
    for _ in range(3):
        start = time.perf_counter()
        assert client.get(address).status_code == 200
        first = max(first, (time.perf_counter() - start) * 1000)
    seen: list[str] = []

    def counting(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        seen.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(counting):
        client.get(address)
    times, before = [], time.process_time()
    for _ in range(requests):
        start = time.perf_counter()
        client.get(address)
        times.append((time.perf_counter() - start) * 1000)
    cpu = (time.process_time() - before) / requests * 1000
    return statistics.median(times), statistics.quantiles(times, n=20)[18], cpu, first, len(seen)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--items", type=int, nargs="+", default=[100, 1_000, 10_000])
    parser.add_argument("--requests", type=int, default=60)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"ALONGSIDE_HOME": home, "ALONGSIDE_STAFF_SECOND_STEP": "asked"}
        from alongside.config.command_line.app import database

        with database():
            run(sorted(asked.items), asked.requests)


def run(sizes: list[int], requests: int) -> None:
    from alongside.config import installation
    from alongside.editorial.models import Edition

    people()
    aid = Edition.objects.get(kind="aid")
    print(
        f"{'items':>7} {'page':<22} {'p50 ms':>8} {'p95 ms':>8} {'CPU ms':>8} {'first ms':>9} {'queries':>8}"
    )
    have, slowest = 0, 0.0
    for size in sizes:
        fill(size - have)
        installation.count_rows()
        have = size
        for name, address in (
            ("desk, first page", "/review/"),
            ("desk, tenth page", "/review/?page=10" if size > 1_000 else "/review/?page=2"),
            ("desk, one kind", "/review/?kind=handout"),
            ("a choice aid", f"/review/{aid.pk}/"),
        ):
            p50, p95, cpu, first, queries = measured(address, requests)
            slowest = max(slowest, p95)
            took = f"{p50:>8.1f} {p95:>8.1f} {cpu:>8.1f} {first:>9.1f}"
            print(f"{size:>7} {name:<22} {took} {queries:>8}", flush=True)
    print(
        f"slowest p95: {slowest:.1f} ms; goal {GOAL_MS:.0f} ms: {'held' if slowest < GOAL_MS else 'missed'}"
    )


if __name__ == "__main__":
    main()
