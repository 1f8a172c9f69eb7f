"""What a reader in danger is told: one short text per kind and language, as data (`danger_texts.yaml`)."""

from functools import lru_cache
from pathlib import Path

import msgspec


class UrgentText(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A heading and short lines, and their status: "draft" until a qualified person has signed."""

    heading: str
    lines: list[str]
    status: str


class _Texts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    format: int
    emergency_number: dict[str, str]
    status: dict[str, str]
    texts: dict[str, dict[str, list[str]]]


@lru_cache(maxsize=1)
def _texts() -> _Texts:
    return msgspec.yaml.decode((Path(__file__).parent / "danger_texts.yaml").read_bytes(), type=_Texts)


def urgent_text(kind: str, language: str, emergency_number: str | None = None) -> UrgentText:
    """The urgent text of a kind in the reader's language (English where there is none yet).

    `emergency_number` is the unit's own; without it the words say "your emergency number". Raises KeyError
    for a kind that the table does not have.
    """
    texts = _texts()
    spoken = language.partition("-")[0].casefold()
    spoken = spoken if spoken in texts.texts[kind] else "en"
    number = emergency_number or texts.emergency_number[spoken]
    heading, *lines = (line.replace("{number}", number) for line in texts.texts[kind][spoken])
    return UrgentText(heading, lines, texts.status[spoken])


def kinds() -> tuple[str, ...]:
    """Every kind of danger that has a text."""
    return tuple(_texts().texts)


def languages() -> tuple[str, ...]:
    """Every language that has texts."""
    return tuple(_texts().status)
