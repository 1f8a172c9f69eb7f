"""Asking a real corpus: share answered beside share supported, so that silence cannot win.

    python benchmarks/asking.py [--shared FOLDER]

The library is `data/liveqa` of the shared folder (17,942 documents); every question goes through the pipeline
that the pages use, index, scorer, refusal, choice and quotation gate, without the database. Asked are the
summaries and the original messages; nothing is chosen here. The first answer is scored by the judgement of
the document that the first quotation comes from (0 to 3; not judged or refused: 0). Parameters were chosen on
the half of the questions whose number has a SHA-256 with an even first byte; the others are the unseen half.
"""

import argparse
import gzip
import hashlib
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from alongside.answers.composition import verdict_on
from alongside.answers.coverage import rarity_in, steadied
from alongside.answers.focus import focus_of, focused_scorer
from alongside.answers.passages_found import candidate_at, nearest_of
from alongside.answers.pipeline import answer_from, understand
from alongside.sources.cutting import spans
from alongside.sources.index.embedding import embedder_or_reason
from alongside.sources.index.protocol import Hit, Passage, SearchRequest
from alongside.sources.index.tandem import TandemIndex
from alongside.sources.passages import Draft, EvidenceKind, Licence, ParsedDocument, SourceRecord

DOCUMENTS, NEAR_THE_BEST = 12, 0.35  # as in alongside/answers/queries.py
SAMPLE = 3_000
Row = dict[str, Any]


@dataclass(frozen=True)
class Library:
    """The corpus as documents, by version, and what scoring needs."""

    documents: dict[str, ParsedDocument]
    keys: dict[str, list[str]]
    index: TandemIndex
    rarity: Any


@dataclass(frozen=True)
class Asking:
    """What became of one question: the grade of its first answer (None: refused), its sentences, its time."""

    question: str
    first: int | None
    claims: int
    verbatim: int
    seconds: float


def main() -> None:
    parser = argparse.ArgumentParser(description="Ask the LiveQA corpus.")
    beside = Path(__file__).resolve().parents[2] / "shared"
    parser.add_argument("--shared", type=Path, default=Path(os.environ.get("ALONGSIDE_SHARED", beside)))
    folder = parser.parse_args().shared / "data" / "liveqa"
    if not folder.is_dir():
        parser.error(f"{folder} is not there. Name the shared folder with --shared.")
    questions = [json.loads(line) for line in (folder / "queries.jsonl").read_text("utf-8").splitlines()]
    judged = _judged((folder / "qrels.tsv").read_text("utf-8").splitlines()[1:])
    print("| asked | half | answered | sentences verbatim | first answer 0-3, all | of the answered |")
    print("|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as place:
        library = _library(folder / "corpus.jsonl.gz", Path(place))
        for field in ("message", "summary"):
            asked = [_asked(library, question, field, judged) for question in questions]
            for half, told in _halves(asked):
                print(f"| {field} | {half} {_line(told)}", flush=True)
            p50, p95 = np.percentile([one.seconds for one in asked], [50, 95])
            print(f"{field}: p50 {p50:.2f} s, p95 {p95:.2f} s", file=sys.stderr)


def _judged(lines: Iterable[str]) -> dict[tuple[str, str], int]:
    rows = (line.split("\t") for line in lines)
    return {(question, document): int(score) for question, document, score in rows}


def _library(corpus: Path, place: Path) -> Library:
    documents: dict[str, ParsedDocument] = {}
    keys: dict[str, list[str]] = {}
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            document = _document(row)
            documents[document.version] = document
            keys.setdefault(document.version, []).append(row["_id"])
    index = TandemIndex(place / "index", embedder_or_reason().embedder)
    started = time.perf_counter()
    index.rebuild((p for d in documents.values() for p in _passages(d)), sequence=1)
    print(f"{len(documents)} texts taken in, {time.perf_counter() - started:.0f} s", file=sys.stderr)
    sample = sorted(documents.values(), key=lambda one: one.version)[:SAMPLE]
    return Library(documents, keys, index, rarity_in(f"{d.title}\n{d.text}" for d in sample))


def _document(row: Row) -> ParsedDocument:
    draft = Draft(title=row["title"])
    draft.add(row["text"])
    return draft.finish(
        SourceRecord(
            kind=EvidenceKind.PATIENT_INFORMATION,
            language="en",
            licence=Licence("for measuring", "", True),
            other_ids=(("liveqa", row["_id"]),),
        )
    )


def _passages(document: ParsedDocument) -> Iterable[Passage]:
    for start, end in spans(document.paragraphs, document.sentences):
        yield Passage(
            id=f"{document.version}:{start}:{end}",
            document_id=document.version,
            title=document.title,
            text=document.text[start:end],
            kind=document.record.kind.value,
        )


def _asked(library: Library, question: Row, field: str, judged: dict[tuple[str, str], int]) -> Asking:
    started = time.perf_counter()
    answer = _answer(library, question[field])
    seconds = time.perf_counter() - started
    verbatim = sum(verdict_on(claim, library.documents.get).supported for claim in answer)
    score = _score(library, question["_id"], answer, judged)
    return Asking(question["_id"], score, len(answer), verbatim, seconds)


def _halves(asked: Sequence[Asking]) -> Iterable[tuple[str, list[Asking]]]:
    yield "unseen", [one for one in asked if not _chosen_on(one.question)]
    yield "chosen on", [one for one in asked if _chosen_on(one.question)]
    yield "both", list(asked)


def _chosen_on(question: str) -> bool:
    """Whether parameters were chosen with this question in view."""
    return hashlib.sha256(question.encode()).digest()[0] % 2 == 0


def _line(asked: Sequence[Asking]) -> str:
    given = [one.first for one in asked if one.first is not None]
    claims, verbatim = sum(one.claims for one in asked), sum(one.verbatim for one in asked)
    of_all, of_given = sum(given) / len(asked), sum(given) / max(1, len(given))
    return f"| {len(given)} of {len(asked)} | {verbatim} of {claims} | {of_all:.2f} | {of_given:.2f} |"


def _answer(library: Library, message: str) -> tuple[Any, ...]:
    asked = understand(message)
    text = asked.question.text
    if not asked.may_look_up:
        return ()
    hits = library.index.search(SearchRequest(text=focus_of(text).asks, limit=2 * DOCUMENTS))
    by_document: dict[str, list[Hit]] = {}
    for hit in hits:
        by_document.setdefault(hit.document_id, []).append(hit)
    least = NEAR_THE_BEST * max((hit.score for hit in hits), default=0.0)
    scorer = focused_scorer(library.rarity)
    candidates = [
        candidate_at(
            library.documents[version], _spans(found), text, scorer, found[0].score, nearest_of(found)
        )
        for version, found in list(by_document.items())[:DOCUMENTS]
        if found[0].score >= least
    ]
    return answer_from(asked, candidates, rarity=steadied(library.rarity)).answer.claims


def _spans(hits: Iterable[Hit]) -> list[tuple[int, int]]:
    cut = (hit.passage_id.rsplit(":", 2) for hit in hits)
    return [(int(start), int(end)) for _, start, end in cut]


def _score(
    library: Library, question: str, answer: tuple[Any, ...], judged: dict[tuple[str, str], int]
) -> int | None:
    if not answer:
        return None
    keys = library.keys[answer[0].version]
    return max(judged.get((question, key), 0) for key in keys)


if __name__ == "__main__":
    main()
