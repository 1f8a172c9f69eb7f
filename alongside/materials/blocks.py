"""A handout cut into the pieces that a reviewer looks at, with each claim beside its place in the source."""

from __future__ import annotations

from collections.abc import Iterator

from alongside.editorial.blocks import Block, Cited, Kind
from alongside.editorial.mistakes import Path
from alongside.editorial.plain_words import FIGURES
from alongside.materials.document import Citing, HandoutDocument, Section
from alongside.materials.wording import as_paragraphs, by_part
from alongside.sources.records import Record

_ABOUT = ("authors", "funding", "conflicts", "update_policy", "published", "next_review_due")


def blocks_of(document: HandoutDocument) -> tuple[Block, ...]:
    """Every piece of the handout in reading order."""
    return tuple(_blocks(document))


def block_of(document: HandoutDocument, path: Path) -> str:
    """The key of the piece in which a path of the document lies, "" for the whole."""
    match path:
        case ("sections", int(place), *_):
            return f"sections/{document.sections[place].key}"
        case ("sources", int(place), *_):
            return f"sources/{document.sources[place].key}"
        case (("title" | "in_short" | "to_do" | "ask" | "terms") as part, *_):
            return part
        case (str(part), *_) if part in _ABOUT:
            return "about"
    return ""


def carries_numbers(document: HandoutDocument) -> bool:
    """Whether a figure stands in the words, so that a clinician and a patient reviewer look at it."""
    return any(block.kind is Kind.NUMBER for block in blocks_of(document))


def _blocks(document: HandoutDocument) -> Iterator[Block]:
    words = by_part(document)
    yield Block(key="title", heading="Title", text=document.title)
    yield Block(key="in_short", heading="In short", text=document.in_short)
    for place, section in enumerate(document.sections):
        yield _section(document, section, words["sections", place])
    yield Block(key="to_do", heading="What you can do", text=words[("to_do",)])
    yield Block(key="ask", heading="Whom to ask", text=document.ask)
    if document.terms:
        told = as_paragraphs([f"{term.word}: {term.means}" for term in document.terms])
        yield Block(key="terms", heading="Words explained", text=told)
    yield Block(key="about", heading="Who made it", text=_about(document), kind=Kind.FACTS)
    yield from map(_source, document.sources)


def _section(document: HandoutDocument, section: Section, words: str) -> Block:
    cited = tuple(_cited(document, citing) for passage in section.passages for citing in passage.cites)
    has_figures = cited and FIGURES.search(words)
    return Block(
        key=f"sections/{section.key}",
        heading=section.heading,
        text=words,
        kind=Kind.NUMBER if has_figures else Kind.WORDS,
        cited=cited,
    )


def _cited(document: HandoutDocument, citing: Citing) -> Cited:
    return Cited(
        source=citing.source,
        citation=document.source(citing.source).reference(),
        place=f"{citing.place}: {citing.says}",
        tag=citing.tag.value,
    )


def _about(document: HandoutDocument) -> str:
    told = {
        "Authors": ", ".join(document.authors),
        "Funding": document.funding,
        "Ties": document.conflicts,
        "Updates": document.update_policy,
        "Published": document.published,
        "Next review": document.next_review_due,
    }
    return as_paragraphs([f"{name}: {value}" for name, value in told.items()])


def _source(record: Record) -> Block:
    identifiers = [f"{scheme} {value}" for scheme, value in record.identifiers()]
    standing = "" if record.primary else "Reports the work of others."
    told = [record.reference(), *identifiers, standing, record.note or ""]
    return Block(
        key=f"sources/{record.key}",
        heading=record.key,
        text=as_paragraphs([one for one in told if one]),
        kind=Kind.FACTS,
        for_patients=False,
    )
