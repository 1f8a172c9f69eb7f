"""Which format a file is in, and the one door through which every file is read."""

import io
import re
from collections.abc import Callable, Iterator
from enum import StrEnum
from pathlib import PurePath
from typing import BinaryIO

from alongside.sources.parsing import citations, docx, html, jats, markdown, medlineplus, medquad, pdf, pubmed
from alongside.sources.parsing.hostile import (
    CAPS,
    CappedStream,
    Caps,
    DocumentError,
    open_gzip,
    open_zip,
    prolog,
    read_whole,
    zip_members,
)
from alongside.sources.passages import ParsedDocument


class Format(StrEnum):
    """What is read here."""

    PUBMED = "PubMed XML"
    JATS = "JATS XML"
    MEDQUAD = "MedQuAD XML"
    MEDLINEPLUS = "MedlinePlus topics XML"
    PDF = "PDF"
    HTML = "HTML"
    DOCX = "Word"
    MARKDOWN = "Markdown"
    RIS = "RIS"
    BIBTEX = "BibTeX"
    CSL_JSON = "CSL-JSON"
    GZIP = "gzip"
    ZIP = "zip"


Outcome = ParsedDocument | DocumentError
_PARSERS: dict[Format, Callable[[CappedStream, Caps], Iterator[Outcome]]] = {
    Format.PUBMED: pubmed.parse,
    Format.JATS: jats.parse,
    Format.MEDQUAD: medquad.parse,
    Format.MEDLINEPLUS: medlineplus.parse,
    Format.PDF: pdf.parse,
    Format.HTML: html.parse,
    Format.DOCX: docx.parse,
    Format.MARKDOWN: markdown.parse,
    Format.RIS: citations.parse_ris,
    Format.BIBTEX: citations.parse_bibtex,
    Format.CSL_JSON: citations.parse_csl_json,
}
_SUFFIXES = {
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".ris": Format.RIS,
    ".bib": Format.BIBTEX,
    ".json": Format.CSL_JSON,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".xhtml": Format.HTML,
    ".docx": Format.DOCX,
}
_ROOTS = {
    "PubmedArticleSet": Format.PUBMED,
    "MedlineCitationSet": Format.PUBMED,
    "PubmedBookArticleSet": Format.PUBMED,
    "article": Format.JATS,
    "pmc-articleset": Format.JATS,
    "Document": Format.MEDQUAD,
    "Documents": Format.MEDQUAD,
    "health-topics": Format.MEDLINEPLUS,
    "html": Format.HTML,
}
_ASIDE = re.compile(
    r"\s*(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>)", re.DOTALL | re.IGNORECASE
)
_ROOT = re.compile(r"\s*<(?:[\w.-]+:)?([\w.-]+)")
_HEAD = 64 * 1024
_UNKNOWN = (
    "This kind of file is not read here. Use PubMed, JATS, MedQuAD or MedlinePlus XML, PDF, HTML, "
    "Word (.docx), Markdown, RIS, BibTeX or CSL-JSON."
)


def detect(name: str | PurePath, head: bytes) -> Format | None:
    """The format, from the first bytes where they tell it and from the name where they do not."""
    suffix = PurePath(name).suffix.lower()
    if head[:2] == b"\x1f\x8b":
        return Format.GZIP
    if head[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return Format.DOCX if suffix == ".docx" or b"word/" in head else Format.ZIP
    if b"%PDF-" in head[:1024]:
        return Format.PDF
    if suffix in (".md", ".markdown"):
        return Format.MARKDOWN
    text = prolog(head)
    return _root_format(text) or _SUFFIXES.get(suffix) or _from_text(text)


def _root_format(text: str) -> Format | None:
    at = 0
    is_html = False
    while aside := _ASIDE.match(text, at):
        is_html = is_html or re.match(r"\s*<!doctype\s+html", aside[0], re.I) is not None
        at = aside.end()
    if is_html:
        return Format.HTML
    root = _ROOT.match(text, at)
    return (_ROOTS.get(root[1]) or _ROOTS.get(root[1].lower())) if root else None


def _from_text(text: str) -> Format | None:
    start = text.lstrip("\ufeff \t\r\n")
    if re.match(r"TY {1,2}- ", start):
        return Format.RIS
    if re.match(r"@[A-Za-z]{3,20}\s*[{(]", start):
        return Format.BIBTEX
    return Format.CSL_JSON if re.match(r"\[\s*\{", start) else None


def parse(stream: BinaryIO, name: str, caps: Caps = CAPS) -> Iterator[Outcome]:
    """Every document of a file, and a DocumentError for each part that cannot be read. Nothing is raised for
    a fault of the file: the last thing that comes is then the error.

    ``stream`` is read once, forwards. gzip and zip files are unpacked one level deep.
    """
    capped = CappedStream(stream, caps.stream, PurePath(name).name)
    try:
        yield from _parse(capped, name, caps, depth=0)
    except DocumentError as error:
        yield DocumentError(error.sentence, error.where or capped.where)


def _parse(stream: CappedStream, name: str, caps: Caps, depth: int) -> Iterator[Outcome]:
    head = stream.peek(_HEAD)
    if not head:
        raise DocumentError("The file is empty.", stream.where)
    kind = detect(name, head)
    if kind in (Format.GZIP, Format.ZIP):
        if depth:
            raise DocumentError("An archive inside an archive is not read. Unpack it first.", stream.where)
        yield from _unpacked(stream, name, kind, caps)
        return
    if kind is None:
        raise DocumentError(_UNKNOWN, stream.where)
    yield from _PARSERS[kind](stream, caps)


def _unpacked(stream: CappedStream, name: str, kind: Format, caps: Caps) -> Iterator[Outcome]:
    if kind is Format.GZIP:
        yield from _parse(open_gzip(stream, caps), name.removesuffix(".gz"), caps, depth=1)
        return
    with open_zip(read_whole(stream, caps), stream.where, caps) as archive:
        for member, data in zip_members(archive, stream.where, caps):
            yield from _member(data, member, stream.where, caps)


def _member(data: bytes, member: str, archive: str, caps: Caps) -> Iterator[Outcome]:
    """One file of an archive; its faults are its own and the next file is still read."""
    inner = CappedStream(io.BytesIO(data), caps.stream, f"{archive}/{member}")
    try:
        yield from _parse(inner, member, caps, depth=1)
    except DocumentError as error:
        yield DocumentError(error.sentence, error.where or inner.where)
