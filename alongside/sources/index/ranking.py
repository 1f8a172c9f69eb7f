"""From scored candidates to the page of hits: the last steps, the same for every engine."""

from collections import Counter
from collections.abc import Callable, Iterable

from alongside.sources.index.protocol import MOST_HITS, Hit, SearchRequest
from alongside.sources.index.weighing import weighed

DEEPEST = 2 * MOST_HITS
"""Candidates of each way at most."""


def page(request: SearchRequest, candidates: Callable[[int], list[Hit]]) -> tuple[Hit, ...]:
    """The page of hits from `candidates(most)`, which gives up to `most` for each way.

    Asks for more where the cap per document leaves the page short: a long document can fill a first look.
    """
    most = max(100, 2 * min(request.limit, MOST_HITS))
    while True:
        found = candidates(most)
        hits = finished(found, request)
        if len(hits) >= request.limit or len(found) < most or most >= DEEPEST:
            return hits
        most = min(DEEPEST, 4 * most)


def finished(candidates: Iterable[Hit], request: SearchRequest) -> tuple[Hit, ...]:
    """Weighed if asked, best first (ties in the order of ids), capped per document, cut to the limit."""
    hits = list(candidates)
    if request.this_year is not None:
        hits = [weighed(hit, request.this_year) for hit in hits]
    hits.sort(key=lambda hit: (-hit.score, hit.passage_id))
    return tuple(_capped(hits, request.per_document)[: max(0, min(request.limit, MOST_HITS))])


def _capped(hits: list[Hit], per_document: int) -> list[Hit]:
    if per_document < 1:
        return hits
    taken: Counter[str] = Counter()
    kept = []
    for hit in hits:
        taken[hit.document_id] += 1
        if taken[hit.document_id] <= per_document:
            kept.append(hit)
    return kept
