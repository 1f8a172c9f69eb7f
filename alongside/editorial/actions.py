"""What is done with editions: sent in by a room, checked by the board, flagged when a source changes."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.editorial import queries, rules
from alongside.editorial.blocks import Block
from alongside.editorial.findings import Report
from alongside.editorial.frozen import blocks_to_json, digest_of, report_to_json
from alongside.editorial.models import (
    BoardMember,
    Comment,
    Content,
    Edition,
    Flag,
    Interest,
    Leans,
    Review,
    SignedException,
)
from alongside.editorial.rules import NotHere, Refused
from alongside.editorial.workflow import TRANSITIONS, WAITING, Capacity, State, Step, Who, needed
from alongside.people.models import Clinician, Duty, Person
from alongside.people.queries import Here
from alongside.sources.actions import mark_retracted
from alongside.sources.models import Source
from alongside.sources.queries import what_was_said_of
from alongside.sources.records import Standing as SourceStanding
from alongside.sources.standing import Word
from alongside.trail.writing import LIBRARY, did, first_time

GONE = "There is no such page, or it is not open to you."
OUR_RECORD = "Our record of this source says so."


# Sent in


@transaction.atomic
def submit(
    *,
    kind: str,
    key: str,
    version: UUID,
    title: str,
    language: str,
    blocks: Sequence[Block],
    report: Report,
    sources: Iterable[Source],
    carries_numbers: bool,
    by: Person | None,
) -> Edition:
    """Send one version of a text to the board, frozen with its gate's report.

    The same version with the same blocks and report again changes nothing. Earlier editions of the text
    that still wait are superseded; an approved one stays until this one is approved. ``version`` is the
    id of the room's own row; ``by`` is None for the operator. Sources that changed already are flagged.
    """
    content, _new = Content.objects.get_or_create(kind=kind, key=key, language=language)
    Content.objects.select_for_update().get(pk=content.pk)
    newest = content.editions.order_by("-number").first()
    digest = digest_of(title, language, blocks)
    if newest and newest.version == version and _is_same(newest, digest, report):
        return newest
    edition = Edition.objects.create(
        content=content,
        kind=content.kind,
        number=newest.number + 1 if newest else 1,
        version=version,
        title=title[:300],
        blocks=blocks_to_json(blocks),
        carries_numbers=carries_numbers,
        submitted_by=by,
        digest=digest,
        report=report_to_json(report),
    )
    _supersede(content.editions.exclude(pk=edition.pk).exclude(state=State.APPROVED.value))
    _lean(edition, sources)
    did("sent in", "edition", edition.pk, stream=LIBRARY, by=by.pk if by else None)
    return edition


def _is_same(newest: Edition, digest: str, report: Report) -> bool:
    """What was decided on is not opened again because the gate has learned something since."""
    if newest.digest != digest or not newest.report:
        return False
    return State(newest.state) not in WAITING or _told(newest.frozen_report()) == _told(report)


def _told(report: Report) -> list[tuple[str, object]]:
    """What a report found; what it looked at may name the day."""
    return [(result.rule.id, result.findings) for result in report.open()]


def _lean(edition: Edition, sources: Iterable[Source]) -> None:
    """Locked, so that a source which changes in this moment is seen by one of the two transactions."""
    ids = [source.pk for source in sources]
    rows = list(Source.objects.select_for_update().filter(pk__in=ids).order_by("pk"))
    Leans.objects.bulk_create([Leans(edition=edition, source=row) for row in rows])
    Flag.objects.bulk_create([Flag(edition=edition, **event) for row in rows for event in _events(row)])


def _events(source: Source) -> list[dict[str, Any]]:
    """What happened to a source before a text leaned on it."""
    said = [
        {"source": source, "what": word.kind, "said_by": word.said_by, "happened": word.date}
        for word in what_was_said_of(source)
    ]
    if not said and source.status != SourceStanding.CURRENT.value:
        return [{"source": source, "what": source.status, "said_by": OUR_RECORD, "happened": ""}]
    return said


def _supersede(editions: "Iterable[Edition]") -> None:
    step = TRANSITIONS[Step.SUPERSEDE]
    for row in editions:
        if State(row.state) in step.origins:
            row.state = step.target.value
            row.save(update_fields=["state"])
            did(step.verb, "edition", row.pk, stream=LIBRARY, by=None, service="editorial")


# Checked


def _locked(edition: UUID) -> Edition:
    """The edition, its text locked before it: two people at once are put in a row."""
    content = Content.objects.select_for_update().filter(editions=edition).first()
    if content is None:
        raise NotHere(GONE)
    return Edition.objects.select_for_update().select_related("content").get(pk=edition)


@transaction.atomic
def start(*, edition: UUID, key: UUID, by: Here) -> Edition:
    """Begin to check. Raises Refused, NotHere."""
    row = _locked(edition)
    if first_time(by=by.person.pk, key=key):
        rules.check_step(queries.reviewer_of(by, row), queries.case_of(row), Step.START)
        _take(row, Step.START, by)
    return row


@transaction.atomic
def approve(*, edition: UUID, capacity: Capacity, key: UUID, by: Here) -> Edition:
    """Vouch for the numbers or the words. The last review that is needed approves the edition.

    Raises Refused with the sentence why not, NotHere.
    """
    row = _locked(edition)
    if not first_time(by=by.person.pk, key=key):
        return row
    case = queries.case_of(row)
    rules.check_approve(queries.reviewer_of(by, row), case, capacity)
    review = Review.objects.create(edition=row, reviewer=by.person, capacity=capacity.value, approves=True)
    did(f"approved the {capacity.value}", "review", review.pk, stream=LIBRARY, by=by.person.pk)
    if case.still_needed == (capacity,):
        _approved(row, by)
    elif case.state is State.SUBMITTED:
        _take(row, Step.START, by)
    return row


def _approved(row: Edition, by: Here) -> None:
    """Name the clinician, and let this edition take the place of the one approved before."""
    clinicians = [c.value for c, who in needed(row.carries_numbers).items() if who is Who.CLINICIAN]
    review = Review.objects.get(edition=row, approves=True, capacity__in=clinicians)
    clinician = Clinician.objects.select_related("person").get(pk=review.reviewer_id)
    _supersede(row.content.editions.filter(state=State.APPROVED.value))
    row.approved_by = clinician
    row.approved_name = clinician.title or clinician.person.full_name
    row.approved_as = clinician.profession
    row.approved_at = timezone.now()
    _take(row, Step.APPROVE, by)


def _take(row: Edition, step: Step, by: Here, reason: str = "") -> None:
    transition = TRANSITIONS[step]
    row.state, row.reason = transition.target.value, reason
    row.save(update_fields=["state", "reason", "approved_by", "approved_name", "approved_as", "approved_at"])
    did(transition.verb, "edition", row.pk, stream=LIBRARY, by=by.person.pk)


@transaction.atomic
def send_back(*, edition: UUID, reasons: str, key: UUID, by: Here) -> Edition:
    """Return an edition to its author; readers see the reasons. Raises Refused, NotHere."""
    row = _locked(edition)
    if not first_time(by=by.person.pk, key=key):
        return row
    rules.check_step(queries.reviewer_of(by, row), queries.case_of(row), Step.RETURN)
    rules.check_words(reasons)
    Review.objects.create(edition=row, reviewer=by.person, approves=False, reasons=reasons.strip())
    _take(row, Step.RETURN, by, reasons.strip())
    return row


@transaction.atomic
def withdraw(*, edition: UUID, reasons: str, key: UUID, by: Here) -> Edition:
    """Take an approved edition back for good; readers see the reasons. Raises Refused, NotHere."""
    row = _locked(edition)
    if not first_time(by=by.person.pk, key=key):
        return row
    rules.check_step(queries.reviewer_of(by, row), queries.case_of(row), Step.WITHDRAW)
    rules.check_words(reasons)
    _take(row, Step.WITHDRAW, by, reasons.strip())
    return row


@transaction.atomic
def sign_exception(*, edition: UUID, rule: str, capacity: Capacity, reason: str, key: UUID, by: Here) -> None:
    """Let a finding stand that may be signed; readers see the reason. Raises Refused, NotHere."""
    row = _locked(edition)
    if not first_time(by=by.person.pk, key=key):
        return
    rules.check_sign(queries.reviewer_of(by, row), queries.case_of(row), rule, capacity)
    rules.check_words(reason)
    if SignedException.objects.filter(edition=row, rule=rule, capacity=capacity.value).exists():
        raise Refused(_("Somebody has signed for this already. Look at it again."))
    made = SignedException.objects.create(
        edition=row, rule=rule, capacity=capacity.value, reason=reason.strip(), signed_by=by.person
    )
    did("signed an exception", "edition", made.edition_id, stream=LIBRARY, by=by.person.pk)


@transaction.atomic
def comment(*, edition: UUID, block: str, words: str, key: UUID, by: Here) -> None:
    """Say something about a block of an edition, or about all of it. Raises Refused, NotHere."""
    rules.check_see_desk(by)
    row = _locked(edition)
    if not first_time(by=by.person.pk, key=key):
        return
    rules.check_words(words)
    if block and block not in {one.key for one in row.frozen_blocks()}:
        raise NotHere(GONE)
    made = Comment.objects.create(edition=row, block=block, words=words.strip(), by=by.person)
    did("commented", "edition comment", made.pk, stream=LIBRARY, by=by.person.pk)


@transaction.atomic
def close_comment(*, comment: UUID, reply: str, by: Here) -> UUID:
    """Answer a comment and close it; the edition's id. Raises Refused, NotHere."""
    rules.check_see_desk(by)
    row = Comment.objects.select_for_update().filter(pk=comment).first()
    if row is None:
        raise NotHere(GONE)
    if row.closed_at is None:
        rules.check_words(reply)
        row.reply, row.closed_by, row.closed_at = reply.strip(), by.person, timezone.now()
        row.save(update_fields=["reply", "closed_by", "closed_at"])
        did("answered", "edition comment", row.pk, stream=LIBRARY, by=by.person.pk)
    return row.edition_id


# Sources that change


@transaction.atomic
def flag_what_leans_on(*, source: Source, what: str, said_by: str, happened: str = "") -> int:
    """Flag every edition that leans on a source, whatever its state: a choice may still stand on it.

    Told again of the same event, nothing changes. How many flags are new.
    """
    event = {"source": source, "what": what, "happened": happened[:10]}
    before = set(Flag.objects.filter(**event).values_list("edition_id", flat=True))
    leaning = Leans.objects.filter(source=source).exclude(edition_id__in=before)
    flags = [
        Flag(edition_id=edition, said_by=said_by, **event)
        for edition in leaning.values_list("edition_id", flat=True)
    ]
    Flag.objects.bulk_create(flags, ignore_conflicts=True)
    if flags:
        did("flagged what leans on", "source", source.pk, stream=LIBRARY, by=None, service="editorial")
    return len(flags)


@transaction.atomic
def source_has_changed(*, word: Word, key: UUID, by: Here) -> int:
    """Say by hand what happened to a work: the act of `alongside library mark`, its flags in this same
    transaction. How many works of ours are newly marked. Raises Refused where nobody says so, NotHere.
    """
    rules.check_see_desk(by)
    if not first_time(by=by.person.pk, key=key):
        return 0
    rules.check_words(word.said_by)
    marked = mark_retracted([word], by=by.person)
    for source in queries.sources_of(word.doi, word.pmid):
        did(f"said {word.kind}", "source", source.pk, stream=LIBRARY, by=by.person.pk)
    return len(marked.sources) + len(marked.documents)


@transaction.atomic
def resolve_flag(*, flag: UUID, resolution: str, by: Here) -> UUID:
    """Say what a changed source means for a text; the edition's id. Raises Refused, NotHere."""
    rules.check_see_desk(by)
    row = Flag.objects.select_for_update().filter(pk=flag).first()
    if row is None:
        raise NotHere(GONE)
    edition = _locked(row.edition_id)
    if row.resolved_at is None:
        rules.check_resolve_flag(queries.reviewer_of(by, edition), queries.case_of(edition))
        rules.check_words(resolution)
        row.resolution, row.resolved_by, row.resolved_at = resolution.strip(), by.person, timezone.now()
        row.save(update_fields=["resolution", "resolved_by", "resolved_at"])
        did("resolved", "flag", row.pk, stream=LIBRARY, by=by.person.pk)
    return row.edition_id


# The board


@transaction.atomic
def add_member(*, person: Person, expertise: str, patient_reviewer: bool) -> BoardMember:
    """Put somebody on the board, or change what they are there for; done by the operator."""
    member, _new = BoardMember.objects.update_or_create(
        person=person,
        defaults={"expertise": expertise, "is_patient_reviewer": patient_reviewer, "until": None},
    )
    Duty.objects.get_or_create(person=person, name=rules.BOARD)
    did("joined", "board", person.pk, stream=LIBRARY, by=None, service="board")
    return member


@transaction.atomic
def declare_interest(
    *, member: BoardMember, about: str, what: str, since: date, until: date | None, key: UUID | None = None
) -> None:
    """Write down what could sway a member. ``key`` is that of the member's own form; the operator has none.

    Raises Refused when it names nothing.
    """
    if key and not first_time(by=member.pk, key=key):
        return
    if not about.split():
        raise Refused(_("Say what the interest is about: a medicine, a maker, a source."))
    made = Interest.objects.create(
        member=member, about=" ".join(about.split()), what=what.strip(), since=since, until=until
    )
    did("declared", "interest", made.pk, stream=LIBRARY, by=member.pk if key else None, service="board")


@transaction.atomic
def end_interest(*, interest: UUID, until: date) -> None:
    """Say when an interest ended; done by the operator. Raises NotHere."""
    row = Interest.objects.select_for_update().filter(pk=interest).first()
    if row is None:
        raise NotHere(GONE)
    row.until = until
    row.save(update_fields=["until"])
    did("ended", "interest", row.pk, stream=LIBRARY, by=None, service="board")
