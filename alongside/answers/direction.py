"""Which way a sentence points: more, less, or no difference, read from its words alone."""

import re

_UP = re.compile(
    r"\b(?:increas\w{1,4}|rais(?:e|es|ed|ing)|higher|more|greater|longer|worsen\w{0,4}|gain\w{0,3})\b", re.I
)
_DOWN = re.compile(
    r"\b(?:reduc\w{1,5}|decreas\w{1,4}|lower(?:s|ed|ing)?|fewer|less|smaller|shorter|fell"
    r"|prevent\w{0,4}|declin\w{1,4})\b",
    re.I,
)  # fmt: skip
_NONE = re.compile(
    r"\b(?:no (?:significant )?(?:difference|effect|change|benefit|increase|reduction)"
    r"|(?:did|does|do|was|were) not (?:\w+ ){0,2}(?:differ|change|reduce|increase|improve|affect"
    r"|lower|raise|different)"
    r"|not significantly|unchanged|neither)\b",
    re.I,
)


def direction_of(text: str) -> str:
    """ "up", "down", "none", or "" where the words say nothing or both."""
    if _NONE.search(text):
        return "none"
    up, down = bool(_UP.search(text)), bool(_DOWN.search(text))
    return "" if up == down else "up" if up else "down"


def without_direction(text: str) -> str:
    """The text with its direction words taken out: what is left is what it is about."""
    return _DOWN.sub(" ", _UP.sub(" ", _NONE.sub(" ", text)))
