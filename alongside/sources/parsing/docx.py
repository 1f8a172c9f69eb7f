"""Word documents: unpacked with care, hidden runs taken out, then mammoth's clean HTML.

mammoth trusts its XML, so every part is first read by our own helper, and mammoth sees what that wrote.
"""

import io
import zipfile
from collections.abc import Iterator

import mammoth
from lxml import etree

from alongside.sources.parsing.describing import kind_from_title
from alongside.sources.parsing.hostile import (
    CAPS,
    CappedStream,
    Caps,
    DocumentError,
    open_zip,
    read_whole,
    xml_tree,
    zip_members,
)
from alongside.sources.parsing.html import add_blocks
from alongside.sources.parsing.wording import local_name
from alongside.sources.passages import Draft, ParsedDocument, SourceRecord

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MAIN = "word/document.xml"
_CORE = "docProps/core.xml"
# Half-points: text of two points and less is not meant to be read.
_TINY = 4


def parse(stream: CappedStream, caps: Caps = CAPS) -> Iterator[ParsedDocument | DocumentError]:
    """The document. Raises DocumentError when it cannot be read."""
    parts = _parts(read_whole(stream, caps), stream.where, caps)
    if _MAIN not in parts:
        raise DocumentError("The file is not a Word document: it has no main text.", stream.where)
    main = xml_tree(parts[_MAIN], f"{stream.where}/{_MAIN}", caps)
    hidden = _take_out_hidden(main)
    parts[_MAIN] = etree.tostring(main, encoding="utf-8", xml_declaration=True)
    title, said = _core(parts.get(_CORE), stream.where, caps)
    draft = Draft(title=title)
    add_blocks(draft, _html(parts, stream.where), stream.where)
    if hidden:
        draft.warn(
            "hidden text",
            f"The file holds text that a reader cannot see ({len(hidden)} places); it was left out. "
            f"It begins: “{hidden[0][:120]}”.",
        )
    if not draft.title:
        draft.title = _first_words(draft) or stream.where
    yield draft.finish(SourceRecord(kind=kind_from_title(draft.title), date=said.date, authors=said.authors))


def _parts(data: bytes, where: str, caps: Caps) -> dict[str, bytes]:
    """The XML parts of the package; pictures and the rest are not unpacked into it."""
    parts: dict[str, bytes] = {}
    with open_zip(data, where, caps) as archive:
        for name, content in zip_members(archive, where, caps):
            if name.endswith((".xml", ".rels")):
                root = xml_tree(content, f"{where}/{name}", caps)
                parts[name] = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return parts


def _html(parts: dict[str, bytes], where: str) -> str:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    packed.seek(0)
    no_pictures = mammoth.images.img_element(lambda _: {})
    try:
        result = mammoth.convert_to_html(packed, convert_image=no_pictures, ignore_empty_paragraphs=True)
    # mammoth raises whatever its own code trips over; for us each of them means "not a document".
    except Exception as error:
        raise DocumentError(
            "The Word document is damaged or of a kind that is not read here.", where
        ) from error
    return str(result.value)


def _take_out_hidden(main: etree._Element) -> list[str]:
    """Remove runs that are hidden, white without shading, or tiny; returns what they said."""
    hidden: list[str] = []
    for run in list(main.iter(f"{_W}r")):
        if not _is_hidden(run):
            continue
        text = "".join(part.text or "" for part in run.iter(f"{_W}t"))
        if text.strip():
            hidden.append(" ".join(text.split()))
        parent = run.getparent()
        if parent is not None:
            parent.remove(run)
    return hidden


def _is_hidden(run: etree._Element) -> bool:
    said = run.find(f"{_W}rPr")
    if said is None:
        return False
    vanish = said.find(f"{_W}vanish")
    if vanish is not None and vanish.get(f"{_W}val", "1") not in ("0", "false", "off"):
        return True
    size = said.find(f"{_W}sz")
    if (
        size is not None
        and (size.get(f"{_W}val") or "").isdecimal()
        and int(size.get(f"{_W}val", "24")) <= _TINY
    ):
        return True
    colour = said.find(f"{_W}color")
    shaded = said.find(f"{_W}shd") is not None or said.find(f"{_W}highlight") is not None
    white = colour is not None and (colour.get(f"{_W}val") or "").upper() == "FFFFFF"
    return white and not shaded and not _is_in_shaded_cell(run)


def _is_in_shaded_cell(run: etree._Element) -> bool:
    return any(
        above.find(f"{_W}{name}/{_W}shd") is not None
        for above in run.iterancestors(f"{_W}tc", f"{_W}p", f"{_W}tbl")
        for name in ("tcPr", "pPr", "tblPr")
    )


def _core(data: bytes | None, where: str, caps: Caps) -> tuple[str, SourceRecord]:
    if data is None:
        return "", SourceRecord()
    said = {local_name(e): (e.text or "").strip() for e in xml_tree(data, where, caps)}
    date = (said.get("modified") or said.get("created") or "")[:10]
    creator = said.get("creator", "")
    return said.get("title", ""), SourceRecord(date=date, authors=(creator,) if creator else ())


def _first_words(draft: Draft) -> str:
    finished = draft.finish(SourceRecord())
    if finished.sections and finished.sections[0].path:
        return finished.sections[0].path[0]
    return finished.cut(*finished.sentences[0][:2])[:200] if finished.sentences else ""
