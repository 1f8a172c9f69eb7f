"""An answer on paper: what its page says today, in the page's own words, with numbered sources.

Sentences that stand on the page are taken from the page's own macros, so that paper and page cannot drift.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.template.loader import get_template
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from alongside.answers.across import ForeignWords
from alongside.answers.focus import Focus
from alongside.answers.models import AnswerVersion, JoinedText
from alongside.answers.page import AnswerPage, ClaimView, Ground, ReferenceView, SectionView
from alongside.answers.queries import PlainSentence, PlainText
from alongside.answers.urgent import UrgentText
from alongside.answers.wording import KINDS, PLACES
from alongside.web.paper import Block, Bullets, Heading, Paper, Paragraph, Quotation, SmallPrint
from alongside.web.printing import language_of_page

LETTERS = {True: 13.0, False: 11.0}
"""Points: larger for patients and families."""
Ordered = tuple[JoinedText, list[list[ClaimView]]]


@dataclass(frozen=True)
class ReadAnswer:
    """An answer as one reader has it before them, on a page or on paper.

    `focus`: which part of the message was looked for. `plain_first`: the plain words are what is read, and
    their check is the status. `foreign`: what is said in the language of the question, where neither page nor
    source is in it.
    """

    version: AnswerVersion
    focus: Focus
    page: AnswerPage
    state: str
    reviewer: str
    lay: bool
    plain: PlainText | None
    plain_first: bool
    plain_reviewer: str
    in_order: Ordered | None
    urgent: list[tuple[str, UrgentText]]
    is_foreign: bool
    foreign: tuple[str, ForeignWords] | None
    address: str


def as_paper(read: ReadAnswer, now: datetime) -> Paper:
    """The paper of an answer. Its title tells nothing: programs show titles to whoever passes."""
    return Paper(
        title=_("An answer"),
        blocks=(*_opening(read), *_body(read), *_sources(read), *_left_out(read), *_closing(read, now)),
        made_at=now,
        foot=f"Alongside · {str(read.version.pk)[:8]}",
        size=LETTERS[read.lay],
        **language_of_page(),
    )


def _words(macro: str, *values: Any) -> str:
    """The words that a macro of the answer page shows, without their marks."""
    module = get_template("answers/_parts.html").template.module  # type: ignore[attr-defined]
    return str(getattr(module, macro)(*values).striptags())


def _opening(read: ReadAnswer) -> Iterator[Block]:
    if read.urgent:
        yield Paragraph(_("If this is happening now:"), strong=True)
    for _tag, text in read.urgent:
        yield Paragraph(text.heading, strong=True)
        yield Bullets(tuple(text.lines))
    yield Heading(read.focus.asks or read.version.question)
    if read.focus.rest:
        yield SmallPrint(_words("looked_for"))
        yield SmallPrint(f"{_('All that you wrote')}: {read.version.question}")
    if read.version.follows:
        yield SmallPrint(_words("goes_on_from", read.version))
    yield SmallPrint(_words("standing_of", read))
    if read.page.lost:
        yield Paragraph(_words("lost", read.page), strong=True)
    if read.page.newest:
        yield SmallPrint(_words("ages", read.page))


def _body(read: ReadAnswer) -> Iterator[Block]:
    if read.plain:
        yield from _plain(read, read.plain)
    elif read.is_foreign:
        yield Paragraph(_words("another_language", read.foreign))
    elif read.lay and read.page.sections:
        yield Paragraph(_words("for_clinicians"))
    if read.in_order:
        yield from _in_order(*read.in_order)
        yield Heading(_("The quotes as we found them"), 2)
    elif read.plain and read.page.sections:
        yield Heading(_("All quotes from the sources"), 2)
        if read.plain_first:
            yield SmallPrint(_words("standing", read.version, read.state, read.reviewer))
    level: Any = 3 if read.in_order or read.plain else 2
    for section in read.page.sections:
        yield from _section(section, level, lay=read.lay)
    if read.page.conflicts:
        yield Heading(_("Where the sources do not agree"), level)
    for left, right, why in read.page.conflicts:
        yield Paragraph(_(why))
        yield from (_quotation(side) for side in (left, right))


def _plain(read: ReadAnswer, plain: PlainText) -> Iterator[Block]:
    yield Heading(plain.version.title, 2)
    for heading, sentences in plain.sections:
        yield Heading(heading, 3)
        yield Paragraph(" ".join(_numbered(one) for one in sentences))
    yield SmallPrint(_words("plain_check", plain, read.plain_reviewer, read.plain_first))


def _numbered(sentence: PlainSentence) -> str:
    marks = "".join(f" [{_quote(number)}]" for number in sentence.numbers)
    return f"{sentence.text}{marks}"


def _quote(number: int) -> str:
    return _("quote %(number)s") % {"number": number}


def _in_order(joined: JoinedText, paragraphs: list[list[ClaimView]]) -> Iterator[Block]:
    yield Heading(_("Read together"), 2)
    yield Paragraph(_words("joined_by", joined))
    for part in paragraphs:
        yield Paragraph(" ".join(f"“{one.text}” [{_quote(one.number)}]" for one in part))


def _section(section: SectionView, level: Any, *, lay: bool) -> Iterator[Block]:
    yield Heading(str(PLACES[section.place]), level)
    for claim in section.claims:
        yield _quotation(claim)
        if lay and claim.hard:
            yield SmallPrint("\n".join(_meaning(word.word, word.instead) for word in claim.hard))
        for ground in claim.grounds:
            yield SmallPrint(_rests_on(ground, alone=len(claim.grounds) == 1))


def _quotation(claim: ClaimView) -> Quotation:
    numbers = {"quote": claim.number, "source": claim.reference.number}
    said_by = " › ".join((_("quote %(quote)s, from source %(source)s") % numbers, *claim.path))
    return Quotation(claim.text, said_by, claim.language.partition("-")[0])


def _meaning(word: str, meaning: str) -> str:
    return _("“%(word)s” means: %(meaning)s.") % {"word": word, "meaning": meaning}


def _rests_on(ground: Ground, *, alone: bool) -> str:
    return _with_address(_words("ground_words", ground, alone), ground.href)


def _with_address(words: str, href: str) -> str:
    return f"{words} {href}" if href else words


def _sources(read: ReadAnswer) -> Iterator[Block]:
    yield Heading(_("Sources"), 2)
    for kind, found in read.page.references:
        yield Heading(str(KINDS[kind]), 3)
        for one in found:
            yield Paragraph(_source(one))


def _source(one: ReferenceView) -> str:
    lines = [_with_address(f"[{one.reference.number}] {_words('reference_words', one)}", one.href)]
    lines += [_with_address(_words("record_words", ground), ground.href) for ground in one.grounds]
    return "\n".join(lines)


def _left_out(read: ReadAnswer) -> Iterator[Block]:
    lines = tuple(f"{title}. {_(why)}" for title, why in read.page.left_out) + tuple(read.version.said)
    if lines:
        yield Heading(_("What we left out"), 2)
        yield Bullets(lines)


def _closing(read: ReadAnswer, now: datetime) -> Iterator[Block]:
    yield Heading(_("Before you use this"), 2)
    yield Paragraph(_words("before_use"))
    made = {"when": date_format(localtime(now), "j F Y, H:i")}
    yield SmallPrint(
        _("This paper was made on %(when)s. Each quote was checked then. A source can change later.") % made
    )
    yield SmallPrint(f"{_('This answer stays at this address:')} {read.address}")
