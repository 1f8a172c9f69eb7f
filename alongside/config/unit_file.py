"""A unit's TOML file (docs/reference/settings.md shows one); `home.actions` carries out what it says."""

import tomllib
from typing import Any

from alongside.home.actions import JOBS, CannotBeSet


def read(text: str) -> dict[str, Any]:
    """The file as data. Raises CannotBeSet for what is no TOML or has a part that nobody knows."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise CannotBeSet(f"This is not a TOML file: {problem}.") from problem
    unknown = sorted(set(data) - {"unit", *JOBS})
    if unknown:
        raise CannotBeSet(f"There is no part {unknown[0]!r}. Parts are: unit, {', '.join(JOBS)}.")
    return data
