"""What is done with answers. Asking leaves no line in the trail and nobody in a row; the board's acts do."""

import hashlib
from collections.abc import Sequence
from typing import Any

import msgspec
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.answers import queries, rules, starter
from alongside.answers.candidates import candidate_of
from alongside.answers.coverage import lexical_scorer, rarity_in
from alongside.answers.joining import FEWEST, joined_from, request_for
from alongside.answers.joining_process import reply_from
from alongside.answers.kept import Span, claims_of, digest_of
from alongside.answers.models import AnswerVersion, BoardRequest, JoinedText, Objection, PlainVersion
from alongside.answers.pipeline import answer_from, understand
from alongside.answers.plain_wording import MOST_GRADE, PlainWording, Standing, whole_reading
from alongside.answers.queries import Outcome, as_person
from alongside.answers.question import Question, question_of
from alongside.answers.review import State, Step, Transition
from alongside.answers.rules import NotHere, Refused
from alongside.answers.thread import topic_json
from alongside.people.models import Account, Person
from alongside.people.queries import Here
from alongside.sources import actions as sources
from alongside.sources import indexing
from alongside.sources.models import Document
from alongside.sources.passages import sha256_of
from alongside.trail.writing import LIBRARY, did, first_time

# Asking

MOST_DROPPED = 9_999


def keep_answer(outcome: Outcome, *, follows: AnswerVersion | None = None) -> AnswerVersion:
    """Keep an answer under a permanent link. The same answer to the same question is the same row.

    Nothing says who asked, and no line is written: a line's time would tell.
    """
    question, worked = outcome.asked.question, outcome.worked
    claims = claims_of(worked.answer)
    text = _own_text(question, outcome.carried)
    perhaps = outcome.asked.perhaps.kind if outcome.asked.perhaps else ""
    digest = digest_of(text, outcome.carried, str(follows.pk) if follows else "", claims, perhaps)
    version, _new = AnswerVersion.objects.get_or_create(
        digest=digest,
        defaults={
            "question": text,
            "asked_with": list(outcome.carried),
            "language": question.language,
            "kind": question.kind.value,
            "topic": topic_json(outcome.asked.topic),
            "claims": claims,
            "left_out": [{"title": one.title, "why": one.why} for one in worked.answer.left_out],
            "said": list(outcome.said),
            "perhaps": perhaps,
            "follows": follows,
        },
    )
    return version


def put_in_order(answer: AnswerVersion) -> JoinedText | None:
    """Let the language model order the claims; None where none is set or it does not help.

    Waits for it as long as the settings say. The answer itself stays as it is.
    """
    endpoint = settings.LANGUAGE_MODEL
    if endpoint is None or answer.state == State.APPROVED.value:
        return None
    before = JoinedText.objects.filter(answer=answer).first()
    room = queries.reading_room(queries.versions_of(answer))
    claims = queries.shown(answer, room).answer.claims
    if before or not FEWEST <= len(claims) == len(answer.claims):
        return before
    reply = reply_from(endpoint, request_for(answer.question, claims, endpoint.model))
    joined = joined_from(reply, claims, room) if reply else None
    if joined is None:
        return None
    row, _new = JoinedText.objects.get_or_create(
        answer=answer,
        defaults={
            "paragraphs": [list(part) for part in joined.paragraphs],
            "dropped": min(joined.dropped, MOST_DROPPED),
            "model": endpoint.model[:200],
        },
    )
    return row


def _own_text(question: Question, carried: Sequence[str]) -> str:
    """The question as it was written, without the words of the thread."""
    return question.text.removesuffix(f" ({', '.join(carried)})") if carried else question.text


def ask_board(*, message: str, language: str) -> BoardRequest | None:
    """Hand a question on to the board, cleaned once more; None where nothing of it can be asked."""
    question = question_of(message)
    if question.problem:
        return None
    request, _new = BoardRequest.objects.get_or_create(
        question=question.text, closed_at=None, defaults={"language": language}
    )
    return request


@transaction.atomic
def object_to(*, answer: AnswerVersion, claim: int, words: str, key: Any, by: Person) -> None:
    """“This source does not say that.” Sent twice, it is written once."""
    if not 1 <= claim <= len(answer.claims):
        raise NotHere("There is no such page, or it is not open to you.")
    with as_person(by):
        if not first_time(by=by.pk, key=key):
            return
        made = Objection.objects.create(answer=answer, claim=claim, words=words.strip(), by=by)
        did("objected", "answer objection", made.pk, stream=LIBRARY, by=by.pk)


# The board


def _locked(model: Any, text: Any) -> Any:
    found = model.objects.select_for_update().filter(pk=text.pk).first()
    if found is None:
        raise NotHere("There is no such page, or it is not open to you.")
    return found


@transaction.atomic
def review_answer(*, answer: AnswerVersion, step: Transition, reason: str = "", by: Here) -> AnswerVersion:
    """One step of the board with an answer. Raises Refused with the sentence why not."""
    answer = _locked(AnswerVersion, answer)
    rules.check_take(by, step, answer, reason)
    if step.step is Step.APPROVE:
        _check_approve_answer(answer, by.person)
    answer.state = step.target.value
    answer.reason = reason.strip() if step.reason else ""
    if by.profession:
        answer.reviewed_by_id, answer.reviewed_at = by.person.pk, timezone.now()
    answer.save(update_fields=["state", "reason", "reviewed_by", "reviewed_at"])
    did(step.verb, "answer", answer.pk, stream=LIBRARY, by=by.person.pk)
    return answer


def _check_approve_answer(answer: AnswerVersion, person: Person) -> None:
    if not queries.holds(answer):
        raise Refused(_("A source of this answer has changed or is gone. Ask the question again instead."))
    with as_person(person):
        is_doubted = Objection.objects.filter(answer=answer, closed_at=None).exists()
    if is_doubted:
        raise Refused(_("A reader says that a source does not say this. Please answer that first."))


@transaction.atomic
def write_plain(
    *,
    answer: AnswerVersion,
    plain: PlainVersion | None,
    language: str,
    title: str,
    sentences: Sequence[PlainWording],
    by: Here,
) -> PlainVersion:
    """Keep a draft of a plain version. Somebody else's text becomes one's own by changing it."""
    if not rules.may_write_plain(by):
        raise NotHere("There is no such page, or it is not open to you.")
    if plain is not None:
        plain = _locked(PlainVersion, plain)
        if plain.state not in (State.DRAFT.value, State.RETURNED.value):
            raise Refused(_("This text is being checked and cannot change now."))
    plain = plain or PlainVersion(answer=answer)
    reading = whole_reading(list(sentences), language)
    plain.language, plain.title = language, title
    plain.sentences = msgspec.to_builtins([_fresh(one) for one in sentences])
    plain.grade, plain.measured = reading.grade, reading.verdict.value
    plain.state, plain.reason = State.DRAFT.value, ""
    plain.written_by = Account.objects.get(person_id=by.person.pk)
    plain.save()
    did("wrote", "plain version", plain.pk, stream=LIBRARY, by=by.person.pk)
    return plain


def _fresh(wording: PlainWording) -> PlainWording:
    """A changed text is vouched for by nobody yet."""
    return msgspec.structs.replace(wording, vouched=False)


@transaction.atomic
def review_plain(
    *, plain: PlainVersion, step: Transition, reason: str = "", vouched: Sequence[int] = (), by: Here
) -> PlainVersion:
    """One step with a plain version. ``vouched``: numbers (from 0) of the sentences that the approving
    clinician has compared with their source."""
    plain = _locked(PlainVersion, plain)
    rules.check_take(by, step, plain, reason)
    if step.step is Step.APPROVE:
        _vouch(plain, vouched)
        plain.approved_by_id, plain.approved_at = by.person.pk, timezone.now()
        _withdraw_earlier(plain)
    plain.state = step.target.value
    plain.reason = reason.strip() if step.reason else ""
    plain.save()
    did(step.verb, "plain version", plain.pk, stream=LIBRARY, by=by.person.pk)
    return plain


def _vouch(plain: PlainVersion, vouched: Sequence[int]) -> None:
    """Write down for which sentences the clinician vouches. Raises Refused where one may not be shown."""
    checked = queries.wordings(plain)
    if not checked:
        raise Refused(_("There is no sentence here yet."))
    if any(one.standing is Standing.REFUSED for one in checked):
        raise Refused(_("A sentence here is not in its source. Send it back with a reason."))
    if any(one.standing is Standing.READ_IT and n not in vouched for n, one in enumerate(checked)):
        raise Refused(_("Please compare each marked sentence with its source, and tick it."))
    if plain.grade is not None and plain.grade > MOST_GRADE:
        raise Refused(_("These words are too hard: the grade is above 5."))
    plain.sentences = msgspec.to_builtins(
        [msgspec.structs.replace(one.wording, vouched=one.standing is Standing.READ_IT) for one in checked]
    )


def _withdraw_earlier(plain: PlainVersion) -> None:
    PlainVersion.objects.filter(
        answer=plain.answer, language=plain.language, state=State.APPROVED.value
    ).exclude(pk=plain.pk).update(
        state=State.WITHDRAWN.value, reason=_("A newer plain version was approved.")
    )


@transaction.atomic
def close_objection(*, objection_id: Any, reply: str, by: Here) -> None:
    """Answer a reader's objection. Raises NotHere, Refused."""
    rules.check_answer_readers(by)
    with as_person(by.person):
        found = Objection.objects.select_for_update().filter(pk=objection_id, closed_at=None).first()
        if found is None:
            raise NotHere("There is no such page, or it is not open to you.")
        _close(found, reply, by)
        did("answered", "answer objection", found.pk, stream=LIBRARY, by=by.person.pk)


@transaction.atomic
def close_request(*, request_id: Any, reply: str, by: Here) -> None:
    """Say what became of a question that the library could not answer. Raises NotHere, Refused."""
    rules.check_answer_readers(by)
    found = BoardRequest.objects.select_for_update().filter(pk=request_id, closed_at=None).first()
    if found is None:
        raise NotHere("There is no such page, or it is not open to you.")
    _close(found, reply, by)
    did("answered", "board request", found.pk, stream=LIBRARY, by=by.person.pk)


def _close(found: Objection | BoardRequest, reply: str, by: Here) -> None:
    found.reply = reply.strip()
    found.closed_by = Account.objects.get(person_id=by.person.pk)
    found.closed_at = timezone.now()
    found.save(update_fields=["reply", "closed_by", "closed_at"])


# The starter library


@transaction.atomic
def load_starter(*, by: Person | None = None) -> int:
    """Store the shipped summaries, the answer to the founding question and its plain version; how many
    summaries were new. Doing it again changes nothing; an earlier edition of a summary is taken out."""
    library = starter.starter_library()
    stored = sources.store_all([one.document for one in library], file_digest=_digest(), by=by)
    for one in library:
        _withdraw_editions(one, by)
    new = sum(one.new for one in stored)
    if new:
        transaction.on_commit(indexing.catch_up, robust=True)
    for plain in starter.plain_versions():
        _load_plain(plain)
    return new


def _digest() -> str:
    paths = sorted(starter.LIBRARY.glob("*.yaml"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()


def _withdraw_editions(one: starter.StarterDocument, by: Person | None) -> None:
    same = Document.objects.filter(record__other_ids__contains=[["alongside", one.key]], withdrawn_at=None)
    for version in same.exclude(version=one.document.version).values_list("version", flat=True):
        if version:
            sources.withdraw(version, "A newer edition of this summary is shipped with the program.", by=by)


def _load_plain(plain: starter.PlainVersion) -> None:
    """The shipped plain words, sent in for a clinician to check; not again while any text stands there."""
    answer = keep_answer(_from_starter(plain.question))
    sentences = [
        PlainWording(heading, one.text, [_span(i) for i in one.rests_on])
        for heading, group in plain.sections
        for one in group
    ]
    if PlainVersion.objects.filter(answer=answer, language=plain.language).exists():
        return
    reading = whole_reading(sentences, plain.language)
    made = PlainVersion.objects.create(
        answer=answer,
        language=plain.language,
        title=plain.title,
        sentences=msgspec.to_builtins(sentences),
        grade=reading.grade,
        measured=reading.verdict.value,
        state=State.SUBMITTED.value,
    )
    did("sent in", "plain version", made.pk, stream=LIBRARY, by=None, service="starter library")


def _from_starter(question: str) -> Outcome:
    """The answer that the summaries alone give, without any index."""
    library = starter.starter_library()
    rarity = rarity_in(one.document.text for one in library)
    asked = understand(question)
    found = [
        candidate_of(one.document, asked.question.text, lexical_scorer(rarity), primary=False)
        for one in library
    ]
    return Outcome(asked, answer_from(asked, found, rarity=rarity))


def _span(sentence_id: str) -> Span:
    document, sentence = next(
        (one.document, s) for one in starter.starter_library() for s in one.sentences if s.id == sentence_id
    )
    words = document.cut(sentence.start, sentence.end)
    return Span(document.version, sentence.start, sentence.end, sha256_of(words))
