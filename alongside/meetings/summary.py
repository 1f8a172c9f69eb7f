"""The plain summary of a meeting: our sentences, measured; people's own words, quoted and never measured.

Our sentences must be at or below US fifth grade, measured together at closing. People's own words are kept
as they were said. Dates and names are not judged as hard words.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from alongside.plain.reading.measure import Reading, measure

PLAIN_GRADE = 5.0


@dataclass(frozen=True, slots=True)
class Quoted:
    """Somebody's own words. `about`: our few words that introduce them."""

    about: str
    words: str
    said_by: str


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, our sentences under it, names that stand in a list, and what people said."""

    title: str
    sentences: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    quotes: tuple[Quoted, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """Everything that the summary tells, as words for a reader.

    `met`: day and time. `outcome`: what the team told and agreed in plain words, typed at closing. `todos`:
    (what, who, by when or ""). `next_meeting`: day and time or "". `still_unclear`: what to explain again.
    """

    called: str
    met: str
    there: Sequence[str]
    outcome: Sequence[str]
    said: Sequence[Quoted]
    asked: Sequence[tuple[Quoted, Quoted | None]]
    agreed: Sequence[Quoted]
    todos: Sequence[tuple[str, str, str]]
    still_unclear: Sequence[str]
    next_meeting: str
    next_by: str


def sections_of(told: Told) -> tuple[Section, ...]:
    """The whole summary in the order in which a family reads it; empty parts are left out."""
    found = (
        _met(told),
        Section("What the team told you", tuple(told.outcome)),
        Section("What was said", quotes=tuple(told.said)),
        Section(
            "What you asked", _asked(told), (), tuple(quote for pair in told.asked for quote in pair if quote)
        ),
        Section("What we agreed", quotes=tuple(told.agreed)),
        Section("Who does what", quotes=tuple(_todo(*todo) for todo in told.todos)),
        Section(
            "What we will say again", quotes=tuple(Quoted("", words, "") for words in told.still_unclear)
        ),
        _next(told),
    )
    return tuple(section for section in found if section.sentences or section.quotes)


def reading_of(sections: Sequence[Section], excused: Sequence[str] = (), language: str = "en") -> Reading:
    """The reading of our own sentences: of each section and of all together, the hardest one.

    So a hard section does not hide among easy ones. `excused`: names that stand in the sentences.
    """
    each = [" ".join(section.sentences) for section in sections if section.sentences]
    readings = [measure(text, language, excused) for text in (*each, " ".join(each))]
    return max(readings, key=lambda reading: (reading.grade is not None, reading.grade or 0))


def is_plain(reading: Reading) -> bool:
    """At or below fifth grade; what cannot be measured is not called plain."""
    return reading.grade is not None and reading.grade <= PLAIN_GRADE


def _met(told: Told) -> Section:
    there = ("These people were there:",) if told.there else ()
    sentences = (f"We met to talk about {told.called}.", f"We met on {told.met}.", *there)
    return Section("We met", sentences, tuple(told.there))


def _asked(told: Told) -> tuple[str, ...]:
    if any(answer is None for _question, answer in told.asked):
        return ("Some of this is still open. We will come back to it.",)
    return ()


def _todo(what: str, who: str, by: str) -> Quoted:
    return Quoted(by, what, who)


def _next(told: Told) -> Section:
    sentences: tuple[str, ...]
    if told.next_meeting:
        sentences = (
            f"We will meet again on {told.next_meeting}.",
            "Tell us if this time is not good for you.",
        )
    elif told.next_by:
        sentences = (f"We want to meet again by {told.next_by}.", "We will send you times to choose from.")
    else:
        sentences = ("Tell us when you want to meet again.",)
    return Section("What comes next", (*sentences, "You can ask us at any time."))
