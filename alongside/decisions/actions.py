"""What people do in a conversation about a choice. Each asks its rule, adds rows, writes the trail."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, Model
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from alongside.aids.models import AidVersion
from alongside.aids.queries import begun_in, lacks, may_begin
from alongside.decisions import endings, note, rules
from alongside.decisions.balance import table
from alongside.decisions.balance.reasons import Reason
from alongside.decisions.endings import EndingKind
from alongside.decisions.models import (
    Choice,
    Confirmed,
    Ending,
    NoteDraft,
    PromptClosed,
    Recommendation,
    Role,
    RoleWanted,
    SignedNote,
    View,
    WhatMatters,
)
from alongside.decisions.note_kinds import kinds
from alongside.patients.doors import Visit
from alongside.patients.rules import Refused
from alongside.people.models import Account, Person


class Conflict(Exception):
    """Somebody else saved the same text first. Carries what they saved; nothing was overwritten."""

    def __init__(self, theirs: NoteDraft) -> None:
        super().__init__(_("Somebody else saved this while you were writing."))
        self.theirs = theirs


class Meanwhile(Exception):
    """Somebody wrote the same part of the talk after it was shown to this writer. Nothing was saved yet."""

    def __init__(self) -> None:
        super().__init__(_("Somebody else wrote here while you were writing."))


def check_nothing_new(choice: Choice, table: type[Model], seen: str | None) -> None:
    """Raises Meanwhile when the newest row is not the one that was shown; None: nothing was shown.

    The choice is locked until the writer is done, so that of two at the same moment one comes second.
    """
    if seen is None:
        return
    Choice.objects.select_for_update().get(pk=choice.pk)
    order = ("at", "outcome") if table is WhatMatters else ("at",)
    newest = table._default_manager.filter(choice=choice).order_by(*order).last()
    if (str(newest.pk) if newest else "") != seen:
        raise Meanwhile


def open_choice(*, aid: AidVersion, stratum: str = "", by: Visit) -> Choice:
    """Start (or find) this patient's choice on one version of an aid, in the patient's language where the
    board has approved the aid in it, else in English.

    Raises Refused for an aid that is not finished, and with real people for one that nobody approved.
    """
    rules.check_open_choice(by)
    asked, aid = aid, begun_in(aid, by.patient.person.language)
    newest = Choice.objects.filter(patient=by.patient, aid__in=(asked, aid), goes_on_in=None).first()
    if newest is not None:
        return newest
    if lacks(aid):
        raise Refused(_("This choice aid is not finished yet. Nobody can start a choice with it."))
    if not may_begin(aid):
        raise Refused(_("Nobody has checked this choice aid yet. It can be used when it is approved."))
    choice, made = Choice.objects.get_or_create(
        patient=by.patient, aid=aid, reopens=None, defaults={"stratum": stratum, "opened_by": by.person}
    )
    if made:
        by.did("opened", "choice", choice.pk)
    return choice


def set_baseline(*, choice: Choice, stratum: str, by: Visit) -> None:
    """Keep which group of people this patient is compared with."""
    rules.check_set_baseline(by)
    check_goes_on_here(choice)
    choice.stratum = stratum
    choice.save(update_fields=["stratum"])
    by.did("set the baseline of", "choice", choice.pk)


def check_goes_on_here(choice: Choice) -> None:
    """Refuses to add to a talk that goes on in a newer one: it stays as it was."""
    if Choice.objects.filter(reopens=choice).exists():
        raise Refused(_("This was looked at again. The talk goes on in the newer one: please write there."))


def spoken(choice: Choice, by: Visit, said_by: Person, confirmed: str) -> dict[str, Any]:
    """Who said it, who wrote it, how it was made sure; one's own words are always in one's own hand."""
    check_goes_on_here(choice)
    own = said_by.pk == by.person.pk
    rules.check_speak(by, for_another=not own)
    return {
        "patient": by.patient,
        "said_by": said_by,
        "recorded_by": by.person,
        "confirmed": Confirmed.OWN_HAND if own else confirmed,
    }


def say_what_matters(
    *,
    choice: Choice,
    importances: Mapping[str, int],
    words: str,
    said_by: Person,
    confirmed: str,
    by: Visit,
    seen: str | None = None,
) -> None:
    """Write down how much each outcome matters and the person's own words."""
    check_nothing_new(choice, WhatMatters, seen)
    told = spoken(choice, by, said_by, confirmed)
    rows = [
        WhatMatters(choice=choice, outcome=outcome, importance=importance, **told)
        for outcome, importance in importances.items()
    ]
    if words.strip():
        rows.append(WhatMatters(choice=choice, words=words.strip(), **told))
    if not rows:
        raise Refused(_("Nothing was chosen and nothing was written."))
    WhatMatters.objects.bulk_create(rows)
    for row in rows:
        by.did("said what matters", "what matters", row.pk)


def want_role(
    *,
    choice: Choice,
    role: Role,
    words: str,
    said_by: Person,
    confirmed: str,
    by: Visit,
    seen: str | None = None,
) -> RoleWanted:
    check_nothing_new(choice, RoleWanted, seen)
    row = RoleWanted.objects.create(
        choice=choice, role=role, words=words.strip(), **spoken(choice, by, said_by, confirmed)
    )
    by.did("said the role wanted", "role", row.pk)
    return row


def add_view(*, choice: Choice, option: str, words: str, said_by: Person, confirmed: str, by: Visit) -> View:
    row = View.objects.create(
        choice=choice, option=option, words=words.strip(), **spoken(choice, by, said_by, confirmed)
    )
    by.did("said", "view", row.pk)
    return row


def recommend(
    *,
    choice: Choice,
    option: str,
    reason: str,
    rests_on: Sequence[str],
    by: Visit,
    seen: str | None = None,
) -> Recommendation:
    rules.check_advise(by)
    check_nothing_new(choice, Recommendation, seen)
    check_goes_on_here(choice)
    row = Recommendation.objects.create(
        patient=by.patient,
        choice=choice,
        option=option,
        reason=reason.strip(),
        rests_on=list(rests_on),
        by=by.person,
    )
    by.did("advised", "recommendation", row.pk)
    return row


def end(
    *,
    choice: Choice,
    kind: EndingKind,
    option: str,
    reason: str,
    next_step: str,
    review_on: date | None,
    told_of_difference: bool,
    said_by: Person,
    confirmed: str,
    by: Visit,
    seen: str | None = None,
) -> Ending:
    """Write down how the talk ended. Every kind is a valid record."""
    rules.check_end(by)
    check_nothing_new(choice, Ending, seen)
    lacks = endings.missing(kind, option=option, reason=reason, next_step=next_step)
    if lacks:
        raise Refused(" ".join(_(sentence) for sentence in lacks.values()))
    row = Ending.objects.create(
        choice=choice,
        kind=kind.value,
        option=option if endings.ENDINGS[kind].names_an_option else "",
        reason=reason.strip(),
        next_step=next_step.strip(),
        review_on=review_on,
        told_of_difference=told_of_difference,
        **spoken(choice, by, said_by, confirmed),
    )
    by.did("ended", "ending", row.pk)
    return row


def close_prompt(*, choice: Choice, rule: str, reason: Reason, by: Visit) -> None:
    rules.check_close_prompt(by)
    check_goes_on_here(choice)
    if not table.may_close(rule, reason):
        raise Refused(_("This reason does not answer that."))
    row = PromptClosed.objects.create(
        patient=by.patient, choice=choice, rule=rule, reason=reason.value, by=by.person
    )
    by.did("closed", "prompt", row.pk)


def start_note(*, choice: Choice, kind: str, sections: Mapping[str, str], by: Visit) -> NoteDraft:
    """The draft of this choice's note; made from the record, as a note of this kind, the first time."""
    rules.check_write_note(by)
    written, made = NoteDraft.objects.get_or_create(
        choice=choice,
        defaults={
            "patient": by.patient,
            "kind": kind,
            "sections": dict(sections),
            "revised_by": by.person,
        },
    )
    if made:
        by.did("drafted", "note", choice.pk)
    return written


def revise_note(
    *, choice: Choice, kind: str, sections: Mapping[str, str], seen_revision: int, by: Visit
) -> NoteDraft:
    """Save the draft. Raises Conflict when it changed since `seen_revision` was shown.

    Words under headings that this kind of note does not have stay where they are, for another change of kind.
    """
    rules.check_write_note(by)
    kept = NoteDraft.objects.get(choice=choice).sections
    saved = NoteDraft.objects.filter(choice=choice, revision=seen_revision).update(
        kind=kind,
        sections=kept | dict(sections),
        revision=F("revision") + 1,
        revised_by=by.person,
        revised_at=Now(),
    )
    written = NoteDraft.objects.select_related("revised_by").get(choice=choice)
    if not saved:
        raise Conflict(written)
    by.did("revised", "note", choice.pk)
    return written


def sign_note(*, choice: Choice, seen_revision: int, because: str, account: Account, by: Visit) -> SignedNote:
    """Freeze the draft as the next numbered note. After the first, each says why it amends."""
    rules.check_write_note(by)
    written = NoteDraft.objects.select_for_update().select_related("revised_by").get(choice=choice)
    if written.revision != seen_revision:
        raise Conflict(written)
    number = SignedNote.objects.filter(choice=choice).count() + 1
    if number > 1 and not because.strip():
        raise Refused(_("This note is signed already. To add to it, say why."))
    about = {
        "choice": str(choice.pk),
        "aid": choice.leans_on,
        "stratum": choice.stratum,
        "number": str(number),
        "kind": written.kind,
    }
    text = note.frozen(written.sections, kinds()[written.kind].titles, about)
    signed = SignedNote.objects.create(
        patient=by.patient,
        choice=choice,
        number=number,
        text=text,
        digest=note.digest(text),
        amends_because=because.strip() if number > 1 else "",
        signed_by=by.person,
        account=account.pk,
    )
    by.did("signed", "note", signed.pk)
    return signed


def person_in(people: Sequence[Person], wanted: UUID) -> Person:
    """The one of these people with that id. Raises Refused for anybody else."""
    for person in people:
        if person.pk == wanted:
            return person
    raise Refused(_("Choose a person from the list."))
