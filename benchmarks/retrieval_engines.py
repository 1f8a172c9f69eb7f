"""The engines that benchmarks/retrieval.py compares: ours, and its peers where they are installed."""

import hashlib
import re
import sqlite3
import sys
from collections.abc import Callable, Iterable, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

import numpy as np
from lucene import Lucene, why_not

from alongside.sources.index.embedding import MiniLM
from alongside.sources.index.lexical import analyzed
from alongside.sources.index.protocol import Embedder, EvidenceIndex, Passage, SearchRequest, Ways
from alongside.sources.index.tandem import TandemIndex
from alongside.sources.index.vectors import Vectors

DEPTH = 100
AT_ONCE = 50_000


class Engine(Protocol):
    """What is measured: built once, then asked for ids."""

    def build(self, passages: list[Passage]) -> None: ...

    def find(self, question: str) -> list[str]: ...

    def size(self) -> int: ...


class Remembered:
    """An embedder that keeps the vectors of a collection in a file between runs."""

    def __init__(self, inner: MiniLM, folder: Path) -> None:
        self._inner, self._folder = inner, folder
        self._known: dict[str, Vectors] = {}
        self.name, self.dimensions = inner.name, inner.dimensions

    def learn(self, texts: Iterable[str]) -> None:
        """Have the vectors of these texts at hand, from the file if there is one."""
        different = list(dict.fromkeys(texts))
        mark = hashlib.sha256("\x1f".join([self.name, *different]).encode()).hexdigest()[:16]
        path = self._folder / f"vectors-{mark}.npy"
        if not path.exists():
            self._folder.mkdir(parents=True, exist_ok=True)
            np.save(path, self._inner.vectors(different))
        self._known = dict(zip(different, np.load(path, mmap_mode="r"), strict=True))

    def vectors(self, texts: Sequence[str]) -> Vectors:
        return np.stack([self._known[text] for text in texts])

    def vector(self, text: str) -> Vectors:
        return self._inner.vector(text)


class Ours:
    """One of our indexes, asked one of its ways."""

    def __init__(self, index: EvidenceIndex, ways: Ways) -> None:
        self.index, self.ways = index, ways

    def build(self, passages: list[Passage]) -> None:
        self.index.rebuild(passages, sequence=1)

    def find(self, question: str) -> list[str]:
        request = SearchRequest(text=question, limit=DEPTH, per_document=0, ways=self.ways)
        return [hit.passage_id for hit in self.index.search(request)]

    def size(self) -> int:
        return self.index.stats().bytes


class Fts5:
    """SQLite's FTS5, Porter stems, contentless; the question's words joined by OR, each quoted."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "fts5.sqlite"

    def build(self, passages: list[Passage]) -> None:
        self.ids = [passage.id for passage in passages]
        self.base = sqlite3.connect(self.path)
        self.base.execute(
            "CREATE VIRTUAL TABLE p USING fts5(title, body, content='', tokenize='porter unicode61')"
        )
        rows = ((place, one.title, one.text) for place, one in enumerate(passages))
        self.base.executemany("INSERT INTO p(rowid, title, body) VALUES (?, ?, ?)", rows)
        self.base.commit()

    def find(self, question: str) -> list[str]:
        words = dict.fromkeys(re.findall(r"\w+", question.lower()))
        asked = " OR ".join(f'"{word}"' for word in words)
        found = self.base.execute("SELECT rowid FROM p WHERE p MATCH ? ORDER BY rank LIMIT ?", (asked, DEPTH))
        return [self.ids[row] for (row,) in found]

    def size(self) -> int:
        return self.path.stat().st_size


class Bm25s:
    """bm25s with k1 1.2 and b .75 over the terms of our analyser (it brings no stemmer itself)."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "bm25s"

    def build(self, passages: list[Passage]) -> None:
        self.ids = [passage.id for passage in passages]
        self.engine = import_module("bm25s").BM25(k1=1.2, b=0.75)
        # One string for each different term: a million passages would not fit otherwise.
        terms = [[sys.intern(term) for term in analyzed(f"{one.title} {one.text}")] for one in passages]
        self.engine.index(terms, show_progress=False)
        self.engine.save(str(self.folder))

    def find(self, question: str) -> list[str]:
        terms = list(dict.fromkeys(analyzed(question)))
        most = min(DEPTH, len(self.ids))
        places, _ = self.engine.retrieve([terms], k=most, show_progress=False)
        return [self.ids[place] for place in places[0]]

    def size(self) -> int:
        return sum(path.stat().st_size for path in self.folder.rglob("*"))


def _rows(passages: list[Passage]) -> list[dict[str, str]]:
    return [{"id": one.id, "body": f"{one.title} {one.text}"} for one in passages]


class LanceWords:
    """LanceDB's own full-text search, English stems, title and text in one column."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "lance"

    def build(self, passages: list[Passage]) -> None:
        database = import_module("lancedb").connect(str(self.folder))
        words = import_module("lancedb.index").FTS(remove_stop_words=False)
        self.table = database.create_table("p", _rows(passages[:AT_ONCE]))
        for start in range(AT_ONCE, len(passages), AT_ONCE):
            self.table.add(_rows(passages[start : start + AT_ONCE]))
        self.table.create_index("body", config=words)

    def find(self, question: str) -> list[str]:
        asked = import_module("lancedb.query").MatchQuery(question, "body")
        found = self.table.search(asked, query_type="fts")
        return [row["id"] for row in found.select(["id", "_score"]).limit(DEPTH).to_list()]

    def size(self) -> int:
        return sum(path.stat().st_size for path in self.folder.rglob("*") if path.is_file())


def engine(name: str, folder: Path, embedder: Embedder | None) -> Engine:
    """The engine of that name, its files in `folder`."""
    if name == "ours: words":
        return Ours(TandemIndex(folder / "ours"), Ways.WORDS)
    if name == "ours: meaning":
        return Ours(TandemIndex(folder / "ours", embedder), Ways.MEANING)
    if name == "ours: both":
        return Ours(TandemIndex(folder / "ours", embedder), Ways.BOTH)
    if name == "ours, shared: both":
        from alongside.sources.index.lance import LanceIndex

        return Ours(LanceIndex(str(folder / "shared"), embedder), Ways.BOTH)
    peers: dict[str, Callable[[Path], Engine]] = {
        "SQLite FTS5": Fts5,
        "bm25s": Bm25s,
        "LanceDB FTS": LanceWords,
        "Lucene": Lucene,
    }
    return peers[name](folder)


def engines(embedder: bool) -> list[str]:
    """The engines that can run here."""
    names = ["ours: words", *(["ours: meaning", "ours: both"] if embedder else []), "SQLite FTS5"]
    names += ["bm25s"] if find_spec("bm25s") else []
    names += ["LanceDB FTS", *(["ours, shared: both"] if embedder else [])] if find_spec("lancedb") else []
    return [*names, *([] if why_not() else ["Lucene"])]
