"""Markdown (CommonMark with tables), with optional first lines "key: value" between two lines of three
dashes.

Keys: title, kind, date, population, licence, licence_url, may_show (yes or no), language, grade, doi,
pmid, pmcid, mesh, keywords, authors, published_in, url. Lists are parted by semicolons. An unknown key is
an error, so that a slip of the pen is noticed.
"""

from collections.abc import Iterator

from markdown_it import MarkdownIt

from alongside.sources.parsing.describing import (
    date_from_words,
    doi_of,
    kind_from_title,
    kind_from_words,
    language_tag,
    licence_from,
    pmcid_of,
    pmid_of,
)
from alongside.sources.parsing.hostile import (
    CAPS,
    MEGABYTE,
    CappedStream,
    Caps,
    DocumentError,
    decode,
    read_whole,
)
from alongside.sources.parsing.html import add_blocks
from alongside.sources.passages import Draft, EvidenceKind, Licence, ParsedDocument, SourceRecord
from alongside.sources.sentences import word_set

_KEYS = word_set("""title kind date population licence licence_url may_show language grade doi pmid
    pmcid mesh keywords authors published_in url""")
# Some inputs take a Markdown parser quadratic time; texts for people are far smaller than this.
_MOST = 2 * MEGABYTE


def parse(stream: CappedStream, caps: Caps = CAPS) -> Iterator[ParsedDocument | DocumentError]:
    """The file as one document. Raises DocumentError when it cannot be read."""
    data = read_whole(stream, caps)
    if len(data) > _MOST:
        raise DocumentError("A Markdown file may hold up to 2 MB. Split it.", stream.where)
    said, body = _first_lines(decode(data, stream.where).replace("\r\n", "\n"), stream.where)
    rendered = MarkdownIt("commonmark", {"html": False, "maxNesting": 20}).enable("table").render(body)
    draft = Draft(title=said.get("title") or _first_heading(body) or stream.where)
    add_blocks(draft, rendered, stream.where)
    yield draft.finish(_record(said, draft.title, stream.where))


def _first_lines(text: str, where: str) -> tuple[dict[str, str], str]:
    if not text.startswith("---\n"):
        return {}, text
    head, closed, body = text[4:].partition("\n---\n")
    if not closed:
        raise DocumentError("The first lines open with --- but are not closed with ---.", where)
    said: dict[str, str] = {}
    for line in head.splitlines():
        key, colon, value = line.partition(":")
        key = key.strip().lower()
        if not line.strip():
            continue
        if not colon or key not in _KEYS or key in said:
            raise DocumentError(
                f"The first line “{line.strip()[:80]}” is not understood or stands twice.", where
            )
        said[key] = value.strip().strip("\"'")
    return said, body


def _first_heading(body: str) -> str:
    return next((line[2:].strip(" #") for line in body.splitlines() if line.startswith("# ")), "")


def _record(said: dict[str, str], title: str, where: str) -> SourceRecord:
    return SourceRecord(
        kind=_kind(said.get("kind", ""), title, where),
        date=_date(said.get("date", ""), where),
        population=said.get("population", ""),
        licence=_licence(said),
        language=language_tag(said.get("language", "")),
        grade=said.get("grade", ""),
        doi=doi_of(said.get("doi", "")),
        pmid=pmid_of(said.get("pmid", "")),
        pmcid=pmcid_of(said.get("pmcid", "")),
        mesh=_listed(said.get("mesh", "")),
        keywords=_listed(said.get("keywords", "")),
        authors=_listed(said.get("authors", "")),
        published_in=said.get("published_in", ""),
        url=said.get("url", ""),
    )


def _kind(words: str, title: str, where: str) -> EvidenceKind:
    if not words:
        return kind_from_title(title)
    kind = kind_from_words(words)
    if kind is None:
        ours = ", ".join(kind.value for kind in EvidenceKind)
        raise DocumentError(f"The kind “{words[:60]}” is not known. Use one of: {ours}.", where)
    return kind


def _date(words: str, where: str) -> str:
    date = date_from_words(words)
    if words and not date:
        raise DocumentError(f"The date “{words[:40]}” is not understood. Write it as 2021-03-09.", where)
    return date


def _licence(said: dict[str, str]) -> Licence:
    found = licence_from(said.get("licence", ""), said.get("licence_url", ""))
    if "may_show" not in said:
        return found
    return Licence(found.name, found.url, said["may_show"].lower() in ("yes", "true"))


def _listed(words: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in words.split(";") if part.strip())
