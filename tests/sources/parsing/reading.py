"""What the parsing tests share: reading a file of ours, or bytes, through the one door."""

import io
from pathlib import Path

from alongside.sources.parsing.formats import parse
from alongside.sources.parsing.hostile import CAPS, Caps, DocumentError
from alongside.sources.passages import ParsedDocument

FILES = Path(__file__).parent.parent / "files"


def read_file(name: str) -> tuple[list[ParsedDocument], list[DocumentError]]:
    return read_bytes((FILES / name).read_bytes(), name)


def read_bytes(data: bytes, name: str, caps: Caps = CAPS) -> tuple[list[ParsedDocument], list[DocumentError]]:
    found = list(parse(io.BytesIO(data), name, caps))
    documents = [each for each in found if isinstance(each, ParsedDocument)]
    return documents, [each for each in found if isinstance(each, DocumentError)]


def refusal(data: bytes, name: str, caps: Caps = CAPS) -> str:
    """The one sentence with which a file is refused; nothing of it may be let through."""
    documents, errors = read_bytes(data, name, caps)
    assert documents == []
    assert len(errors) == 1
    return errors[0].sentence


def sentences(document: ParsedDocument) -> list[tuple[tuple[str, ...], str, str]]:
    return [
        (document.path_of(s), document.paragraphs[s.paragraph].kind, document.cut(s.start, s.end))
        for s in document.sentences
    ]
