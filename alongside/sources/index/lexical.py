"""Search by words: BM25 over stemmed English in a tantivy folder.

A question is taken apart into terms by the same analyser as the passages, and the query is put together from
those terms as objects: no query language ever reads what a person typed. The words of the title count twice
because they are written twice into the one field that is searched; headings of the record (MeSH) follow.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import tantivy
from tantivy import FieldType, Filter, Occur, Query, Searcher

from alongside.sources.index import synonyms
from alongside.sources.index.folder import IndexFolder
from alongside.sources.index.protocol import (
    Hit,
    IndexProblem,
    Passage,
    SearchRequest,
    Standing,
    safe_text,
)

ENGLISH = "alongside_english"
TITLE_WEIGHT = 2
MOST_TERMS = 12
COMMON_SHARE = 0.3
"""Terms in more than this share of passages are not searched, as long as rarer ones are left."""
COMMON_FROM = 1_000
"""Passages from which on a share of passages says something about a word."""
SYNONYM_BOOST = 0.4
MOST_SYNONYMS = 8
WRITER_BYTES = 64_000_000
FIRST_YEAR, LAST_YEAR = -10_000, 10_000
LAST_ROW = 2**62

Place = tuple[int, int]
"""Segment and number inside it: where a passage stands in one snapshot."""


@cache
def analyzer() -> tantivy.TextAnalyzer:
    """Words and numbers, at most 40 characters long, lower case, without accents, English stems."""
    steps = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    for step in (Filter.remove_long(40), Filter.lowercase(), Filter.ascii_fold(), Filter.stemmer("english")):
        steps = steps.filter(step)
    return steps.build()


@cache
def schema() -> tantivy.Schema:
    """What a passage leaves in the word index: no text to show, only what finds and filters it."""
    builder = tantivy.SchemaBuilder()
    for name in ("id", "document", "kind", "language", "excluded"):
        builder.add_text_field(name, stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("year", stored=True, indexed=True, fast=True)
    builder.add_integer_field("holds", indexed=True, fast=True)
    builder.add_integer_field("row", indexed=True, fast=True)
    builder.add_text_field("body", tokenizer_name=ENGLISH)
    return builder.build()


def analyzed(text: str) -> tuple[str, ...]:
    """The terms of a text in their order."""
    return tuple(analyzer().analyze(safe_text(text)))


@cache
def names() -> synonyms.Table:
    """The synonym table in the analyser's terms."""
    return synonyms.table(analyzed)


@contextmanager
def sound(sentence: Callable[[str], IndexProblem]) -> Iterator[None]:
    """Turn what tantivy raises over files into the sentence that is made from its words.

    A Rust panic arrives as a BaseException of its own kind; only that one is taken.
    """
    try:
        yield
    except IndexProblem:
        raise
    except (ValueError, OSError) as error:
        raise sentence(_short(error)) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise sentence(_short(error)) from error


def _short(error: BaseException) -> str:
    return " ".join(str(error).split())[:200]


class WordWriter:
    """Changes the words of one generation; nothing can be seen before `commit`.

    Raises IndexCorrupt if the folder cannot be opened, StorageFailed if it cannot be written.
    """

    def __init__(self, folder: IndexFolder, generation: Path) -> None:
        self._folder = folder
        self._open = True
        with sound(folder.corrupt):
            self._index = tantivy.Index(schema(), str(generation / "words"))
            self._index.register_tokenizer(ENGLISH, analyzer())
            self._writer = self._index.writer(WRITER_BYTES, 1)

    def add(self, passage: Passage, row: int | None) -> None:
        """Take in a passage; `row` is the number of its vector, None if it has none."""
        document = _document(passage)
        if row is not None:
            document.add_integer("row", row)
        with sound(self._folder.unwritten):
            self._writer.add_document(document)

    def delete_document(self, document_id: str) -> None:
        """Take out what a document had before; what is added afterwards stays."""
        with sound(self._folder.unwritten):
            self._writer.delete_documents_by_term("document", safe_text(document_id))

    def commit(self) -> int:
        """Let readers see it; returns how many passages the folder now holds."""
        with sound(self._folder.unwritten):
            self._writer.commit()
            self.close()
            self._index.reload()
            return self._index.searcher().num_docs

    def close(self) -> None:
        """Let go of the folder; what was not committed is forgotten."""
        if self._open:
            self._open = False
            # A writer that a full disk has killed says so once more here.
            with sound(self._folder.unwritten):
                self._writer.wait_merging_threads()


def _document(passage: Passage) -> tantivy.Document:
    document = tantivy.Document(
        id=safe_text(passage.id),
        document=safe_text(passage.document_id),
        kind=safe_text(passage.kind),
        language=safe_text(passage.language),
        excluded=safe_text(passage.excluded),
        holds=0 if passage.excluded else 1,
        body=body_of(passage),
    )
    if passage.year is not None:
        document.add_integer("year", max(FIRST_YEAR, min(LAST_YEAR, passage.year)))
    return document


def body_of(passage: Passage) -> str:
    """The one searched text of a passage: its title twice, its words, its headings."""
    title = [safe_text(passage.title)] * TITLE_WEIGHT
    return "\n".join((*title, safe_text(passage.text, len(passage.text)), safe_text("; ".join(passage.mesh))))


@dataclass(frozen=True, slots=True)
class WordReader:
    """A snapshot of one tantivy folder: it answers the same however the folder changes afterwards."""

    searcher: Searcher

    @classmethod
    def of(cls, folder: Path) -> "WordReader":
        """What the folder holds now. Raises ValueError where tantivy finds it damaged or missing."""
        index = tantivy.Index.open(str(folder))
        index.register_tokenizer(ENGLISH, analyzer())
        index.config_reader("manual")
        index.reload()
        return cls(index.searcher())

    def terms(self, text: str) -> tuple[str, ...]:
        """The terms of a question worth searching: known ones, not too common, at most the 12 rarest."""
        held = max(1, self.searcher.num_docs)
        counts = {term: self.searcher.doc_freq("body", term) for term in dict.fromkeys(analyzed(text))}
        known = [term for term, count in counts.items() if count]
        telling = [term for term in known if held < COMMON_FROM or counts[term] <= COMMON_SHARE * held]
        return tuple(sorted(telling or known, key=lambda term: counts[term])[:MOST_TERMS])

    def search(self, request: SearchRequest, most: int) -> dict[Place, float]:
        """BM25 scores of the `most` best passages that the request's filters let through."""
        parts = [Query.term_query(schema(), "body", term) for term in self.terms(request.text)]
        if request.synonyms:
            parts += [Query.boost_query(_phrase(name), SYNONYM_BOOST) for name in self._others(request.text)]
        if not parts:
            return {}
        asked = Query.boolean_query([(Occur.Should, part) for part in parts])
        if _only_standing(request):
            return self._holding(asked, most)
        return self._found(_both(asked, filters(request)), most)

    def _others(self, text: str) -> tuple[synonyms.Tokens, ...]:
        return synonyms.other_names(analyzed(text), names())[:MOST_SYNONYMS]

    def _holding(self, asked: Query, most: int) -> dict[Place, float]:
        """Without a filter tantivy skips most passages; the few excluded ones are dropped afterwards.

        Only when that leaves a full page short is the filter made part of the query.
        """
        hits = self.searcher.search(asked, most, count=False).hits
        holds = self.searcher.fast_field_values("holds", [address for _, address in hits])
        kept = {_place(address): score for (score, address), held in zip(hits, holds, strict=True) if held}
        if len(hits) == most and len(kept) < most:
            return self._found(_both(asked, [_holds(1)]), most)
        return kept

    def _found(self, query: Query, most: int) -> dict[Place, float]:
        hits = self.searcher.search(query, most, count=False).hits
        return {_place(address): float(score) for score, address in hits}

    def rows(self, request: SearchRequest, rows: Sequence[int]) -> dict[int, list[Place]]:
        """The passages of these vector rows that are still there and pass the filters."""
        if not rows:
            return {}
        wanted = Query.term_set_query(schema(), "row", list(rows))
        return self._rows(_both(wanted, filters(request)))

    def all_rows(self, request: SearchRequest) -> dict[int, list[Place]]:
        """The passages that pass the filters, by their vector row."""
        return self._rows(_both(Query.all_query(), filters(request)))

    def _rows(self, query: Query) -> dict[int, list[Place]]:
        hits = self.searcher.search(query, max(1, self.searcher.num_docs), count=False).hits
        addresses = [address for _, address in hits]
        found: dict[int, list[Place]] = {}
        for row, address in zip(self.searcher.fast_field_values("row", addresses), addresses, strict=True):
            if row is not None:
                found.setdefault(int(row), []).append(_place(address))
        return found

    def without_row(self, most: int) -> tuple[str, ...]:
        """The documents of at most `most` passages that have no vector row, each once."""
        hits = self.searcher.search(_rowless(), most, count=False).hits
        documents = (str(self.searcher.doc(address).to_dict()["document"][0]) for _, address in hits)
        return tuple(dict.fromkeys(documents))

    def count_without_row(self) -> int:
        """How many passages have no vector row."""
        found: Any = self.searcher.search(_rowless(), 1, count=True)
        return int(found.count)

    def hit(self, place: Place, score: float, words: float | None, meaning: float | None) -> Hit:
        """The passage at a place as a hit."""
        stored: Mapping[str, list[object]] = self.searcher.doc(tantivy.DocAddress(*place)).to_dict()
        year = stored.get("year")
        return Hit(
            passage_id=str(stored["id"][0]),
            document_id=str(stored["document"][0]),
            score=score,
            words=words,
            meaning=meaning,
            kind=str(stored["kind"][0]),
            year=int(str(year[0])) if year else None,
            language=str(stored["language"][0]),
            excluded=str(stored["excluded"][0]),
        )


def filters(request: SearchRequest) -> list[Query]:
    """The request's limits as queries that score nothing."""
    named = (("kind", request.kinds), ("language", request.languages), ("document", request.documents))
    sets = [
        Query.term_set_query(schema(), field, [safe_text(value) for value in values])
        for field, values in named
        if values
    ]
    years = [_years(*request.years)] if request.years else []
    return [_holds(1 if request.standing is Standing.HOLDS else 0), *sets, *years]


def _rowless() -> Query:
    """Passages that came in while vectors were not worked out."""
    any_row = Query.range_query(schema(), "row", FieldType.Integer, 0, LAST_ROW)
    return Query.boolean_query([(Occur.Must, Query.all_query()), (Occur.MustNot, any_row)])


def _years(first: int, last: int) -> Query:
    low, high = max(FIRST_YEAR, first), min(LAST_YEAR, last)
    if low > high:
        return Query.empty_query()
    return Query.range_query(schema(), "year", FieldType.Integer, low, high)


def _only_standing(request: SearchRequest) -> bool:
    limited = request.kinds or request.languages or request.documents or request.years
    return request.standing is Standing.HOLDS and not limited


def _holds(value: int) -> Query:
    return Query.term_query(schema(), "holds", value)


def _both(asked: Query, limits: Sequence[Query]) -> Query:
    silent = [(Occur.Must, Query.const_score_query(limit, 0.0)) for limit in limits]
    return Query.boolean_query([(Occur.Must, asked), *silent])


def _phrase(name: synonyms.Tokens) -> Query:
    if len(name) == 1:
        return Query.term_query(schema(), "body", name[0])
    return Query.phrase_query(schema(), "body", list(name))


def _place(address: tantivy.DocAddress) -> Place:
    return address.segment_ord, address.doc
