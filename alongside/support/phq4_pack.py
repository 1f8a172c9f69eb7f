"""PHQ-4 in another language, as a file that a unit brings: the official wording it holds, word for word.

Alongside ships the tested English wording only. A file is judged by its shape, never translated or mended:
four items, four answers, the names of two scores, the notice of the authors, where the wording is from, and
who compared it with that source.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from unicodedata import category

from alongside.plain import instruments

AUTHORS = ("Spitzer", "Williams", "Kroenke")
LONGEST = 400
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_FOUR = {"items": "the four questions", "answers": "the four answers, from never to nearly every day"}
_TEXTS = {
    "stem": "the sentence above the questions",
    "notice": "the authors' notice",
    "source": "where this wording is from",
    "checked_by": "who compared it with that source, and when",
}


class NotAPack(ValueError):
    """The file cannot be used; the sentence says what to mend."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The instrument in the words of one language. `scores`: names of both, anxiety first."""

    language: str
    stem: str
    items: tuple[str, ...]
    answers: tuple[str, ...]
    scores: tuple[str, str]
    notice: str
    source: str = ""
    checked_by: str = ""


ENGLISH = Wording(
    language="en",
    stem=instruments.PHQ4_STEM,
    items=tuple(item.text for item in instruments.PHQ4_ITEMS),
    answers=tuple(answer.text for answer in instruments.PHQ4_ANSWERS),
    scores=("anxiety", "depression"),
    notice=instruments.PHQ4_NOTICE,
)


def read(text: str) -> Wording:
    """A wording from a TOML file. Raises NotAPack, naming the first part that is not right."""
    try:
        return wording_from(tomllib.loads(text))
    except tomllib.TOMLDecodeError as problem:
        raise NotAPack(f"This is not a TOML file: {problem}.") from problem


def wording_from(data: Mapping[str, Any]) -> Wording:
    """A wording from plain data. Raises NotAPack, naming the first part that is not right."""
    unknown = sorted(set(data) - {"language", "scores", *_FOUR, *_TEXTS})
    if unknown:
        raise NotAPack(f"There is no part {unknown[0]!r} in a PHQ-4 file.")
    language = data.get("language", "")
    if not isinstance(language, str) or not _LANGUAGE.fullmatch(language):
        raise NotAPack("'language' names the language by its tag, like sv or pt-BR.")
    if language.split("-")[0] == ENGLISH.language:
        raise NotAPack("English is here already, in the words that were tested.")
    items, answers = (_texts(data, part, 4, what) for part, what in _FOUR.items())
    scores = _texts(data, "scores", 2, "the names of the anxiety and the depression score")
    said = {part: _text(data.get(part), part, what) for part, what in _TEXTS.items()}
    _check_words(items, answers, said["notice"])
    return Wording(language=language, items=items, answers=answers, scores=(scores[0], scores[1]), **said)


def _texts(data: Mapping[str, Any], part: str, count: int, what: str) -> tuple[str, ...]:
    given = data.get(part)
    if not isinstance(given, list | tuple) or len(given) != count:
        raise NotAPack(f"'{part}' lists {what}; there are {count}, in the order of the English form.")
    texts = tuple(_text(one, part, what) for one in given)
    if len({one.casefold() for one in texts}) != count:
        raise NotAPack(f"Two of '{part}' are the same; each stands once.")
    return texts


def _text(given: object, part: str, what: str) -> str:
    words = " ".join(given.split()) if isinstance(given, str) else ""
    # Joiners (category Cf) belong to Persian and others; control characters to no text.
    if not words or len(words) > LONGEST or any(category(letter) == "Cc" for letter in words):
        raise NotAPack(f"'{part}' says {what}, in 1 to {LONGEST} letters.")
    return words


def _check_words(items: tuple[str, ...], answers: tuple[str, ...], notice: str) -> None:
    for texts, english in ((items, ENGLISH.items), (answers, ENGLISH.answers)):
        if same := {one.casefold() for one in texts} & {one.casefold() for one in english}:
            raise NotAPack(f"“{sorted(same)[0]}” is still English. Copy it from the official wording.")
    if lost := [name for name in AUTHORS if name not in notice]:
        raise NotAPack(f"The notice must name its authors as the original does; {lost[0]} is not there.")
