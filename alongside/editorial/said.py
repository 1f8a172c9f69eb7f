"""Whether a field says something, and where words that a rule refuses stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from alongside.editorial.findings import Rule
from alongside.editorial.looking import Spot
from alongside.editorial.mistakes import Path

_PLACEHOLDER = re.compile(
    r"[\W_]*(?:tb[acd]|to ?do|to (?:be|come).{0,30}|fix ?me|n/?a|x{2,}|lorem\b.*|fill in.{0,30}|text"
    r"|placeholder)?[\W_]*",
    re.IGNORECASE,
)
_NOTHING = re.compile(r"\W*(?:none|no|nothing|nil|unknown|not applicable)\W*", re.IGNORECASE)
STATUS_IS_THE_BOARDS = Rule(
    "status-is-the-boards",
    "Title, message and the lines about its making say nothing of its own review.",
    "Alongside: one true status on every page",
    "“Draft” printed beside “Checked” teaches readers to trust neither.",
)
_OF_ITS_REVIEW = re.compile(
    r"\b(?:draft|peer.reviewed|un(?:reviewed|checked)|(?:has|have|is|was|been|yet) "
    r"(?:been )?(?:checked|reviewed|approved|verified))\b",
    re.IGNORECASE,
)


def is_said(text: str) -> bool:
    """Whether there is more than white space or a placeholder such as "TBD". "None." says something."""
    return not _PLACEHOLDER.fullmatch(text)


def is_told(text: str) -> bool:
    """Whether it tells something beyond "none"."""
    return is_said(text) and not _NOTHING.fullmatch(text)


def unsaid(fields: Iterable[tuple[Path, str]], what: str, mend: str) -> Iterator[Spot]:
    """A spot for each of these fields that says nothing."""
    return (Spot(path, what, mend) for path, text in fields if not is_said(text))


def refused(
    words: Iterable[tuple[Path, str]], pattern: re.Pattern[str], found: str, mend: str
) -> Iterator[Spot]:
    """A spot for each text that holds the pattern; ``found`` is a sentence with %s for the words found."""
    for path, text in words:
        if hit := pattern.search(text):
            yield Spot(path, found % f'"{hit[0].strip()}"', mend)


def of_its_review(texts: Iterable[tuple[Path, str]]) -> Iterator[Spot]:
    """A spot for each text that tells of its own review (``STATUS_IS_THE_BOARDS``)."""
    mend = "Leave it out: where it stands is printed on every page."
    return refused(texts, _OF_ITS_REVIEW, "%s tells how it was reviewed.", mend)
