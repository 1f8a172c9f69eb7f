"""Finding evidence: our index beside its peers, in one run and one table.

    python benchmarks/retrieval.py [--scale 270000 1000000] [--engines NAME ...] [--json FILE] [--check]

Collections (in ``$ALONGSIDE_SHARED/data``, default ``../shared``; halves, the others are kept aside):
*claims*: 809 SciFact training claims against the 565 abstracts they cite. Everything that was chosen was
chosen here. *LiveQA*: consumer questions of TREC 2017 against 17,942 answers; nothing was tuned on it.
Peers take part when they are installed: bm25s, lancedb, Lucene (`lucene.py` says how it is found); SQLite's
FTS5 always does. Each engine runs in a process of its own, so that its memory is its own. With --scale, speed
and size are measured over so many passages, too (`retrieval_scale.py` says what they are).
"""

import argparse
import gzip
import json
import math
import multiprocessing
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from lucene import SAME_AS_OTHERS, Lucene, why_not
from retrieval_engines import DEPTH, Engine, Remembered, engine, engines
from retrieval_scale import varied
from retrieval_table import NOTES, Row, floors, table

from alongside.sources.index.embedding import embedder_or_reason
from alongside.sources.index.fusion import min_max, reciprocal_rank
from alongside.sources.index.protocol import Passage, SearchRequest, Ways
from alongside.sources.index.tandem import TandemIndex
from alongside.sources.index.vectors import cosines, meant, nearest

MEANING = {"ours: meaning", "ours: both", "ours, shared: both"}
SHARES = (0.3, 0.4, 0.5, 0.6, 0.7)
Run = list[list[str]]
Join = Callable[[dict[str, float], dict[str, float]], dict[str, float]]
Judged = Mapping[str, int]


@dataclass(frozen=True)
class Collection:
    """Passages, questions and, for each question, the judged passages with their grade."""

    name: str
    passages: list[Passage]
    questions: list[str]
    judged: Sequence[Judged]


# Collections


def shared() -> Path:
    """The folder that holds ``data/``."""
    default = Path(__file__).resolve().parents[2] / "shared"
    return Path(os.environ.get("ALONGSIDE_SHARED", default))


def _lines(path: Path) -> list[dict[str, Any]]:
    content = path.read_bytes()
    text = gzip.decompress(content) if path.suffix == ".gz" else content
    return [json.loads(line) for line in text.splitlines()]


def claims() -> Collection:
    """SciFact claims; the abstracts they cite are what should be found."""
    folder = shared() / "data" / "claims"
    passages = [
        Passage(id=row["_id"], document_id=row["_id"], title=row["title"], text=" ".join(row["sentences"]))
        for row in _lines(folder / "corpus.jsonl.gz")
    ]
    rows = _lines(folder / "claims.jsonl.gz")
    judged = [dict.fromkeys(row["cited"], 1) for row in rows]
    return Collection("claims", passages, [row["text"] for row in rows], judged)


def liveqa(part: str) -> Collection:
    """LiveQA: `part` is "summaries" or "messages" (subject and message as written)."""
    folder = shared() / "data" / "liveqa"
    passages = [
        Passage(id=row["_id"], document_id=row["_id"], title=row["title"], text=row["text"])
        for row in _lines(folder / "corpus.jsonl.gz")
    ]
    grades: dict[str, dict[str, int]] = {}
    for line in (folder / "qrels.tsv").read_text().splitlines()[1:]:
        question, passage, grade = line.split("\t")
        grades.setdefault(question, {})[passage] = int(grade)
    asked = _lines(folder / "queries.jsonl")
    if part == "summaries":
        texts = [row["summary"] for row in asked]
    else:
        texts = [f"{row['subject'] or ''} {row['message']}".strip() for row in asked]
    return Collection(f"LiveQA {part}", passages, texts, [grades.get(row["_id"], {}) for row in asked])


def many(passages: int) -> Collection:
    """So many passages in the likeness of LiveQA, asked its summaries; not judged."""
    small = liveqa("summaries")
    made = list(varied(small.passages, passages))
    return Collection(f"{passages:,} passages", made, small.questions, [])


# Measures


def ndcg(found: Sequence[str], judged: Judged, depth: int = 10) -> float:
    """Graded gain, discounted by the logarithm of the rank (as trec_eval's ndcg_cut)."""
    best = sorted(judged.values(), reverse=True)[:depth]
    ideal = sum(grade / math.log2(rank + 2) for rank, grade in enumerate(best))
    gain = sum(judged.get(one, 0) / math.log2(rank + 2) for rank, one in enumerate(found[:depth]))
    return gain / ideal if ideal else math.nan


def average_precision(found: Sequence[str], judged: Judged) -> float:
    """Mean precision at each relevant passage (grade 1 or more) among the first 100."""
    relevant = sum(grade > 0 for grade in judged.values())
    hits, total = 0, 0.0
    for rank, one in enumerate(found[:DEPTH], start=1):
        if judged.get(one, 0) > 0:
            hits += 1
            total += hits / rank
    return total / relevant if relevant else math.nan


def first_grade(found: Sequence[str], judged: Judged) -> float:
    """The grade of the first answer; one that nobody judged counts 0, and so does no answer."""
    return float(judged.get(found[0], 0)) if found else 0.0


def first_judged_grade(found: Sequence[str], judged: Judged) -> float:
    """The grade of the first answer that somebody judged; NaN where only right ones were written down."""
    if 0 not in judged.values():
        return math.nan
    return float(next((judged[one] for one in found if one in judged), 0))


def quality(run: Run, judged: Sequence[Judged]) -> dict[str, float]:
    """The four measures, each the mean over the questions for which it is defined."""
    measures: dict[str, Callable[[Sequence[str], Judged], float]] = {
        "ndcg": ndcg,
        "map": average_precision,
        "first": first_grade,
        "first_judged": first_judged_grade,
    }
    values = {
        name: [measure(found, known) for found, known in zip(run, judged, strict=True)]
        for name, measure in measures.items()
    }
    return {name: _mean([one for one in found if not math.isnan(one)]) for name, found in values.items()}


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else math.nan


# Measuring


def resident() -> int:
    """Bytes of memory this process holds now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def measured(name: str, collections: list[Collection], cache: Path) -> list[Row]:
    """Build over the first collection's passages, then ask every collection's questions."""
    passages = collections[0].passages
    remembered = None
    if name.startswith("ours") and name != "ours: words":
        inner = embedder_or_reason().embedder
        if inner is not None:
            remembered = Remembered(inner, cache)
            remembered.learn(map(meant, passages))
    before = resident()
    with tempfile.TemporaryDirectory() as folder:
        made = engine(name, Path(folder), remembered)
        started, spent = time.perf_counter(), _cpu()
        made.build(passages)
        build, build_cpu = len(passages) / (time.perf_counter() - started), _cpu() - spent
        rows = [_asked(name, made, collection) for collection in collections]
        for row in rows:
            row.build, row.build_cpu = build, build_cpu
            row.memory, row.size = _memory(made, before) / 1e6, made.size() / 1e6
        if isinstance(made, Lucene):
            rows += _with_the_others_parameters(made, collections)
            made.close()
    return rows


def measured_many(name: str, passages: int) -> list[Row]:
    """The same over made passages, which are made in the process that measures."""
    return measured(name, [many(passages)], Path())


def _cpu(made: Engine | None = None) -> float:
    """Seconds of processor so far: this process, those it waited for, and the one Lucene answers from."""
    return sum(os.times()[:4]) + (made.cpu() if isinstance(made, Lucene) else 0.0)


def _memory(made: Engine, before: int) -> int:
    return made.memory() if isinstance(made, Lucene) else resident() - before


def _with_the_others_parameters(made: Lucene, collections: list[Collection]) -> list[Row]:
    rows = []
    for one in collections:
        if any(one.judged):
            run = made.run(one.questions, *SAME_AS_OTHERS)
            name = "Lucene, k1 {}, b {}".format(*SAME_AS_OTHERS)
            rows.append(Row(one.name, name, **quality(run, one.judged)))
    return rows


def _asked(name: str, made: Engine, collection: Collection) -> Row:
    for question in collection.questions[:5]:
        made.find(question)
    run: Run = []
    taken: list[float] = []
    spent = _cpu(made)
    for question in collection.questions:
        started = time.perf_counter()
        run.append(made.find(question))
        taken.append(time.perf_counter() - started)
    spent = _cpu(made) - spent
    judged = quality(run, collection.judged) if any(collection.judged) else {}
    row = Row(collection.name, name, **judged)
    row.per_second, row.cpu = len(taken) / sum(taken), 1000 * spent / len(taken)
    row.p50, row.p95 = (float(value) * 1000 for value in np.percentile(taken, [50, 95]))
    return row


def chosen_on_claims(cache: Path) -> list[Row]:
    """How the ways of joining compare on the training claims: where the share of meaning comes from."""
    inner = embedder_or_reason().embedder
    if inner is None:
        return []
    collection = claims()
    embedder = Remembered(inner, cache)
    embedder.learn(map(meant, collection.passages))
    with tempfile.TemporaryDirectory() as folder:
        index = TandemIndex(Path(folder) / "ours", embedder)
        index.rebuild(collection.passages, sequence=1)
        scores = [_both_ways(index, question) for question in collection.questions]
    joins: dict[str, Join] = {
        f"min-max, meaning {share}": partial(min_max, meaning_share=share) for share in SHARES
    }
    joins["reciprocal rank"] = reciprocal_rank
    rows = []
    for name, join in joins.items():
        joined = [join(words, meaning) for words, meaning in scores]
        run = [sorted(one, key=lambda key: (-one[key], key)) for one in joined]
        rows.append(Row("claims (choosing)", name, **quality(run, collection.judged)))
    return rows


def vectors_made(collection: Collection, most: int = 320) -> list[Row]:
    """How many vectors a second are really made, nothing at hand, for the first passages."""
    inner = embedder_or_reason().embedder
    if inner is None:
        return []
    texts = [meant(passage) for passage in collection.passages[:most]]
    inner.vectors(texts[:8])
    started = time.perf_counter()
    inner.vectors(texts)
    return [Row(collection.name, "vectors", build=len(texts) / (time.perf_counter() - started))]


def compared(rows: int) -> list[Row]:
    """How long a question is compared with so many vectors: made ones, since working them out takes hours."""
    dice = np.random.default_rng(17)
    before = resident()
    matrix = dice.standard_normal((rows, 384), dtype=np.float32)
    taken = []
    for question in dice.standard_normal((20, 384), dtype=np.float32):
        started = time.perf_counter()
        nearest(cosines(matrix, question), 2 * DEPTH)
        taken.append(time.perf_counter() - started)
    row = Row(f"{rows:,} passages", "vectors compared (made)", memory=(resident() - before) / 1e6)
    row.p50, row.p95 = (float(value) * 1000 for value in np.percentile(taken, [50, 95]))
    row.size = matrix.nbytes / 1e6
    return [row]


def _both_ways(index: TandemIndex, question: str) -> tuple[dict[str, float], dict[str, float]]:
    words = index.search(SearchRequest(text=question, limit=DEPTH, per_document=0, ways=Ways.WORDS))
    meaning = index.search(SearchRequest(text=question, limit=DEPTH, per_document=0, ways=Ways.MEANING))
    return (
        {hit.passage_id: hit.words or 0.0 for hit in words},
        {hit.passage_id: hit.meaning or 0.0 for hit in meaning},
    )


def in_own_process(work: Callable[..., list[Row]], *given: Any) -> list[Row]:
    """Do it in a fresh process, so that memory is measured from nothing."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(work, given)


def main() -> int:
    """Measure, print the table, and with --check fail where a floor is missed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--scale", type=int, nargs="*", default=[], help="also measure speed and size over so many passages"
    )
    parser.add_argument("--engines", nargs="*", help="only these, by their names in the table")
    parser.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir()) / "alongside-vectors")
    parser.add_argument("--json", type=Path, help="write the rows to this file, after each engine")
    parser.add_argument("--check", action="store_true", help="end with 1 if a floor is missed")
    given = parser.parse_args()
    choice = embedder_or_reason()
    print(choice.said, file=sys.stderr)
    names = [one for one in engines(choice.embedder is not None) if one in (given.engines or [one])]
    print(f"Load of the machine at the start: {os.getloadavg()[0]:.1f}", file=sys.stderr)
    rows: list[Row] = []
    for what, work, *values in _works(names, given.scale, given.cache):
        print(what, file=sys.stderr)
        rows += in_own_process(work, *values)
        if given.json:
            given.json.write_text(json.dumps([asdict(row) for row in rows], indent=1))
    told = floors(rows)
    print(table(rows), why_not(), NOTES, *(sentence for sentence, _ in told), sep="\n")
    return 1 if given.check and not all(held for _, held in told) else 0


def _works(names: Sequence[str], scale: Sequence[int], cache: Path) -> Iterator[tuple[Any, ...]]:
    """Everything to be measured, in order: what is said, what is called, with what."""
    words = [one for one in names if one not in MEANING]
    halves = [[claims()], [liveqa("summaries"), liveqa("messages")]]
    if words != names:
        yield "claims: choosing", chosen_on_claims, cache
        yield from ((f"{one[0].name}: vectors", vectors_made, one[0]) for one in halves)
    for half in halves:
        yield from ((f"{half[0].name}: {name}", measured, name, half, cache) for name in names)
    for passages in scale:
        yield from ((f"{passages:,} passages: {name}", measured_many, name, passages) for name in words)
        yield f"{passages:,} passages: vectors", compared, passages


if __name__ == "__main__":
    raise SystemExit(main())
