"""The quotation gate: nothing is shown as a source's words, or their plain meaning, that it does not say.

It fails closed. A quotation must be whole sentences of the very text that was read, character for character.
A paraphrase may leave things out, but every number, unit, medicine, name, negation and direction in it must
stand in the span that it cites, and most of its words too. It runs when an answer is built and again at
every display.

The gate cannot see who does what to whom when the same words are only put in another order around a verb
("smoking causes cancer"); such sentences need a person's approval, as every paraphrase does.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from alongside.sources.claim_numbers import is_stated, quantities
from alongside.sources.claim_words import Direction, Words, read_words
from alongside.sources.passages import Paragraph, Sentence, sha256_of

# Chosen by benchmarks/quotation.py on the even rows of the SciFact training claims: the lowest threshold
# at which at most 5% of contradicted claims, and of claims that nothing speaks for, get through. There 11% of
# the supported claims pass, 4% of the contradicted and 1% of the rest; on the odd rows 13%, 4% and 0%.
COVERAGE_NEEDED: Final = 0.65
# In characters: a wording is checked against a few sentences, not against a chapter.
LONGEST_WORDING: Final = 2_000
LONGEST_SPAN: Final = 8_000


@dataclass(frozen=True, slots=True)
class Quotation:
    """A claim to quote: the version of the document, the span, the sha-256 of the span, and the words."""

    version: str
    start: int
    end: int
    span_sha256: str
    text: str


class StoredDocument(Protocol):
    """What the gate needs of a document version as it lies in the library."""

    @property
    def version(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def paragraphs(self) -> Sequence[Paragraph]: ...
    @property
    def sentences(self) -> Sequence[Sentence]: ...


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a claim may be shown. ``reason`` is a sentence for the desk, empty when supported; ``coverage``
    is the share of a paraphrase's content words that its span holds, where it came to that."""

    supported: bool
    reason: str = ""
    coverage: float | None = None


SUPPORTED: Final = Verdict(True)


def quote(document: StoredDocument, start: int, end: int) -> Quotation:
    """A quotation of ``text[start:end]`` of this document version."""
    words = document.text[start:end]
    return Quotation(document.version, start, end, sha256_of(words), words)


# Quotations


def check_quotation(claim: Quotation, document: StoredDocument) -> Verdict:
    """Whether the claim is, character for character, whole sentences of this document version."""
    reason = (
        _wrong_document(claim, document)
        or _wrong_span(claim, document)
        or _cut_sentence(claim, document)
        or _cut_list(claim, document)
    )
    return Verdict(False, reason) if reason else SUPPORTED


def _wrong_document(claim: Quotation, document: StoredDocument) -> str:
    if claim.version != document.version:
        return "The quotation belongs to another document, or to another version of this one."
    if sha256_of(document.text) != document.version:
        return "The stored text of the source was changed after it was read."
    return ""


def _wrong_span(claim: Quotation, document: StoredDocument) -> str:
    if not 0 <= claim.start < claim.end <= len(document.text):
        return "The quotation points outside the text of its source."
    span = document.text[claim.start : claim.end]
    if claim.text != span:
        return "The quotation is not, word for word, what stands at its place in the source."
    if claim.span_sha256 != sha256_of(span):
        return "The fingerprint of the quotation does not fit its words."
    return ""


def _cut_sentence(claim: Quotation, document: StoredDocument) -> str:
    """A part of a sentence may say the opposite of the whole: "It is not true that …"."""
    starts = any(sentence.start == claim.start for sentence in document.sentences)
    ends = any(sentence.end == claim.end for sentence in document.sentences)
    return "" if starts and ends else "The quotation starts or ends inside a sentence of its source."


def _cut_list(claim: Quotation, document: StoredDocument) -> str:
    """An item below "Do not:" must not stand without that line."""
    lead = _lead_in(claim, document)
    if lead is None or claim.start <= lead.start:
        return ""
    words = document.text[lead.start : lead.end]
    if read_words(words).negations:
        return (
            "The quotation is a point of a list, and leaves out the line above the list that turns its sense."
        )
    return ""


def _lead_in(claim: Quotation, document: StoredDocument) -> Paragraph | None:
    """The paragraph that introduces the list in which the quotation starts, if it ends with a colon."""
    place = next((n for n, p in enumerate(document.paragraphs) if p.start <= claim.start < p.end), None)
    if place is None or document.paragraphs[place].kind != "item":
        return None
    while place > 0 and document.paragraphs[place].kind == "item":
        place -= 1
    lead = document.paragraphs[place]
    return lead if document.text[lead.start : lead.end].rstrip().endswith(":") else None


# Paraphrases


def check_paraphrase(
    text: str,
    span_text: str,
    *,
    medicines: frozenset[str] = frozenset(),
    terms: Mapping[str, str] | None = None,
    needed: float = COVERAGE_NEEDED,
) -> Verdict:
    """Whether a plain wording says no more than its span.

    ``medicines``: further names (lower case), as the library knows them. ``terms``: the glossary, plain
    phrase to the source's term, both lower case, so that "high blood pressure" may stand for "hypertension".
    """
    if len(text) > LONGEST_WORDING or len(span_text) > LONGEST_SPAN:
        return Verdict(False, "The wording or its source is too long to be checked. Cite a few sentences.")
    plain = _in_terms(text, span_text, terms or {})
    said, source = read_words(plain, medicines), read_words(span_text, medicines)
    if not said.content:
        return Verdict(False, "The wording says nothing that could be checked.")
    reason = (
        _new_number(plain, span_text)
        or _new_name(said, source)
        or _turned_negation(said, source)
        or _turned_direction(said, source)
        or _turned_comparison(said, source)
    )
    coverage = _coverage(said, source)
    if reason:
        return Verdict(False, reason, coverage)
    if coverage < needed:
        return Verdict(
            False, "Too many words of the wording do not occur in the source's sentence.", coverage
        )
    return Verdict(True, "", coverage)


def _in_terms(text: str, span_text: str, terms: Mapping[str, str]) -> str:
    """The wording with glossary phrases replaced by the source's own term, where the span uses that term."""
    low, span = text.lower(), span_text.lower()
    for phrase, term in sorted(terms.items(), key=lambda pair: -len(pair[0])):
        if phrase in low and term in span:
            text = _replace(text, phrase, term)
            low = text.lower()
    return text


def _replace(text: str, phrase: str, term: str) -> str:
    place = text.lower().find(phrase)
    while place >= 0:
        text = f"{text[:place]}{term}{text[place + len(phrase) :]}"
        place = text.lower().find(phrase, place + len(term))
    return text


def _new_number(text: str, span_text: str) -> str:
    stated = quantities(span_text)
    for quantity in quantities(text):
        if not is_stated(quantity, stated):
            return f"The source's sentence does not say “{quantity.words}”."
    return ""


def _new_name(said: Words, source: Words) -> str:
    for medicine in sorted(said.medicines - source.medicines):
        return f"The source's sentence does not speak of {medicine}."
    known = source.names | source.content.keys()
    for name in sorted(said.names - known):
        return f"The source's sentence does not name “{name}”."
    return ""


def _turned_negation(said: Words, source: Words) -> str:
    for word, signs in said.content.items():
        if word in source.content and not signs <= source.content[word]:
            if True in signs - source.content[word]:
                return f"The wording denies “{word}…”, the source's sentence does not."
            return f"The source's sentence denies “{word}…”, the wording does not."
    if said.negations and not source.negations:
        return "The wording has a “not” or “no” that the source's sentence does not have."
    if said.negated and not said.negated & source.negated:
        return "The wording denies something that the source's sentence does not deny."
    return ""


def _turned_direction(said: Words, source: Words) -> str:
    """Each "more" or "better" must be the source's, and closer to the same words than its opposite is."""
    for way in said.directions:
        same = [other for other in source.directions if other[:3] == way[:3]]
        opposite = [o for o in source.directions if o.axis == way.axis and o not in same]
        if not same and not opposite:
            return "The wording says which way something goes, and the source's sentence does not say so."
        if not same or _shared(way, opposite) > _shared(way, same):
            return (
                "The wording says more where the source's sentence says less, or better where it says worse."
            )
    return ""


def _shared(way: Direction, others: list[Direction]) -> int:
    return max((len(way.near & other.near) for other in others), default=0)


def _turned_comparison(said: Words, source: Words) -> str:
    """What is compared must stand on the same side of "than"."""
    if not source.compared:
        return ""
    before = frozenset(word for one, _ in source.compared for word in one)
    behind = frozenset(word for _, other in source.compared for word in other)
    for first, second in said.compared:
        if second & (before - behind) or first & (behind - before):
            return "The wording compares the other way round than the source's sentence."
    return ""


def _coverage(said: Words, source: Words) -> float:
    return sum(1 for word in said.content if word in source.content) / len(said.content)
