"""Kinds of notes, as data: which headings a note has in which setting, in which order and words.

Pure. `note_kinds.yaml` holds them; a clinic adds or changes a kind there and no code. A signed note carries
the headings it was signed under, so that a changed kind changes no note that is signed.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

import msgspec

FILE = Path(__file__).with_name("note_kinds.yaml")


class Section(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One heading. `plain_title` and `plain` introduce it on the patient's page, in our own words."""

    name: str
    title: str
    plain_title: str
    plain: str
    hint: str = ""


class NoteKind(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A kind of note. `units` and `professions`: where it is the one that is put forward."""

    key: str
    name: str
    language: str
    sections: tuple[Section, ...]
    units: tuple[str, ...] = ()
    professions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        names = [section.name for section in self.sections]
        if not names or len(set(names)) != len(names):
            raise ValueError(f"The kind of note {self.key!r} needs headings, each with a name of its own.")

    def section(self, name: str) -> Section | None:
        return next((section for section in self.sections if section.name == name), None)

    @property
    def titles(self) -> tuple[tuple[str, str], ...]:
        """(name, title) of each heading, in order."""
        return tuple((section.name, section.title) for section in self.sections)


def parse(text: str | bytes) -> Mapping[str, NoteKind]:
    """The kinds of a file, by key, in its order. Raises ValidationError with the place of a mistake."""
    kinds = msgspec.yaml.decode(text, type=tuple[NoteKind, ...])
    by_key = {kind.key: kind for kind in kinds}
    if not kinds or len(by_key) != len(kinds):
        raise msgspec.ValidationError("Each kind of note needs a key of its own, and there is at least one.")
    return MappingProxyType(by_key)


@cache
def kinds() -> Mapping[str, NoteKind]:
    return parse(FILE.read_bytes())


def kind_for(unit: str, profession: str) -> NoteKind:
    """What is put forward: by what the writer does, then by where the patient is, else the first kind."""
    every = tuple(kinds().values())
    by_profession = (kind for kind in every if profession in kind.professions)
    by_unit = (kind for kind in every if unit in kind.units)
    return next(by_profession, None) or next(by_unit, every[0])


def kind_of(key: str) -> NoteKind:
    """The kind of that key; the first where the file has it no more."""
    return kinds().get(key) or next(iter(kinds().values()))
