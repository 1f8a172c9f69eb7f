"""A handout as data: the shape of the file that authors write (format 1).

One file is one handout in one language at one reading level. Where a passage claims something that somebody
found out, it cites the work, the place in it, and what stands there; the gate compares their numbers.
Criteria behind the fields: the CDC Clear Communication Index (main message first, what to do, who to ask).
"""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Annotated, Any, Literal

import msgspec

from alongside.sources.estimates import Key, Tag, Text
from alongside.sources.records import Record

Language = Annotated[str, msgspec.Meta(pattern="^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
IsoDate = Annotated[str, msgspec.Meta(pattern="^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]
AtLeastOne = msgspec.Meta(min_length=1)


class Level(StrEnum):
    """For whom the words are: `LIMITS` says up to which school grade."""

    PLAIN = "plain"
    """For everybody: the level that is shown unless somebody asks for another."""
    EASIER = "easier"
    """For people who read slowly, or in a language that is not theirs."""


class Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What all parts share: frozen, named fields only, nothing unknown."""


class Citing(Part, frozen=True, kw_only=True):
    """What a passage leans on: the source's key, the place in it, what stands there (told in our words with
    the source's own numbers), and how it was read."""

    source: Key
    place: Text
    says: Text
    tag: Tag


class Passage(Part, frozen=True, kw_only=True):
    """A paragraph, or a sentence and the points of a list under it."""

    text: Text
    points: tuple[Text, ...] = ()
    cites: tuple[Citing, ...] = ()


class Section(Part, frozen=True, kw_only=True):
    """Passages under one heading. ``key`` is the same in every language and level."""

    key: Key
    heading: Text
    passages: Annotated[tuple[Passage, ...], AtLeastOne]
    room_to_write: bool = False
    """Whether the printed page leaves lines to write on."""


class Term(Part, frozen=True, kw_only=True):
    """A word of the ward that readers meet, explained once; excused from the reading grade."""

    word: Text
    means: Text


class HandoutDocument(Part, frozen=True, kw_only=True):
    """A whole handout. Where it stands with the board is not its own to say and has no field.

    ``in_short``: the main message, before all else. ``to_do``: what the reader can do now. ``ask``: whom.
    """

    format: Literal[1]
    slug: Key
    version: Text
    language: Language
    level: Level = Level.PLAIN
    title: Text
    in_short: Text
    sections: Annotated[tuple[Section, ...], AtLeastOne]
    to_do: Annotated[tuple[Text, ...], AtLeastOne]
    ask: Text
    terms: tuple[Term, ...] = ()
    authors: Annotated[tuple[Text, ...], AtLeastOne]
    funding: Text
    conflicts: Text
    update_policy: Text
    published: IsoDate
    next_review_due: IsoDate
    sources: tuple[Record, ...] = ()

    def source(self, key: str) -> Record:
        """The source of that key. Raises KeyError for one the handout does not have."""
        return {record.key: record for record in self.sources}[key]


def json_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of the file, generated from the shapes above."""
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Alongside handout, format 1"}
    return head | msgspec.json.schema(HandoutDocument)


if __name__ == "__main__":
    print(json.dumps(json_schema(), indent=1))
