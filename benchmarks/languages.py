"""Questions in other languages to English evidence: `python benchmarks/languages.py`.

No parallel collection of medical questions is among the test collections here, so these are questions of our
own to the starter library with our own translations (`questions_in_languages.yaml`): 42 that it answers and
14 that it does not, in Spanish, Chinese, Arabic and Hindi. Reported are: the share of translations that find
their own English question among all (R@1), the share whose nearest sentence answers (and one of the nearest
three), and with the pages' own pipeline how many are answered, how many of those begin with a sentence that
answers, and how many are answered wrongly though the library has nothing. Questions with even numbers served
to choose the threshold (`answers/across.py`); the odd ones are told apart.
"""

import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from alongside.answers.across import LIMITS, NEEDED, FoundAcross, candidates_across, refusal_across, share
from alongside.answers.pipeline import answer_from, understand
from alongside.answers.starter import starter_library
from alongside.sources.index.multilingual import from_wheel
from alongside.sources.index.protocol import Embedder, Passage, SearchRequest, Ways
from alongside.sources.index.tandem import TandemIndex

LANGUAGES = ("es", "zh", "ar", "hi")
DOCUMENTS, PER_DOCUMENT = 12, 6  # as in alongside/sources/library.py
Question = dict[str, Any]


@dataclass(frozen=True)
class Shelf:
    """The starter library's sentences in an index: each by its id in the library's files."""

    index: TandemIndex
    ids: dict[str, str]


def main() -> None:
    path = Path(__file__).with_name("questions_in_languages.yaml")
    questions: list[Question] = yaml.safe_load(path.read_text(encoding="utf-8"))
    embedder = from_wheel()
    # Marked as the model's passages, since they are what is searched here: so are sentences in the program.
    english = embedder.vectors([one["en"] for one in questions])
    print(
        "| language | half | R@1 | nearest answers | one of 3 | answered | begins right | wrongly | p50 ms |"
    )
    print("|---|---|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        shelf = _shelf(Path(folder), embedder)
        for language in LANGUAGES:
            for name, half in (("chosen on", 0), ("unseen", 1)):
                part = [n for n, one in enumerate(questions) if one["id"] % 2 == half]
                print(_line(shelf, embedder, questions, english, language, name, part), flush=True)


def _shelf(folder: Path, embedder: Embedder) -> Shelf:
    index, ids, passages = TandemIndex(folder, embedder), {}, []
    for one in starter_library():
        for s in one.sentences:
            key = f"{one.document.version}:{s.start}:{s.end}"
            ids[key] = s.id
            words = one.document.cut(s.start, s.end)
            passages.append(
                Passage(id=key, document_id=one.document.version, title=one.document.title, text=words)
            )
    index.rebuild(passages, sequence=1)
    return Shelf(index, ids)


def _line(
    shelf: Shelf,
    embedder: Embedder,
    questions: list[Question],
    english: Any,
    language: str,
    name: str,
    part: list[int],
) -> str:
    own = [int(np.argmax(english @ embedder.vector(questions[n][language]))) == n for n in part]
    known = [questions[n] for n in part if questions[n]["finds"]]
    unknown = [questions[n] for n in part if not questions[n]["finds"]]
    nearest = [_nearest(shelf, one[language]) for one in known]
    first = [found[0] in one["finds"] for found, one in zip(nearest, known, strict=True)]
    three = [bool(set(found) & set(one["finds"])) for found, one in zip(nearest, known, strict=True)]
    started = time.perf_counter()
    given = [(_answer(shelf, one[language]), one) for one in known]
    each = (time.perf_counter() - started) / len(known) * 1000
    answered = [(ids, one) for ids, one in given if ids]
    right = sum(ids[0] in one["finds"] for ids, one in answered)
    wrongly = sum(bool(_answer(shelf, one[language])) for one in unknown)
    cells = (
        f"{np.mean(own):.3f}",
        f"{np.mean(first):.2f}",
        f"{np.mean(three):.2f}",
        f"{len(answered)} of {len(known)}",
        f"{right} of {len(answered)}",
        f"{wrongly} of {len(unknown)}",
        f"{each:.0f}",
    )
    return f"| {language} | {name} | " + " | ".join(cells) + " |"


def _nearest(shelf: Shelf, text: str) -> list[str]:
    request = SearchRequest(text=text, limit=3, ways=Ways.MEANING, per_document=0, synonyms=False)
    return [shelf.ids[hit.passage_id] for hit in shelf.index.search(request)]


def _answer(shelf: Shelf, text: str) -> list[str]:
    """Ids of the sentences of the answer, the nearest first."""
    asked = understand(text)
    request = SearchRequest(
        text=text, limit=3 * DOCUMENTS, ways=Ways.MEANING, per_document=PER_DOCUMENT, synonyms=False
    )
    cosines: dict[str, dict[tuple[int, int], float]] = {}
    for hit in shelf.index.search(request):
        _, start, end = hit.passage_id.rsplit(":", 2)
        cosines.setdefault(hit.document_id, {})[int(start), int(end)] = hit.meaning or 0.0
    documents = {one.document.version: one.document for one in starter_library()}
    found = [FoundAcross(documents[version], near) for version, near in list(cosines.items())[:DOCUMENTS]]
    worked = answer_from(
        asked,
        candidates_across(found, text),
        limits=LIMITS,
        needed=share(NEEDED),
        refuse=lambda kept, least: refusal_across(asked.topic, kept, least),
    )
    spans = [
        (cosines[claim.version].get(place, 0.0), shelf.ids[f"{claim.version}:{place[0]}:{place[1]}"])
        for claim in worked.answer.claims
        for place in cosines[claim.version]
        if claim.start <= place[0] and place[1] <= claim.end
    ]
    return [key for _, key in sorted(spans, reverse=True)]


if __name__ == "__main__":
    main()
