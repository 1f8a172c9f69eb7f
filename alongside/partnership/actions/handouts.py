"""Giving a handout to somebody, and hearing in their own words what they took from it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from alongside.materials.models import HandoutVersion
from alongside.materials.queries import may_give
from alongside.partnership import rules
from alongside.partnership.actions.team import Listener
from alongside.partnership.models import Given, SaidBack
from alongside.patients.doors import Visit
from alongside.patients.rules import Refused


@dataclass(frozen=True)
class Round:
    """One round of teach-back. ``gap``: what was not clear yet; empty where all was understood."""

    asked: str
    own_words: str
    gap: str = ""
    told_again: str = ""


def give(*, handout: HandoutVersion, to: Listener, language: str, by: Visit) -> Given:
    """Write down that somebody was given this handout now.

    Raises Refused for whom it is not to write, and for a handout that has not been checked.
    """
    rules.check_give_handout(by)
    if not may_give(handout):
        raise Refused(_("This handout has not been checked. It cannot be given to anybody yet."))
    if to.person is None and not to.name.strip():
        raise Refused(_("Write who was given it."))
    row = Given.objects.create(
        patient=by.patient,
        handout=handout,
        language=language,
        to=to.person,
        to_name="" if to.person else to.name.strip(),
        by=by.person,
    )
    by.did("gave", "handout", row.pk)
    return row


def hear_back(*, given: Given, round: Round, by: Visit) -> SaidBack:
    """Write down one round of teach-back. Nothing that was said before is changed."""
    rules.check_give_handout(by)
    if not round.asked.strip() or not round.own_words.strip():
        raise Refused(_("Write what you asked, and what they said in their own words."))
    if round.told_again.strip() and not round.gap.strip():
        raise Refused(_("Write what was not clear yet."))
    row = SaidBack.objects.create(
        patient=by.patient,
        given=given,
        asked=round.asked.strip(),
        own_words=round.own_words.strip(),
        gap=round.gap.strip(),
        told_again=round.told_again.strip(),
        by=by.person,
    )
    by.did("heard back", "handout", row.pk)
    return row
