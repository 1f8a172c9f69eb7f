"""The only place where a PDF is opened: a program of its own, run in a locked room by ``pdf.py``.

Reads the PDF from standard input and writes one JSON object a line to standard output: first {"pages",
"title", "walls"}, then for each page {"page", "lines", "hidden"}. It imports nothing of the platform. Before
it looks at the first byte of the file it gives up the network, the file system and the right to start
anything.

Usage: pdf_child.py MEMORY_BYTES SECONDS MOST_PAGES EMPTY_FOLDER
"""

import codecs
import ctypes
import json
import os
import resource
import sys
from typing import Any

import pypdfium2

_NEWNS, _NEWIPC, _NEWUSER, _NEWNET = 0x00020000, 0x08000000, 0x10000000, 0x40000000
_NO_NEW_PRIVILEGES = 38
# Below this difference of grey levels (of 255) between letter and ground, nobody can read the text.
_CONTRAST = 14
# A line box thinner than this, in points, is not meant to be read.
_THIN = 1.5
_SCALE = 1.0


def lock_room(memory: int, seconds: int, empty_folder: str) -> list[str]:
    """Take away what the child does not need; returns the names of the walls that stand."""
    walls = []
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    if libc.unshare(_NEWUSER | _NEWNET | _NEWNS | _NEWIPC) == 0:
        walls.append("network")
        if libc.chroot(os.fsencode(empty_folder)) == 0:
            os.chdir("/")
            walls.append("files")
    for name, limit in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 16),
    ):
        resource.setrlimit(name, (limit, limit))
    return [*walls, "limits"]


def say(values: dict[str, Any]) -> None:
    sys.stdout.buffer.write(json.dumps(values).encode("utf-8") + b"\n")
    sys.stdout.buffer.flush()


def main() -> int:
    memory, seconds, most_pages, empty_folder = sys.argv[1:5]
    # Python reads a codec from disk when it is first used; inside the room there is no disk.
    codecs.lookup("utf-16-le")
    walls = lock_room(int(memory), int(seconds), empty_folder)
    data = sys.stdin.buffer.read()
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        say({"error": "password" if "password" in str(error).lower() else "damaged"})
        return 0
    count = len(document)
    say({"pages": count, "title": document.get_metadata_value("Title"), "walls": walls})
    if count > int(most_pages):
        return 0
    for number in range(count):
        say(read_page(document, number))
    return 0


def read_page(document: pypdfium2.PdfDocument, number: int) -> dict[str, Any]:
    """The visible lines of one page with their place, and the text on it that cannot be seen."""
    try:
        page = document[number]
        text = page.get_textpage()
        picture = Picture(page)
    except pypdfium2.PdfiumError:
        return {"page": number + 1, "lines": [], "hidden": [], "damaged": True}
    lines: list[list[Any]] = []
    hidden: list[str] = []
    for place in range(text.count_rects()):
        left, bottom, right, top = text.get_rect(place)
        words = bounded_text(text, left, bottom, right, top)
        if words.strip():
            seen = picture.shows(left, bottom, right, top)
            lines.append(
                [round(left, 1), round(bottom, 1), round(right, 1), round(top, 1), words]
            ) if seen else (hidden.append(words))
    page.close()
    return {"page": number + 1, "lines": lines, "hidden": hidden}


def bounded_text(text: pypdfium2.PdfTextPage, left: float, bottom: float, right: float, top: float) -> str:
    return str(text.get_text_bounded(left, bottom, right, top))


class Picture:
    """The page as it would be printed, in grey, to compare its text with what can be seen."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        bitmap = page.render(scale=_SCALE, grayscale=True)
        # pdfium itself says where a point of the page lies in the picture: a page may take its box from the
        # document, have its origin anywhere, or be turned.
        self._places = bitmap.get_posconv(page)
        self._width, self._height, self._stride = bitmap.width, bitmap.height, bitmap.stride
        self._rows = bytes(bitmap.buffer)
        bitmap.close()

    def shows(self, left: float, bottom: float, right: float, top: float) -> bool:
        """Whether something stands out from its ground inside this box (points of the page)."""
        if top - bottom < _THIN or right - left < 0.2:
            return False
        corners = [self._places.to_bitmap(x, y) for x, y in ((left, bottom), (right, top))]
        columns = _between([x for x, _ in corners], self._width)
        rows = _between([y for _, y in corners], self._height)
        if columns[0] >= columns[1] or rows[0] >= rows[1]:
            return False
        cut = [
            self._rows[r * self._stride + columns[0] : r * self._stride + columns[1]] for r in range(*rows)
        ]
        return max(max(row) for row in cut) - min(min(row) for row in cut) >= _CONTRAST


def _between(places: list[int], size: int) -> tuple[int, int]:
    """From the first picture point to behind the last, inside the picture."""
    return max(0, min(places)), min(size, max(places) + 1)


if __name__ == "__main__":
    sys.exit(main())
