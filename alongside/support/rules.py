"""Who may answer, ask and see to it. Two voices: `may_x` for pages, `check_x` raises a sentence."""

from django.utils.translation import gettext as _

from alongside.patients.doors import Visit
from alongside.patients.rules import Refused, Standing
from alongside.support.models import Kind

OWN_OR_TEAM = frozenset({Standing.SELF, Standing.TEAM})
OFFERS = (Kind.CHAPLAIN, Kind.SOCIAL_WORK, Kind.INTERPRETER, Kind.DIARY)
MAY_BE_ASKED_FOR = frozenset({Kind.SOMEONE_NOW, *OFFERS})


def may_see(visit: Visit) -> bool:
    """How a patient says they are: for the patient and the team; those let in have a page of their own."""
    return visit.standing in OWN_OR_TEAM


def may_answer(visit: Visit) -> bool:
    return visit.standing in OWN_OR_TEAM and not visit.reading_only


def may_see_to_it(visit: Visit) -> bool:
    return visit.standing is Standing.TEAM


def check_see(visit: Visit) -> None:
    if not may_see(visit):
        raise Refused(_("This page is for the patient and the care team. You have a page of your own."))


def check_answer(visit: Visit) -> None:
    check_see(visit)
    if not may_answer(visit):
        raise Refused(_("You can still read here. Nothing can be added now."))


def check_ask(kind: Kind) -> None:
    if kind not in MAY_BE_ASKED_FOR:
        raise Refused(_("This cannot be asked for here. Choose from the list."))


def check_see_to_it(visit: Visit) -> None:
    if not may_see_to_it(visit):
        raise Refused(_("Only the care team can do this."))
