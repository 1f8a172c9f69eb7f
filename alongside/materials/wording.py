"""The words of a handout that readers meet, each with its place."""

from __future__ import annotations

from collections.abc import Iterator

from alongside.editorial.mistakes import Path
from alongside.materials.document import HandoutDocument, Passage


def patient_words(document: HandoutDocument) -> Iterator[tuple[Path, str]]:
    """Every text that patients read, in the order of the page."""
    yield ("title",), document.title
    yield ("in_short",), document.in_short
    for place, section in enumerate(document.sections):
        yield ("sections", place, "heading"), section.heading
        for at, passage in enumerate(section.passages):
            for below, text in passage_words(passage):
                yield ("sections", place, "passages", at, *below), text
    for place, text in enumerate(document.to_do):
        yield ("to_do", place), text
    yield ("ask",), document.ask
    for place, term in enumerate(document.terms):
        yield ("terms", place, "means"), term.means


def passage_words(passage: Passage) -> Iterator[tuple[Path, str]]:
    """The paragraph, then each point."""
    yield ("text",), passage.text
    for place, point in enumerate(passage.points):
        yield ("points", place), point


def passages(document: HandoutDocument) -> Iterator[tuple[Path, Passage]]:
    """Every passage with its place."""
    for place, section in enumerate(document.sections):
        for at, passage in enumerate(section.passages):
            yield ("sections", place, "passages", at), passage


def by_part(document: HandoutDocument) -> dict[Path, str]:
    """The words of each part that a reader takes in at once: a section, the message, what to do."""
    parts: dict[Path, list[str]] = {}
    for path, text in patient_words(document):
        parts.setdefault(path[:2] if path[0] == "sections" else path[:1], []).append(text)
    return {part: as_paragraphs(texts) for part, texts in parts.items()}


def as_paragraphs(texts: list[str]) -> str:
    """One paragraph each; a blank line also ends a sentence without a full stop for the reading meter."""
    return "\n\n".join(texts)
