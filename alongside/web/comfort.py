"""How somebody wants pages to look: colours, size, letters, words. Kept in a cookie, so it works signed out.

Pure. The cookie holds four words from fixed lists and nothing about a person; anything else in it is ignored.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields

COOKIE = "alongside_pages"
ONE_YEAR = 365 * 24 * 60 * 60


@dataclass(frozen=True)
class Comfort:
    """The four settings; each first value is what a page does without being asked."""

    theme: str = "device"
    size: str = "100"
    letters: str = "usual"
    words: str = "usual"


CHOICES: Mapping[str, tuple[str, ...]] = {
    "theme": ("device", "light", "dark"),
    "size": ("100", "125", "150"),
    "letters": ("usual", "clear"),
    "words": ("usual", "easier"),
}


def chosen(wanted: Mapping[str, str]) -> Comfort:
    """The settings among `wanted` that exist; the first value for all others."""
    known = {name: wanted[name] for name, values in CHOICES.items() if wanted.get(name) in values}
    return Comfort(**known)


def read(cookie: str) -> Comfort:
    """The settings of a cookie, whatever somebody wrote into it."""
    return chosen(dict(zip(CHOICES, cookie.split("."), strict=False)))


def written(comfort: Comfort) -> str:
    return ".".join(getattr(comfort, field.name) for field in fields(comfort))
