"""The bibliographic record of a source: a small part of CSL-JSON, and what we know of its standing.

Names of fields follow CSL-JSON 1.0.2 (docs.citationstyles.org) in lower case with underscores where
the standard has hyphens or capitals; ``as_csl`` writes the standard's own spelling.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any

import msgspec

from alongside.sources.estimates import Key, Text

Doi = Annotated[str, msgspec.Meta(pattern=r"^10\.[0-9]{4,9}/\S+$", max_length=200)]
Pmid = Annotated[str, msgspec.Meta(pattern="^[1-9][0-9]{0,8}$")]
Pmcid = Annotated[str, msgspec.Meta(pattern="^PMC[1-9][0-9]{0,8}$")]
Year = Annotated[int, msgspec.Meta(ge=1800, le=2200)]


class Kind(StrEnum):
    """What sort of work a source is."""

    TRIAL = "trial"
    COHORT = "cohort"
    META_ANALYSIS = "meta-analysis"
    REVIEW = "review"
    GUIDELINE = "guideline"
    OTHER = "other"


class Standing(StrEnum):
    """Whether a source still holds."""

    CURRENT = "current"
    SUPERSEDED = "superseded"
    CORRECTED = "corrected"
    CONCERN = "concern"
    """The journal has printed an expression of concern."""
    RETRACTED = "retracted"


class Author(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One author: a person's names, or the name of a group in ``literal``."""

    family: Text | None = None
    given: Text | None = None
    literal: Text | None = None

    def words(self) -> str:
        """The name as a reference list prints it: "Hart RG" or the group's name."""
        return self.literal or " ".join(part for part in (self.family, self.given) if part)


class Record(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One source. ``key`` is its name inside files; ``primary`` is False for a work that reports others."""

    key: Key
    title: Text
    kind: Kind
    primary: bool
    year: Year | None = None
    authors: tuple[Author, ...] = ()
    journal: Text | None = None
    volume: Text | None = None
    pages: Text | None = None
    doi: Doi | None = None
    pmid: Pmid | None = None
    pmcid: Pmcid | None = None
    note: Text | None = None
    standing: Standing = Standing.CURRENT

    def reference(self) -> str:
        """One line for a reference list: authors, title, journal, year, volume, pages."""
        where = " ".join(str(part) for part in (self.journal, self.year) if part)
        if self.volume:
            where += f";{self.volume}"
        if self.pages:
            where += f":{self.pages}"
        parts = (", ".join(author.words() for author in self.authors), self.title, where)
        return ". ".join(part.rstrip(".") for part in parts if part) + "."

    def identifiers(self) -> tuple[tuple[str, str], ...]:
        """The identifiers it has, as (scheme, identifier) in reading order."""
        named = (("PMID", self.pmid), ("DOI", self.doi), ("PMCID", self.pmcid))
        return tuple((scheme, value) for scheme, value in named if value)

    def as_csl(self) -> dict[str, Any]:
        """The record as one CSL-JSON item."""
        item: dict[str, Any] = {"id": self.key, "type": "article-journal" if self.journal else "document"}
        authors = [
            {part: name for part, name in msgspec.to_builtins(one).items() if name} for one in self.authors
        ]
        plain = {
            "title": self.title,
            "author": authors,
            "container-title": self.journal,
            "volume": self.volume,
            "page": self.pages,
            "DOI": self.doi,
            "PMID": self.pmid,
            "PMCID": self.pmcid,
            "note": self.note,
        }
        item |= {name: value for name, value in plain.items() if value}
        return item | ({"issued": {"date-parts": [[self.year]]}} if self.year else {})


def to_json(record: Record) -> dict[str, Any]:
    """The record as plain JSON values, for keeping."""
    builtins: dict[str, Any] = msgspec.to_builtins(record)
    return builtins


def from_json(kept: dict[str, Any]) -> Record:
    """The record from kept JSON. Raises msgspec.ValidationError if it is not one."""
    return msgspec.convert(kept, Record)
