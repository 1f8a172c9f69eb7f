"""What comes with the program: the files of the handouts. No Django."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable


def handout_files() -> Iterator[Traversable]:
    """The files of the shipped handouts, by name."""
    library = files("alongside.materials").joinpath("library")
    return (one for one in sorted(library.iterdir(), key=lambda one: one.name) if one.name.endswith(".yaml"))
