"""Asking the library, and reading what was answered. Nothing here knows a patient or who asks."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from uuid import UUID

import msgspec
from django.conf import settings
from django.db import connection, transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext

from alongside.answers import kept
from alongside.answers.across import LIMITS as LIMITS_ACROSS
from alongside.answers.across import NEEDED as NEEDED_ACROSS
from alongside.answers.across import FoundAcross, candidates_across, refusal_across, share
from alongside.answers.coverage import steadied
from alongside.answers.danger_alike import ACROSS, Likeness, likeness_with
from alongside.answers.focus import focus_of, focused_scorer
from alongside.answers.kept import ReadableDocument
from alongside.answers.models import AnswerVersion, BoardRequest, JoinedText, Objection, PlainVersion
from alongside.answers.page import AnswerPage, ClaimView, page_of
from alongside.answers.passages_found import candidate_at, nearest_of
from alongside.answers.pipeline import Asked, Worked, answer_from, understand
from alongside.answers.plain_wording import Checked, PlainWording, checked
from alongside.answers.question import guess_language
from alongside.answers.readers import Reader
from alongside.answers.related import related_questions
from alongside.answers.reuse import approved_match
from alongside.answers.review import State
from alongside.answers.starter import plain_questions, starter_questions
from alongside.answers.thread import carried, with_carried
from alongside.answers.words import content_stems
from alongside.people.models import Person
from alongside.people.queries import Here
from alongside.sources import library

ENGLISH = "en"
"""The language of most sources; a question in another one is tried across languages when words fail."""
OTHER_LETTERS = frozenset({"zh", "ar", "hi", "ru"})
DOCUMENTS = 12
"""Documents that may answer one question."""
NEAR_THE_BEST = 0.35
"""Share of the best document's score below which a document is about something else."""
AidLinks = Callable[[Sequence[str]], Sequence[tuple[str, str]]]
"""Names of conditions in; (title, address) of choice aids about them out."""


@dataclass(frozen=True)
class Outcome:
    """What came of a question. `approved`: an answer that was given and approved before and still holds."""

    asked: Asked
    worked: Worked
    carried: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    approved: AnswerVersion | None = None
    found: tuple[tuple[str, float], ...] = ()


def ask(message: str, *, language: str = "en", follows: AnswerVersion | None = None) -> Outcome:
    """Danger first, then the question, approved answers, and the library. Writes nothing."""
    asked = understand(message, language)
    if asked.danger is None:
        # The second look needs a model that is read from disk once: no danger that a rule sees waits for it.
        asked = understand(message, language, likeness_for(message))
    words = carried(follows.topic, asked) if follows and asked.may_look_up else ()
    question = asked.question.text
    asked = with_carried(asked, words)
    if not asked.may_look_up:
        return Outcome(asked, answer_from(asked, ()))
    # The page of an approved answer is everybody's: urgent words for this message would not stand on it.
    approved = None if words or asked.perhaps else approved_answer(question)
    found = _looked_up(asked)
    if found.worked.refusal and asked.question.language != ENGLISH:
        found = _looked_up_across(asked) or found
    return replace(found, carried=words, approved=approved)


def _looked_up(asked: Asked) -> Outcome:
    """Answered from the documents that share words or meaning with the question."""
    text = asked.question.text
    found = library.find(focus_of(text).asks, limit=DOCUMENTS)
    rarity = library.rarity(content_stems)
    scorer = focused_scorer(rarity)
    least = NEAR_THE_BEST * max((one.score for one in found.documents), default=0.0)
    candidates = [
        candidate_at(one.document.as_parsed(), one.spans, text, scorer, one.score, nearest_of(one.hits))
        for one in found.documents
        if one.score >= least
    ]
    worked = answer_from(asked, candidates, rarity=steadied(rarity))
    scores = tuple((one.document.title, one.score) for one in found.documents)
    return Outcome(asked, worked, said=found.said, found=scores)


def _looked_up_across(asked: Asked) -> Outcome | None:
    """Answered from sentences in another language than the question; None where none is near enough."""
    found = library.find_across(asked.question.text, limit=DOCUMENTS)
    across = [
        FoundAcross(
            one.document.as_parsed(),
            {span: hit.meaning or 0.0 for span, hit in zip(one.spans, one.hits, strict=True)},
        )
        for one in found.documents
    ]
    worked = answer_from(
        asked,
        candidates_across(across, asked.question.text),
        limits=LIMITS_ACROSS,
        needed=share(NEEDED_ACROSS),
        refuse=partial(refusal_across, asked.topic),
    )
    if not worked.answer.claims:
        return None
    scores = tuple((one.document.title, one.hits[0].meaning or 0.0) for one in found.documents)
    return Outcome(asked, worked, said=found.said, found=scores)


@lru_cache(maxsize=1)
def likeness() -> Likeness | None:
    """The second look for danger, made ready once; None where no sentence embedding is installed."""
    embedder = library.embedder()
    if embedder is None:
        return None
    return likeness_with(lambda texts: embedder.vectors(list(texts)).tolist())


@lru_cache(maxsize=1)
def likeness_across() -> Likeness | None:
    """The same for every other language; None where no embedding across languages is installed."""
    embedder = library.embedder_across()
    if embedder is None:
        return None
    return likeness_with(lambda texts: embedder.vectors(list(texts)).tolist(), ACROSS)


def likeness_for(message: str) -> Likeness | None:
    """The second look that reads the language of a message. The English one reads a little of its neighbours,
    and called each of three harmless messages in Chinese and Arabic dangerous."""
    spoken = guess_language(message)
    if spoken == ENGLISH:
        return likeness()
    return likeness_across() or (None if spoken in OTHER_LETTERS else likeness())


def approved_answer(question: str) -> AnswerVersion | None:
    """An approved answer to the same question that still holds whole, or None."""
    approved = {
        one.question: one
        for one in AnswerVersion.objects.filter(state=State.APPROVED.value, asked_with=[]).order_by("made_on")
    }
    same = approved_match(question, approved)
    if same is None or not holds(approved[same]):
        return None
    return approved[same]


# Reading one answer


def answer(answer_id: UUID) -> AnswerVersion | None:
    return AnswerVersion.objects.select_related("reviewed_by__person", "follows").filter(pk=answer_id).first()


def reading_room(versions: Sequence[str]) -> kept.Library:
    """The stored versions of one page, fetched by one query."""
    documents = library.stored_many(set(versions))
    return documents.get


def versions_of(version: AnswerVersion) -> list[str]:
    return [claim["version"] for claim in version.claims]


def shown(version: AnswerVersion, room: kept.Library | None = None) -> kept.Shown:
    """The answer as it may be shown today: every claim goes through the gate again."""
    return kept.shown(version.claims, version.left_out, room or reading_room(versions_of(version)))


def holds(version: AnswerVersion) -> bool:
    """Whether every claim still holds."""
    return shown(version).lost == 0


def page(version: AnswerVersion, reader: Reader) -> AnswerPage:
    """The answer for a reader, checked again."""
    room = reading_room(versions_of(version))
    return page_of(shown(version, room), reader, room)


def in_order(version: AnswerVersion, page: AnswerPage) -> tuple[JoinedText, list[list[ClaimView]]] | None:
    """The claims that may be shown today in the order of a language model, or None where it gave none.

    An approved answer is read as it was approved.
    """
    joined = JoinedText.objects.filter(answer=version).first()
    if joined is None or version.state == State.APPROVED.value:
        return None
    views = {claim.number: claim for section in page.sections for claim in section.claims}
    paragraphs = [[views[n] for n in part if n in views] for part in joined.paragraphs]
    return joined, [part for part in paragraphs if part]


@dataclass(frozen=True)
class PlainSentence:
    """A plain sentence as it is shown, and the quoted words that it rests on."""

    text: str
    source: str
    numbers: tuple[int, ...]


@dataclass(frozen=True)
class PlainText:
    """An approved plain version: its sentences by heading. `lost`: how many no longer hold."""

    version: PlainVersion
    sections: tuple[tuple[str, tuple[PlainSentence, ...]], ...]
    lost: int


def plain_text(version: AnswerVersion, language: str) -> PlainText | None:
    """The approved plain version of the same question in the reader's language, else in English, or None."""
    found = PlainVersion.objects.filter(
        state=State.APPROVED.value,
        answer__question__iexact=version.question,
        answer__asked_with=version.asked_with,
    ).select_related("approved_by__person")
    by_language = {one.language: one for one in found.order_by("approved_at")}
    plain = by_language.get(language) or by_language.get(language.partition("-")[0]) or by_language.get("en")
    return _plain_text(plain, version) if plain else None


def _plain_text(plain: PlainVersion, version: AnswerVersion) -> PlainText | None:
    all_of_it = wordings(plain)
    good = [one for one in all_of_it if one.may_be_shown]
    if not good:
        return None
    headings = dict.fromkeys(one.wording.heading for one in good)
    sections = tuple(
        (heading, tuple(_plain_sentence(one, version) for one in good if one.wording.heading == heading))
        for heading in headings
    )
    return PlainText(plain, sections, len(all_of_it) - len(good))


def _plain_sentence(one: Checked, version: AnswerVersion) -> PlainSentence:
    spans = {(s.version, s.start, s.end) for s in one.wording.rests_on}
    numbers = tuple(
        number
        for number, claim in enumerate(version.claims, start=1)
        if any(v == claim["version"] and a < claim["end"] and claim["start"] < b for v, a, b in spans)
    )
    return PlainSentence(one.wording.text, one.source, numbers)


def wordings(plain: PlainVersion) -> list[Checked]:
    """Every sentence of a plain version with the gate's verdict of today."""
    own = msgspec.convert(plain.sentences, list[PlainWording])
    room: Callable[[str], ReadableDocument | None] = reading_room(
        [s.version for w in own for s in w.rests_on]
    )
    usable = {s.version: room(s.version) for w in own for s in w.rests_on}
    return [checked(w, lambda v: _usable(usable[v]), plain.language) for w in own]


def _usable(document: ReadableDocument | None) -> ReadableDocument | None:
    return document if document and document.holds and document.may_show else None


def related(version: AnswerVersion, *, lay: bool) -> tuple[str, ...]:
    """Questions with the same topic and setting: approved ones and those that we ship, never a stranger's."""
    approved = AnswerVersion.objects.filter(state=State.APPROVED.value, asked_with=[])
    ours = plain_questions() if lay else starter_questions()
    return related_questions(
        " ".join([version.question, *version.asked_with]),
        [*approved.values_list("question", flat=True), *ours],
    )


def aid_links(version: AnswerVersion) -> list[tuple[str, str]]:
    """Choice aids on the same conditions, from whoever knows them (`ALONGSIDE_AID_LINKS`), or nothing."""
    named = getattr(settings, "ALONGSIDE_AID_LINKS", "")
    conditions = version.topic["conditions"]
    if not named or not conditions:
        return []
    links: AidLinks = import_string(named)
    return list(links(conditions))


# Objections and the desk


@contextmanager
def as_person(person: Person) -> Iterator[None]:
    """A transaction in which the database knows who reads: objections lie behind their own wall."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('alongside.person', %s, true)", [str(person.pk)])
        yield


def own_objections(version: AnswerVersion, person: Person) -> dict[int, list[Objection]]:
    """What this person objected to in this answer, by claim."""
    with as_person(person):
        rows = list(Objection.objects.filter(answer=version, by=person).order_by("at"))
    return {number: [one for one in rows if one.claim == number] for number in {one.claim for one in rows}}


@dataclass(frozen=True)
class ToAnswer:
    """An objection with the words that it is about."""

    objection: Objection
    quoted: str
    title: str


@dataclass(frozen=True)
class Desk:
    """What waits at the desk."""

    objections: list[ToAnswer]
    requests: list[BoardRequest]
    answers: list[AnswerVersion]
    plain: list[PlainVersion]
    approved: list[AnswerVersion]


MOST = 200


def desk(person: Person, *, board: bool) -> Desk:
    """Everything that waits, oldest first; readers' words only for the board."""
    waiting = [State.SUBMITTED.value, State.UNDER_REVIEW.value]
    with as_person(person):
        objections = _open_objections() if board else []
    requests = BoardRequest.objects.filter(closed_at=None).order_by("made_on", "id")
    return Desk(
        objections,
        list(requests[:MOST]) if board else [],
        list(AnswerVersion.objects.filter(state__in=waiting).order_by("made_on", "id")[:MOST]),
        list(
            PlainVersion.objects.filter(state__in=[State.DRAFT.value, State.RETURNED.value, *waiting])
            .select_related("answer")
            .order_by("written_at")[:MOST]
        ),
        list(AnswerVersion.objects.filter(state=State.APPROVED.value).order_by("-reviewed_at")[:MOST]),
    )


def _open_objections() -> list[ToAnswer]:
    rows = Objection.objects.filter(closed_at=None).select_related("answer").order_by("at")[:MOST]
    return [ToAnswer(one, *_about(one)) for one in rows]


def _about(objection: Objection) -> tuple[str, str]:
    span = objection.answer.claims[objection.claim - 1]
    document = library.stored(span["version"])
    return (document.text[span["start"] : span["end"]], document.title) if document else ("", "")


def plain_version(plain_id: UUID) -> PlainVersion | None:
    return (
        PlainVersion.objects.select_related("answer", "written_by", "approved_by__person")
        .filter(pk=plain_id)
        .first()
    )


def waiting_answers(here: Here) -> list[tuple[str, int]]:
    """What lies at the desk of answers, by kind, for somebody who may see it."""
    waiting = [State.SUBMITTED.value, State.UNDER_REVIEW.value]
    with as_person(here.person):
        objections = Objection.objects.filter(closed_at=None).count()
    return [
        (gettext("A source does not say that"), objections),
        (gettext("Questions without an answer"), BoardRequest.objects.filter(closed_at=None).count()),
        (gettext("Plain words to check"), PlainVersion.objects.filter(state__in=waiting).count()),
        (gettext("Answers to check"), AnswerVersion.objects.filter(state__in=waiting).count()),
    ]
