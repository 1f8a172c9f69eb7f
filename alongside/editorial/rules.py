"""Who may do what at the review desk, and which texts may be used with people.

Two voices: `may_x` for pages, `check_x` raises a sentence. What keeps somebody from reviewing is worked out
once, in `why_not_review`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.editorial.findings import Report, Weight
from alongside.editorial.frozen import open_rules
from alongside.editorial.interests import Declared
from alongside.editorial.standing import Standing
from alongside.editorial.workflow import Capacity, State, Step, Who, after, needed
from alongside.people.queries import Here

BOARD, EDITOR = "board", "editor"


class Refused(Exception):
    """A rule said no. The message is a sentence that the person may read."""

    http_status = 409


class NotHere(Exception):
    """There is nothing here for this person; whether it exists stays private."""

    http_status = 404


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Somebody at the desk, as the rules see them. ``interests``: those that touch the text at hand."""

    person: UUID
    on_board: bool
    is_clinician: bool
    is_patient_reviewer: bool
    interests: tuple[Declared, ...] = ()

    def can_be(self, who: Who) -> bool:
        return self.is_clinician if who is Who.CLINICIAN else self.is_patient_reviewer


@dataclass(frozen=True, slots=True)
class Case:
    """One edition, as the rules see it. ``approvals``: who has approved it in which capacity;
    ``signed``: rules let stand, by capacity."""

    state: State
    carries_numbers: bool
    submitted_by: UUID | None
    report: Report
    approvals: Mapping[Capacity, UUID]
    signed: frozenset[tuple[str, Capacity]] = frozenset()
    open_flags: int = 0
    open_comments: int = 0

    @property
    def still_needed(self) -> tuple[Capacity, ...]:
        return tuple(one for one in needed(self.carries_numbers) if one not in self.approvals)


# The desk


def may_see_desk(here: Here) -> bool:
    """The desk belongs to the board and to editors."""
    return bool(here.duties & {BOARD, EDITOR})


def check_see_desk(here: Here) -> None:
    if not may_see_desk(here):
        raise NotHere("There is no such page, or it is not open to you.")


# Reviewing


def why_not_review(reviewer: Reviewer, case: Case) -> str:
    """What keeps this person from reviewing this edition at all; empty: nothing."""
    if not reviewer.on_board:
        return _("Only members of the review board can do this.")
    if case.submitted_by == reviewer.person:
        return _("You sent this in. Somebody else on the board has to check it.")
    if reviewer.interests:
        about = reviewer.interests[0].about
        return _("You declared an interest in “%(about)s”. Somebody else has to check this.") % {
            "about": about
        }
    return ""


def why_not_capacity(reviewer: Reviewer, case: Case, capacity: Capacity) -> str:
    """What keeps this person from vouching in this capacity; empty: nothing."""
    who = needed(case.carries_numbers).get(capacity)
    if who is None:
        return _("This text does not need that review.")
    if not reviewer.can_be(who):
        if who is Who.CLINICIAN:
            return _("Only a clinician on the board can do this.")
        return _("Only a patient reviewer of the board can do this.")
    if capacity in case.approvals:
        return _("Somebody has approved this already. Look at it again.")
    if reviewer.person in case.approvals.values():
        return _("You have approved a part of this. The other part needs another person.")
    return ""


def why_not_approve(reviewer: Reviewer, case: Case, capacity: Capacity) -> str:
    """The first thing that stands in the way of this person's approval; empty: nothing."""
    return (
        why_not_review(reviewer, case)
        or _not_open(case, Step.APPROVE)
        or why_not_capacity(reviewer, case, capacity)
        or _gate(case, capacity)
        or _still_open(case)
    )


def _not_open(case: Case, step: Step) -> str:
    if after(case.state, step) is None:
        return _("This step is not open now. Somebody else may have been faster: look at it again.")
    return ""


def _gate(case: Case, capacity: Capacity) -> str:
    if not case.report.results:
        return _("No gate has looked at this yet. Load it again.")
    if must := open_rules(case.report, Weight.MUST):
        return _("The gate stops this: %(rules)s. It has to be mended first.") % {"rules": ", ".join(must)}
    unsigned = [
        rule for rule in open_rules(case.report, Weight.MAY_BE_SIGNED) if (rule, capacity) not in case.signed
    ]
    if unsigned:
        return _("Sign for what the gate still finds, or send it back: %(rules)s.") % {
            "rules": ", ".join(unsigned)
        }
    return ""


def _still_open(case: Case) -> str:
    if case.open_flags:
        return _("A source of this has changed. Say first what that means for this text.")
    if case.open_comments:
        return _("A comment is still open. Answer it first.")
    return ""


def check_approve(reviewer: Reviewer, case: Case, capacity: Capacity) -> None:
    _check(why_not_approve(reviewer, case, capacity))


def capacities_open(reviewer: Reviewer, case: Case) -> tuple[Capacity, ...]:
    """What this person could vouch for now, whatever the gate says."""
    if why_not_review(reviewer, case) or _not_open(case, Step.APPROVE):
        return ()
    return tuple(one for one in case.still_needed if not why_not_capacity(reviewer, case, one))


def why_not_step(reviewer: Reviewer, case: Case, step: Step) -> str:
    """What keeps this person from sending it back, beginning, or withdrawing it."""
    return why_not_review(reviewer, case) or _not_open(case, step) or _needs_clinician(reviewer, step)


def _needs_clinician(reviewer: Reviewer, step: Step) -> str:
    if step is Step.WITHDRAW and not reviewer.is_clinician:
        return _("Only a clinician on the board can do this.")
    return ""


def check_step(reviewer: Reviewer, case: Case, step: Step) -> None:
    _check(why_not_step(reviewer, case, step))


def check_sign(reviewer: Reviewer, case: Case, rule: str, capacity: Capacity) -> None:
    """An exception is signed by whoever could approve in that capacity, and only where the rule allows it."""
    _check(
        why_not_review(reviewer, case)
        or _not_open(case, Step.APPROVE)
        or why_not_capacity(reviewer, case, capacity)
    )
    if rule not in open_rules(case.report, Weight.MAY_BE_SIGNED):
        raise Refused(_("Nobody may sign for this rule. It has to be mended."))


def check_resolve_flag(reviewer: Reviewer, case: Case) -> None:
    """A clinician of the board says what a changed source means for a text."""
    _check(why_not_review(reviewer, case))
    if not reviewer.is_clinician:
        raise Refused(_("Only a clinician on the board can do this."))


def check_words(words: str) -> None:
    _check("" if words.strip() else _("Please write why."))


def _check(why_not: str) -> None:
    if why_not:
        raise Refused(why_not)


# Use


def may_be_used(standing: Standing, *, demonstration: bool) -> bool:
    """Whether a text may be begun with or listed to people: with real people only what is approved."""
    return demonstration or standing.is_approved


def may_be_read(standing: Standing, *, staff: bool, demonstration: bool) -> bool:
    """Whether somebody may read a version at its own address: those who work here always; others what
    was approved once, for a record may lean on it."""
    return staff or demonstration or bool(standing.who)
