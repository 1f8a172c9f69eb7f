"""MedlinePlus health topics XML (NLM): one document per topic, its full summary read as HTML."""

from collections.abc import Iterator

from lxml import etree

from alongside.sources.parsing.describing import date_from_words, language_tag
from alongside.sources.parsing.hostile import CAPS, CappedStream, Caps, DocumentError, xml_records
from alongside.sources.parsing.html import add_blocks
from alongside.sources.parsing.wording import child_text, flat_text, text_of
from alongside.sources.passages import Draft, EvidenceKind, Licence, ParsedDocument, SourceRecord

_LICENCE = Licence("Public domain (NLM)", "https://medlineplus.gov/about/using/usingcontent/", True)


def parse(stream: CappedStream, caps: Caps = CAPS) -> Iterator[ParsedDocument | DocumentError]:
    """Each topic as a document. A fault of the file ends it, and is raised."""
    generated = ""
    for topic in xml_records(stream, ("health-topic",), caps):
        parent = topic.getparent()
        if parent is not None and not generated:
            generated = date_from_words((parent.get("date-generated") or "").partition(" ")[0])
        try:
            yield _topic(topic, generated)
        except DocumentError as error:
            yield DocumentError(error.sentence, f"{stream.where} topic {topic.get('id', 'unknown')}")


def _topic(topic: etree._Element, generated: str) -> ParsedDocument:
    summary = topic.find("full-summary")
    words = flat_text(summary) if summary is not None else ""
    title = (topic.get("title") or "").strip()
    if not title or not words.strip():
        raise DocumentError("The topic has no title or no summary.")
    draft = Draft(title=title)
    add_blocks(draft, words)
    return draft.finish(_record(topic, generated))


def _record(topic: etree._Element, generated: str) -> SourceRecord:
    institute = child_text(topic, "primary-institute")
    return SourceRecord(
        kind=EvidenceKind.PATIENT_INFORMATION,
        date=generated or date_from_words(topic.get("date-created") or ""),
        licence=_LICENCE,
        language=language_tag(topic.get("language") or "English") or "en",
        other_ids=(("MedlinePlus", topic.get("id") or ""),),
        mesh=tuple(text_of(d) for d in topic.iterfind("mesh-heading/descriptor")),
        keywords=tuple(text_of(g) for g in topic.iterfind("group")),
        synonyms=tuple(text_of(name) for name in topic.iterfind("also-called")),
        authors=(institute,) if institute else (),
        published_in="MedlinePlus",
        url=topic.get("url") or "",
    )
