"""A paper: what is handed over printed or kept as a file, set as a tagged PDF that a screen reader can read.

Pure: from a value of `Paper` to bytes, no Django. typst sets it under PDF/UA-1, which refuses a picture
without its text alternative and a letter that no font can show. People's words travel as data (JSON) into the
fixed page `paper.typ`, so nothing that somebody typed is ever run as markup. HTML stays the record; a paper
is one more way to read it.

The same paper gives the same bytes with the same version of typst and the same fonts.
"""

import re
import unicodedata
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

import msgspec
import typst

PAGE = Path(__file__).with_name("paper.typ")

_NO_FONT = re.compile(r'the text `"(?P<text>.*?)"` could not be displayed', re.DOTALL)
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
_LINE_END = re.compile("\r\n?|\x85|\u2028|\u2029")
# Control characters, which no browser shows; the tab and the line break are dealt with before.
_UNSEEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f]")
_HALF_LETTER = re.compile("[\ud800-\udfff]")


class CannotBeSet(ValueError):
    """No font of this machine shows these letters; `letters` holds the first that failed.

    Nothing is left out silently: the reader is told, and prints the page from the browser instead.
    """

    def __init__(self, letters: str) -> None:
        self.letters = letters
        name = unicodedata.name(letters[:1], "without a name") if letters else "without a name"
        super().__init__(
            f"This text holds a letter ({name}) that no font of this computer can put on paper. "
            "Print the page from the browser, or have a font for this script installed."
        )


class Heading(msgspec.Struct, frozen=True, tag="heading", tag_field="kind"):
    """`level` 1 stands right under the title; no level may be left out on the way down."""

    words: str
    level: Literal[1, 2, 3] = 1


class Paragraph(msgspec.Struct, frozen=True, tag="paragraph", tag_field="kind"):
    """A line break in `words` stays one."""

    words: str
    strong: bool = False


class SmallPrint(msgspec.Struct, frozen=True, tag="small print", tag_field="kind"):
    words: str


class Bullets(msgspec.Struct, frozen=True, tag="bullets", tag_field="kind"):
    items: tuple[str, ...]


class Facts(msgspec.Struct, frozen=True, tag="facts", tag_field="kind"):
    """(word, what it is) pairs."""

    pairs: tuple[tuple[str, str], ...]


class Quotation(msgspec.Struct, frozen=True, tag="quotation", tag_field="kind"):
    """Somebody's own words. `language`: their language, where it is another than the paper's."""

    words: str
    said_by: str
    language: str = ""


class Table(msgspec.Struct, frozen=True, tag="table", tag_field="kind"):
    """Every row has as many cells as the head. Raises ValueError otherwise."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""

    def __post_init__(self) -> None:
        if any(len(row) != len(self.head) for row in self.rows):
            raise ValueError(f"Every row of a table has {len(self.head)} cells, as its head has.")


class Picture(msgspec.Struct, frozen=True, tag="picture", tag_field="kind"):
    """Our own drawing with the sentence that says the same. `width` in millimetres.

    `svg` is never made of anybody's words. `mirrors`: read from the right where the paper is.
    Raises ValueError without an alternative.
    """

    svg: str
    alternative: str
    caption: str
    width: int = 50
    mirrors: bool = True

    def __post_init__(self) -> None:
        if not self.alternative.strip():
            raise ValueError("A picture needs a sentence that says what it shows.")


class SideBySide(msgspec.Struct, frozen=True, tag="side by side", tag_field="kind"):
    """Pictures that are read against each other."""

    pictures: tuple[Picture, ...]


Block = (
    Heading | Paragraph | SmallPrint | Bullets | Facts | Quotation | Table | Picture | SideBySide
)  # fmt: skip


class Paper(msgspec.Struct, frozen=True):
    """What a paper holds. `language`: as in HTML ("en", "pt-BR"); `made_at` carries its time zone.

    `foot` stands on every page beside the page's number; `size` of the letters in points.
    Raises ValueError for a title without words and for a language that is none.
    """

    title: str
    blocks: tuple[Block, ...]
    made_at: datetime
    language: str = "en"
    direction: Literal["ltr", "rtl"] = "ltr"
    foot: str = ""
    sheet: Literal["a4", "us-letter"] = "a4"
    size: float = 11.5

    def __post_init__(self) -> None:
        if not self.title.strip():
            raise ValueError("A paper needs a title.")
        if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]+)*", self.language):
            raise ValueError(f"{self.language!r} names no language; write it as in HTML, for instance pt-BR.")
        if self.made_at.tzinfo is None:
            raise ValueError("The time at which a paper is made carries its time zone.")


def pdf(paper: Paper, *, system_fonts: bool = True) -> bytes:
    """The paper as a tagged PDF (PDF/UA-1 as typst checks it).

    `system_fonts`: scripts beyond Latin, Greek, Cyrillic and Hebrew need fonts of the machine (Debian:
    fonts-noto-core, fonts-noto-cjk). Raises `CannotBeSet` for a letter that none of them shows.
    """
    try:
        return typst.compile(
            PAGE.read_bytes(),
            sys_inputs={"paper": _data(paper)},
            pdf_standards=["ua-1"],
            ignore_system_fonts=not system_fonts,
            timestamp=int(paper.made_at.timestamp()),
        )
    except typst.TypstError as problem:
        found = _NO_FONT.search(problem.message)
        if found is None:
            raise
        raise CannotBeSet(_read(found["text"])) from problem


def _data(paper: Paper) -> str:
    language, *rest = paper.language.lower().split("-")
    region = next((part.upper() for part in rest if re.fullmatch("[a-z]{2}", part)), None)
    body = msgspec.to_builtins(paper) | {"language": language, "region": region}
    return msgspec.json.encode(_shown(body)).decode()


def _shown(value: Any) -> Any:
    """The value with only such characters in its words as a page shows, too."""
    if isinstance(value, str):
        return _shown_words(value)
    if isinstance(value, dict):
        return {name: _shown(part) for name, part in value.items()}
    return [_shown(part) for part in value] if isinstance(value, list | tuple) else value


def _shown_words(words: str) -> str:
    if broken := _HALF_LETTER.search(words):
        raise CannotBeSet(broken[0])
    return _UNSEEN.sub("", _LINE_END.sub("\n", words.replace("\t", " ")))


def _read(text: str) -> str:
    """The letters of a message of typst, which writes unusual ones as numbers."""
    return _ESCAPED.sub(lambda sign: chr(int(sign[1], 16)), text)
