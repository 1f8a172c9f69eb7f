"""Plain sentences beside the spans that they rest on: what the gate says of each, and what that allows.

The paraphrase gate supports few sentences at grade five, because plain words are other words (it supports one
in nine of the claims that are true; `sources/quotation.py`). So a person decides, and the gate tells where
to look: a sentence with a figure that its span does not have is refused; any other that the gate does not
support needs the approving clinician's own tick. At every display the spans are checked again, and a
sentence is shown only when each of them still stands.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

import msgspec

from alongside.answers.composition import Claim, StoredVersion, verdict_on
from alongside.answers.kept import Span
from alongside.plain.reading.measure import Reading, measure
from alongside.plain.reading.plainer import GLOSSARY, Plainer, plainer_words
from alongside.sources.quotation import check_paraphrase

MOST_GRADE = 5.0
_OUT_OF = frozenset({"10", "100", "1000"})


class PlainWording(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One plain sentence under a heading. `vouched`: a clinician read the source and says it fits."""

    heading: str
    text: str
    rests_on: list[Span]
    vouched: bool = False


class Standing(StrEnum):
    """What the gate allows."""

    SUPPORTED = "supported"
    READ_IT = "read it"
    REFUSED = "refused"


@dataclass(frozen=True)
class Checked:
    """A plain sentence, the words it rests on today (empty: they are gone), and the gate's verdict."""

    wording: PlainWording
    source: str
    standing: Standing
    why: str
    reading: Reading

    @property
    def may_be_shown(self) -> bool:
        return self.standing is Standing.SUPPORTED or (
            self.standing is Standing.READ_IT and self.wording.vouched
        )


GONE = "A source of this sentence has changed or is gone."
NO_SOURCE = "This sentence rests on nothing yet."


def checked(wording: PlainWording, stored: StoredVersion, language: str = "en") -> Checked:
    """The sentence with its verdict. Never raises."""
    source = _source(wording, stored)
    standing, why = _standing(wording.text, source, bool(wording.rests_on))
    return Checked(wording, source, standing, why, measure(wording.text, language))


def _source(wording: PlainWording, stored: StoredVersion) -> str:
    """The quoted words, or nothing when any of the spans no longer holds."""
    parts: list[str] = []
    for span in wording.rests_on:
        document = stored(span.version)
        words = document.text[span.start : span.end] if document else ""
        claim = Claim(words, span.version, span.start, span.end, span.sha256, 0)
        if not verdict_on(claim, stored).supported:
            return ""
        parts.append(words)
    return " ".join(parts)


def _standing(text: str, source: str, has_spans: bool) -> tuple[Standing, str]:
    if not source:
        return Standing.REFUSED, GONE if has_spans else NO_SOURCE
    foreign = sorted(_figures(text) - _figures(source) - _OUT_OF)
    if foreign:
        return Standing.REFUSED, f"The source's sentence does not have the figure {foreign[0]}."
    verdict = check_paraphrase(text, source, terms=_terms())
    return (Standing.SUPPORTED, "") if verdict.supported else (Standing.READ_IT, verdict.reason)


def _figures(text: str) -> frozenset[str]:
    return frozenset(f.replace(",", "") for f in re.findall(r"\d+(?:[.,]\d+)*", text))


@lru_cache(maxsize=1)
def _terms() -> Mapping[str, str]:
    """Plain phrase to medical term, lower case, as the gate reads it."""
    return {plain: hard for hard, plain in reversed(list(GLOSSARY.items()))}


def whole_reading(wordings: list[PlainWording], language: str) -> Reading:
    """The grade of all sentences together, a paragraph under each heading."""
    headings = dict.fromkeys(w.heading for w in wordings)
    groups = (" ".join(w.text for w in wordings if w.heading == heading) for heading in headings)
    return measure("\n\n".join(groups), language)


def hard_words(text: str) -> tuple[Plainer, ...]:
    """What could be explained in a quotation, each once."""
    return plainer_words(re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", text))
