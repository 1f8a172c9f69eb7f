"""PDF: read by a child process in a locked room, text over a pipe, pages kept as offsets.

The room is bubblewrap's where it is installed (own namespaces, read-only files, no capabilities); elsewhere
the child takes its own namespaces and an empty root where the kernel lets it, and always its limits of
memory, time, file size and processes. What is missing is said on the document.
"""

import json
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from alongside.sources.parsing.describing import doi_of, kind_from_title
from alongside.sources.parsing.hostile import CAPS, CappedStream, Caps, DocumentError, read_whole
from alongside.sources.passages import Draft, ParsedDocument, SourceRecord

_CHILD: Final = Path(__file__).with_name("pdf_child.py")
_DAMAGED: Final = "The PDF is damaged or cut short. Fetch it again."
_STOPPED: Final = "Reading the PDF took too much time or memory, as a hostile file would. It was not read."
_ENDS_SENTENCE = re.compile(r"[.!?:;。！？।][\"”’)\]\d]{0,4}\Z")
_BULLET = re.compile(r"\s*(?:[•●▪◦‣–*-]|\d{1,2}[.)]|\([a-z0-9]\))\s+\S")


@dataclass(frozen=True, slots=True)
class _Line:
    left: float
    bottom: float
    right: float
    top: float
    words: str


@dataclass(slots=True)
class _Block:
    """A paragraph in the making, and where in it a new page begins."""

    words: str
    page: int
    breaks: list[tuple[int, int]]
    is_item: bool


def parse(stream: CappedStream, caps: Caps = CAPS) -> Iterator[ParsedDocument | DocumentError]:
    """The PDF as one document. Raises DocumentError when it cannot be read within its limits."""
    data = read_whole(stream, caps)
    if b"%PDF-" not in data[:1024]:
        raise DocumentError("The file is not a PDF.", stream.where)
    told = _read_in_child(data, stream.where, caps)
    head, pages = told[0], told[1:]
    if head["pages"] > caps.pages:
        raise DocumentError(f"The PDF has more than {caps.pages:,} pages. Split it.", stream.where)
    draft = Draft(title=str(head.get("title") or ""))
    _add_pages(draft, pages)
    _say(draft, head, pages)
    first = draft.finish(SourceRecord()).text[:3000]
    if not draft.title.strip():
        draft.title = first.partition("\n")[0][:200] or stream.where
    yield draft.finish(SourceRecord(kind=kind_from_title(draft.title), doi=doi_of(first)))


# The child


def command(caps: Caps, empty_folder: str) -> list[str]:
    """The command line of the child, inside bubblewrap where that is installed."""
    child = [str(caps.memory), str(caps.seconds), str(caps.pages), empty_folder]
    python = [sys.executable, "-I", "-B", str(_CHILD)]
    bubblewrap = _working(shutil.which("bwrap"))
    if bubblewrap is None:
        return [*python, *child]
    walls = ["--unshare-all", "--die-with-parent", "--new-session", "--cap-drop", "ALL", "--clearenv"]
    walls += ["--proc", "/proc", "--dev", "/dev"]
    folders = {"/usr", "/lib", "/lib64", "/bin", sys.prefix, sys.base_prefix, str(_CHILD)}
    binds = [
        part for folder in sorted(folders) if Path(folder).exists() for part in ("--ro-bind", folder, folder)
    ]
    return [bubblewrap, *walls, *binds, "--dir", empty_folder, "--", *python, *child]


@cache
def _working(bubblewrap: str | None) -> str | None:
    """bubblewrap where it is installed and the kernel lets it work, else None."""
    if bubblewrap is None:
        return None
    trial = [bubblewrap, "--unshare-all", "--ro-bind", "/", "/", "--", "/bin/true"]
    done = subprocess.run(trial, capture_output=True, timeout=20, check=False)
    return bubblewrap if done.returncode == 0 else None


def _read_in_child(data: bytes, where: str, caps: Caps) -> list[dict[str, Any]]:
    with tempfile.TemporaryDirectory(prefix="alongside-pdf-") as empty_folder:
        process = subprocess.Popen(
            command(caps, empty_folder),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"LC_ALL": "C.UTF-8"},
            close_fds=True,
            cwd=empty_folder,
        )
        clock = threading.Timer(caps.seconds, process.kill)
        feeder = threading.Thread(target=_feed, args=(process, data), daemon=True)
        clock.start()
        feeder.start()
        try:
            told = _listen(process, where, caps)
        finally:
            process.kill()
            process.wait()
            clock.cancel()
            feeder.join()
            if process.stdout is not None:
                process.stdout.close()
    return told


def _feed(process: subprocess.Popen[bytes], data: bytes) -> None:
    assert process.stdin is not None
    # When the child dies the pipe breaks; what it leaves unsaid is noticed by the listener.
    with suppress(BrokenPipeError):
        process.stdin.write(data)
    with suppress(BrokenPipeError):
        process.stdin.close()


def _listen(process: subprocess.Popen[bytes], where: str, caps: Caps) -> list[dict[str, Any]]:
    """What the child said, checked as strictly as a file from a stranger: a taken-over child may lie."""
    assert process.stdout is not None
    said: list[dict[str, Any]] = []
    room = caps.text
    while line := process.stdout.readline(room + 1):
        room -= len(line)
        if room < 0:
            raise DocumentError("The PDF holds more text than a real one.", where)
        said.append(_checked(line, where))
        if "error" in said[-1]:
            locked = said[-1]["error"] == "password"
            raise DocumentError("The PDF is locked with a password." if locked else _DAMAGED, where)
    expected = said[0]["pages"] if said and said[0]["pages"] <= caps.pages else 0
    if process.wait() != 0 or not said or len(said) - 1 < expected:
        raise DocumentError(_STOPPED, where)
    return said


def _checked(line: bytes, where: str) -> dict[str, Any]:
    try:
        said = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise DocumentError(_STOPPED, where) from error
    if not isinstance(said, dict) or not all(isinstance(said.get(k, 0), int) for k in ("pages", "page")):
        raise DocumentError(_STOPPED, where)
    return said


# From lines to paragraphs


def _add_pages(draft: Draft, pages: list[dict[str, Any]]) -> None:
    blocks: list[_Block] = []
    for page in pages:
        lines = [_Line(*line) for line in page["lines"]]
        for number, block in enumerate(_blocks(lines, page["page"])):
            if number == 0 and blocks and _runs_on(blocks[-1], block):
                _join(blocks[-1], block)
            else:
                blocks.append(block)
    last_page = 0
    for block in blocks:
        start = draft.add(block.words, (), "item" if block.is_item else "prose")
        for page_number, offset in [(block.page, 0), *block.breaks]:
            if start is not None and page_number > last_page:
                draft.begin_page(page_number, start + offset)
                last_page = page_number


def _blocks(lines: list[_Line], page: int) -> Iterator[_Block]:
    """Paragraphs: lines that follow closely. A wider gap, a bullet or another letter size parts them."""
    words: list[str] = []
    is_item = False
    before: _Line | None = None
    for line in _rows(lines):
        if before is not None and _parts_from(before, line):
            yield _Block(_joined(words), page, [], is_item)
            words, is_item = [], False
        if not words:
            is_item = bool(_BULLET.match(line.words))
        words.append(line.words)
        before = line
    if words:
        yield _Block(_joined(words), page, [], is_item)


def _rows(lines: list[_Line]) -> list[_Line]:
    """pdfium gives one box for each run of one font; boxes that stand side by side are one line."""
    rows: list[_Line] = []
    for line in lines:
        last = rows[-1] if rows else None
        if (
            last
            and line.left >= last.right - 2
            and line.left - last.right < 18
            and _overlap(last, line) > 0.5
        ):
            gap = " " if line.left - last.right > 0.8 and not last.words.endswith(" ") else ""
            rows[-1] = _Line(
                last.left,
                min(last.bottom, line.bottom),
                line.right,
                max(last.top, line.top),
                f"{last.words}{gap}{line.words}",
            )
        else:
            rows.append(line)
    return rows


def _overlap(one: _Line, other: _Line) -> float:
    shared = min(one.top, other.top) - max(one.bottom, other.bottom)
    return shared / max(0.1, min(one.top - one.bottom, other.top - other.bottom))


def _parts_from(before: _Line, line: _Line) -> bool:
    height = max(1.0, min(before.top - before.bottom, line.top - line.bottom))
    gap = before.bottom - line.top
    if gap > 0.9 * height or gap < -2.5 * height:
        return True
    taller = max(before.top - before.bottom, line.top - line.bottom)
    return taller > 1.5 * height or bool(_BULLET.match(line.words) and _ENDS_SENTENCE.search(before.words))


def _joined(lines: list[str]) -> str:
    """Lines as running text. A word parted at a line end is mended; "beta-2" keeps its hyphen."""
    text = ""
    for line in (" ".join(raw.replace("￾", "\u00ad").replace("\x02", "\u00ad").split()) for raw in lines):
        if text.endswith("\u00ad") or (re.search(r"[a-z]{2}-\Z", text) and line[:1].islower()):
            text = text[:-1] + line
        else:
            text = f"{text} {line}" if text else line
    return text


def _runs_on(before: _Block, block: _Block) -> bool:
    """Whether a paragraph goes on over the page: no end before, a small letter after."""
    return not _ENDS_SENTENCE.search(before.words) and block.words[:1].islower()


def _join(before: _Block, block: _Block) -> None:
    words = _joined([before.words, block.words])
    before.breaks.append((block.page, len(words) - len(block.words)))
    before.words = words


def _say(draft: Draft, head: dict[str, Any], pages: list[dict[str, Any]]) -> None:
    hidden = [words for page in pages for words in page.get("hidden", [])]
    if hidden:
        first = " ".join(str(hidden[0]).split())[:120]
        draft.warn(
            "hidden text",
            f"The PDF holds text that a reader cannot see ({len(hidden)} places); it was left out. "
            f"It begins: “{first}”.",
        )
    damaged = sum(1 for page in pages if page.get("damaged"))
    if damaged:
        draft.warn("left out", f"The PDF has damaged pages that were left out: {damaged}.")
    missing = (
        {"network", "files"} - set(head.get("walls", []))
        if _working(shutil.which("bwrap")) is None
        else set()
    )
    if missing:
        draft.warn(
            "sandbox",
            "This machine lets no process be fully walled off; the PDF was read under limits of memory "
            "and time only.",
        )
