"""The shared index: LanceDB in a local folder or on S3-compatible storage, read by many stateless processes.

An extra: the package ``lancedb`` is imported only when a `LanceIndex` is made. One table holds words and
vectors; ``serving`` is a table of one row that names it and carries the database's sequence number. A
rebuild fills a new table and then rewrites that row, in one commit. One committer at a time: the table
``writing`` is its lock, which another may break after six hours.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from importlib import import_module
from importlib.util import find_spec
from itertools import islice
from typing import Any

from alongside.sources.index import synonyms
from alongside.sources.index.fusion import min_max, scaled
from alongside.sources.index.lexical import (
    MOST_SYNONYMS,
    SYNONYM_BOOST,
    analyzed,
    body_of,
    names,
)
from alongside.sources.index.protocol import (
    Embedder,
    Hit,
    IndexBusy,
    IndexCorrupt,
    IndexMissing,
    IndexProblem,
    IndexStats,
    OutOfOrder,
    Passage,
    SearchRequest,
    Standing,
    StorageFailed,
    Ways,
    safe_text,
)
from alongside.sources.index.ranking import page
from alongside.sources.index.vectors import meant

SERVING, WRITING, PREFIX = "serving", "writing", "passages_"
FIELDS = ("id", "document", "kind", "language", "excluded", "year")
AT_ONCE = 512
MOST_WORDS = 64
LOCK_HOURS = 6


@dataclass(frozen=True, slots=True)
class Serving:
    """The one row of ``serving``: the table to read, how far it has read, and who made its vectors."""

    table: str
    sequence: int
    embedder: str


class LanceIndex:
    """An `EvidenceIndex` at `place`: a folder or an ``s3://`` address with its `storage` options.

    Raises IndexProblem if the package lancedb is not installed.
    """

    def __init__(
        self, place: str, embedder: Embedder | None = None, storage: dict[str, str] | None = None
    ) -> None:
        if find_spec("lancedb") is None:
            raise IndexProblem(
                "The shared search index needs the package lancedb, which is not installed. "
                "Install alongside with its extra named shared-index."
            )
        self._place = place
        self._embedder = embedder
        self._query = import_module("lancedb.query")
        with self._reading():
            self._database: Any = import_module("lancedb").connect(place, storage_options=storage)

    @property
    def sequence(self) -> int:
        """How far the index has read. Raises IndexMissing, IndexCorrupt."""
        return self._serving().sequence

    def search(self, request: SearchRequest) -> tuple[Hit, ...]:
        """The best passages. Raises IndexMissing or IndexCorrupt, and nothing else, whatever the question."""
        asked = replace(request, text=safe_text(request.text).strip())
        serving = self._serving()
        if not asked.text or asked.limit < 1:
            return ()
        with self._reading():
            table = self._database.open_table(serving.table)
            return page(asked, lambda most: self._candidates(table, serving, asked, most))

    def put(self, passages: Iterable[Passage], *, sequence: int) -> int:
        """Take in whole documents in one commit; see `EvidenceIndex.put`."""
        taken = list(passages)
        with self._writing("being added to"):
            serving = self._in_order(sequence)
            rows = self._rows(taken, serving.embedder)
            if rows:
                table = self._database.open_table(serving.table)
                documents = _quoted(sorted({passage.document_id for passage in taken}))
                change = table.merge_insert("id").when_matched_update_all().when_not_matched_insert_all()
                change = change.when_not_matched_by_source_delete(f"document IN ({documents})")
                change.execute(rows)
                table.optimize()
            self._serve(replace(serving, sequence=sequence))
        return len(taken)

    def delete(self, document_ids: Iterable[str], *, sequence: int) -> None:
        """Take documents out. Raises IndexMissing, OutOfOrder, IndexBusy, StorageFailed."""
        documents = sorted(set(document_ids))
        with self._writing("being changed"):
            serving = self._in_order(sequence)
            if documents:
                table = self._database.open_table(serving.table)
                table.delete(f"document IN ({_quoted(documents)})")
            self._serve(replace(serving, sequence=sequence))

    def rebuild(self, passages: Iterable[Passage], *, sequence: int) -> IndexStats:
        """Fill a new table and let it serve; the one before it stays for readers that still hold it."""
        with self._writing("being built anew"):
            before = self._tables()
            name = f"{PREFIX}{max([int(table[len(PREFIX) :]) for table in before], default=0) + 1:06d}"
            embedder = self._embedder.name if self._embedder else ""
            try:
                self._fill(name, passages, embedder)
            except BaseException:
                self._database.drop_table(name, ignore_missing=True)
                raise
            self._serve(Serving(name, sequence, embedder))
            for old in before[:-1]:
                self._database.drop_table(old)
        return self.stats()

    def stats(self) -> IndexStats:
        """What the index holds now. Raises IndexMissing, IndexCorrupt."""
        serving = self._serving()
        with self._reading():
            table = self._database.open_table(serving.table)
            return IndexStats(
                engine="lancedb",
                passages=table.count_rows(),
                sequence=serving.sequence,
                bytes=int(table.stats()["total_bytes"]),
                embedder=serving.embedder,
                said=()
                if self._usable(serving)
                else ("Search by meaning is off; search works with words alone.",),
            )

    def _usable(self, serving: Serving) -> bool:
        return self._embedder is not None and serving.embedder == self._embedder.name

    def _candidates(self, table: Any, serving: Serving, request: SearchRequest, most: int) -> list[Hit]:
        usable = self._usable(serving)
        words: dict[str, dict[str, Any]] = {}
        meaning: dict[str, dict[str, Any]] = {}
        if request.ways is not Ways.MEANING or not usable:
            words = self._by_words(table, request, most)
        if request.ways is not Ways.WORDS and self._embedder is not None and usable:
            meaning = self._by_meaning(table, request, self._embedder, most)
        said = {key: float(row["_score"]) for key, row in words.items()}
        near = {key: 1 - float(row["_distance"]) for key, row in meaning.items()}
        both = usable and request.ways is Ways.BOTH
        joined = min_max(said, near) if both else scaled(said or near)
        rows = {**meaning, **words}
        return [_hit(rows[key], score, said.get(key), near.get(key)) for key, score in joined.items()]

    def _by_words(self, table: Any, request: SearchRequest, most: int) -> dict[str, dict[str, Any]]:
        terms = analyzed(request.text)
        if not terms:
            return {}
        words = list(dict.fromkeys(re.findall(r"\w+", request.text.lower())))[:MOST_WORDS]
        asked = [self._query.MatchQuery(" ".join(words), "body")]
        if request.synonyms:
            every = self._query.FullTextOperator.AND
            asked += [
                self._query.MatchQuery(" ".join(name), "body", boost=SYNONYM_BOOST, operator=every)
                for name in synonyms.other_names(terms, names())[:MOST_SYNONYMS]
            ]
        should = self._query.Occur.SHOULD
        query = self._query.BooleanQuery([(should, part) for part in asked])
        found = table.search(query, query_type="fts").where(_where(request), prefilter=True)
        return {row["id"]: row for row in found.select([*FIELDS, "_score"]).limit(most).to_list()}

    def _by_meaning(
        self, table: Any, request: SearchRequest, embedder: Embedder, most: int
    ) -> dict[str, dict[str, Any]]:
        found = table.search(embedder.vector(request.text), vector_column_name="vector")
        found = found.distance_type("cosine").where(_where(request), prefilter=True)
        return {row["id"]: row for row in found.select([*FIELDS, "_distance"]).limit(most).to_list()}

    def _fill(self, name: str, passages: Iterable[Passage], embedder: str) -> None:
        table = self._database.create_table(name, schema=self._schema(embedder))
        waiting = iter(passages)
        while chunk := list(islice(waiting, AT_ONCE)):
            table.add(self._rows(chunk, embedder))
        text = import_module("lancedb.index").FTS(remove_stop_words=False, ascii_folding=True, stem=True)
        table.create_index("body", config=text)

    def _rows(self, passages: Sequence[Passage], embedder: str) -> list[dict[str, Any]]:
        rows = [_row(passage) for passage in passages]
        if embedder and rows:
            if self._embedder is None or self._embedder.name != embedder:
                return [{**row, "vector": None} for row in rows]
            vectors = self._embedder.vectors([meant(passage) for passage in passages])
            return [{**row, "vector": vector} for row, vector in zip(rows, vectors, strict=True)]
        return rows

    def _schema(self, embedder: str) -> Any:
        arrow = import_module("pyarrow")
        fields = [arrow.field(name, arrow.string()) for name in (*FIELDS[:-1], "body")]
        fields.append(arrow.field("year", arrow.int32()))
        if embedder and self._embedder:
            vector = arrow.list_(arrow.float32(), self._embedder.dimensions)
            fields.append(arrow.field("vector", vector))
        return arrow.schema(fields)

    def _serving(self) -> Serving:
        with self._reading():
            if SERVING not in self._names():
                raise IndexMissing(
                    f"There is no search index at {self._place} yet. "
                    "Build it from the library; nothing is lost."
                )
            (row,) = self._database.open_table(SERVING).search().limit(2).to_list()
            return Serving(row["table"], int(row["sequence"]), row["embedder"])

    def _serve(self, serving: Serving) -> None:
        row = {"table": serving.table, "sequence": serving.sequence, "embedder": serving.embedder}
        self._database.create_table(SERVING, [row], mode="overwrite")

    def _in_order(self, sequence: int) -> Serving:
        serving = self._serving()
        if sequence < serving.sequence:
            raise OutOfOrder(
                f"This change has the number {sequence}, but the search index already stands at "
                f"{serving.sequence}. Apply changes in the order of their numbers, or build the index anew."
            )
        return serving

    def _names(self) -> list[str]:
        return list(self._database.list_tables(limit=1_000).tables)

    def _tables(self) -> list[str]:
        return sorted(name for name in self._names() if name.startswith(PREFIX))

    @contextmanager
    def _reading(self) -> Iterator[None]:
        try:
            yield
        except IndexProblem:
            raise
        except (ValueError, OSError, RuntimeError, KeyError) as error:
            raise IndexCorrupt(
                f"The search index at {self._place} cannot be read ({_short(error)}). "
                "Check the storage, or build the index again from the library."
            ) from error

    @contextmanager
    def _writing(self, what: str) -> Iterator[None]:
        """Be the only committer. Raises IndexBusy if another is, StorageFailed where writing fails."""
        self._lock(what)
        try:
            yield
        except (OSError, RuntimeError) as error:
            raise StorageFailed(
                f"The search index at {self._place} could not be written ({_short(error)}). "
                "The index as it was keeps serving. Mend the storage, then try again."
            ) from error
        finally:
            self._database.drop_table(WRITING, ignore_missing=True)

    def _lock(self, what: str) -> None:
        now = datetime.now(UTC)
        row = {"what": what, "until": (now + timedelta(hours=LOCK_HOURS)).isoformat()}
        try:
            self._database.create_table(WRITING, [row], mode="create")
        except (ValueError, OSError, RuntimeError) as error:
            held = self._held()
            if held is None:
                raise StorageFailed(
                    f"The search index at {self._place} could not be written ({_short(error)})."
                ) from error
            if datetime.fromisoformat(held["until"]) > now:
                raise IndexBusy(
                    f"The search index at {self._place} is {held['what']} by another process. "
                    "This change was not made; try again when that is done. The library is not touched."
                ) from None
            self._database.create_table(WRITING, [row], mode="overwrite")

    def _held(self) -> dict[str, Any] | None:
        try:
            rows: list[dict[str, Any]] = self._database.open_table(WRITING).search().limit(1).to_list()
        except (ValueError, OSError, RuntimeError):
            return None
        return rows[0] if rows else None


def _row(passage: Passage) -> dict[str, Any]:
    texts = (passage.id, passage.document_id, passage.kind, passage.language, passage.excluded)
    named = dict(zip(FIELDS, map(safe_text, texts), strict=False))
    return {**named, "year": passage.year, "body": body_of(passage)}


def _hit(row: dict[str, Any], score: float, words: float | None, meaning: float | None) -> Hit:
    return Hit(
        passage_id=row["id"],
        document_id=row["document"],
        score=score,
        words=words,
        meaning=meaning,
        kind=row["kind"],
        year=row["year"],
        language=row["language"],
        excluded=row["excluded"],
    )


def _where(request: SearchRequest) -> str:
    """The request's limits in LanceDB's filter language; every value is quoted."""
    named = (("kind", request.kinds), ("language", request.languages), ("document", request.documents))
    parts = [f"{field} IN ({_quoted(values)})" for field, values in named if values]
    if request.years:
        parts.append(f"year >= {int(request.years[0])} AND year <= {int(request.years[1])}")
    parts.append("excluded = ''" if request.standing is Standing.HOLDS else "excluded <> ''")
    return " AND ".join(parts)


def _quoted(values: Iterable[str]) -> str:
    return ", ".join("'" + safe_text(value).replace("'", "''") + "'" for value in values)


def _short(error: BaseException) -> str:
    return " ".join(str(error).split())[:200]
