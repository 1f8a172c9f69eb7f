"""MedQuAD XML (Ben Abacha and Demner-Fushman, BMC Bioinformatics 2019): questions and answers of NIH
institutes.

Each question-answer pair becomes one document: the question is its title, the answer its text, the focus its
section. Pairs whose answer was taken out for copyright reasons are errors of their own.
"""

import re
from collections.abc import Iterator

from lxml import etree

from alongside.sources.parsing.describing import date_from_words
from alongside.sources.parsing.hostile import CAPS, CappedStream, Caps, DocumentError, read_whole, xml_tree
from alongside.sources.parsing.wording import child_text, flat_text, text_of
from alongside.sources.passages import Draft, EvidenceKind, Licence, ParsedDocument, SourceRecord

_LICENCE = Licence("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/", True)
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_SIGN = re.compile(r"\s*[-*•]\s+")
_BULLET = re.compile(r"\s*(?:[-*•]|\d{1,2}[.)])\s+")


def parse(stream: CappedStream, caps: Caps = CAPS) -> Iterator[ParsedDocument | DocumentError]:
    """Each pair of the file as a document. Raises DocumentError for a fault of the whole file."""
    root = xml_tree(read_whole(stream, caps), stream.where, caps)
    documents = [root] if root.tag == "Document" else list(root.iter("Document"))
    for document in documents:
        for pair in document.iter("QAPair"):
            try:
                yield _pair(document, pair)
            except DocumentError as error:
                number = pair.get("pid") or "unknown"
                yield DocumentError(error.sentence, f"{stream.where} pair {number}")


def _pair(document: etree._Element, pair: etree._Element) -> ParsedDocument:
    question = pair.find("Question")
    answer = pair.find("Answer")
    words = flat_text(answer) if answer is not None else ""
    if question is None or not text_of(question):
        raise DocumentError("The pair has no question.")
    if not words.strip():
        raise DocumentError("The answer was taken out by its publisher; the pair is left out.")
    focus = child_text(document, "Focus")
    draft = Draft(title=text_of(question))
    for block in _BLANK_LINE.split(words):
        _add_block(draft, block, (focus,) if focus else ())
    return draft.finish(_record(document, question))


def _add_block(draft: Draft, block: str, path: tuple[str, ...]) -> None:
    """A block whose every line starts with a bullet is a list; anything else is one paragraph."""
    lines = [line for line in block.splitlines() if line.strip()]
    bullets = [line for line in lines if _BULLET.match(line)]
    if len(bullets) < 2:
        draft.add(block, path)
        return
    piece: list[str] = []
    for line in lines:
        if _BULLET.match(line) and piece:
            _add_line(draft, piece, path)
            piece = []
        piece.append(line)
    _add_line(draft, piece, path)


def _add_line(draft: Draft, piece: list[str], path: tuple[str, ...]) -> None:
    words = " ".join(piece)
    draft.add(_SIGN.sub("", words), path, "item" if _BULLET.match(words) else "prose")


def _record(document: etree._Element, question: etree._Element) -> SourceRecord:
    annotations = document.find("FocusAnnotations")
    synonyms: tuple[str, ...] = ()
    ids: list[tuple[str, str]] = []
    if annotations is not None:
        synonyms = tuple(dict.fromkeys(s for e in annotations.iter("Synonym") if (s := text_of(e))))
        ids = [("UMLS CUI", cui) for e in annotations.iter("CUI") if (cui := text_of(e))]
    if question.get("qid"):
        ids.append(("MedQuAD", question.get("qid", "")))
    return SourceRecord(
        kind=EvidenceKind.PATIENT_INFORMATION,
        date=date_from_words(document.get("date", "")),
        licence=_LICENCE,
        language="en",
        other_ids=tuple(ids),
        synonyms=synonyms,
        question_type=question.get("qtype", ""),
        published_in=document.get("source", ""),
        url=document.get("url", ""),
    )
