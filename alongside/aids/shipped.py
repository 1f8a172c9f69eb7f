"""What comes with the program: the files of the choice aids, and what is only being prepared. No Django."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Annotated, Literal

import msgspec

from alongside.aids.document import Question
from alongside.aids.parts import AtLeastOne, Part
from alongside.editorial.yaml_text import read
from alongside.sources.estimates import Key, Text

BEING_PREPARED = "being-prepared.yaml"


class Prepared(Part, frozen=True, kw_only=True):
    """A choice aid that is not written yet, and what it waits for. It holds no number."""

    key: Key
    title: Text
    question: Question
    missing: Annotated[tuple[Text, ...], AtLeastOne]


class _BeingPrepared(Part, frozen=True, kw_only=True):
    format: Literal[1]
    aids: tuple[Prepared, ...]


def aid_files() -> Iterator[Traversable]:
    """The files of the shipped choice aids, by name."""
    for file in sorted(_library().iterdir(), key=lambda one: one.name):
        if file.name.endswith(".yaml") and file.name != BEING_PREPARED:
            yield file


@cache
def being_prepared() -> tuple[Prepared, ...]:
    """Raises msgspec.ValidationError if the file is not of its shape."""
    return msgspec.convert(read(_library().joinpath(BEING_PREPARED).read_bytes()).tree, _BeingPrepared).aids


def _library() -> Traversable:
    return files("alongside.aids").joinpath("library")
