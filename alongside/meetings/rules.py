"""Who may do what about meetings. Two voices: `may_x` for pages, `check_x` raises a sentence to read."""

from django.utils.translation import gettext as _

from alongside.meetings.progress import TRANSITIONS, NotFromHere, Owner, State, Step, after
from alongside.patients.doors import Visit
from alongside.patients.rules import Refused, Standing
from alongside.people.models import Person

INTERPRETER = "interpreter"
EVERYBODY_INSIDE = frozenset({Standing.SELF, Standing.TEAM, Standing.LET_IN})


def profession_of(person: Person) -> str:
    clinician = getattr(person, "clinician", None)
    return clinician.profession if clinician else ""


def may_read(visit: Visit) -> bool:
    return visit.standing in EVERYBODY_INSIDE


def may_lead(visit: Visit) -> bool:
    """Planning, beginning and closing a meeting: the team, but not whoever interprets for both sides."""
    return visit.standing is Standing.TEAM and profession_of(visit.person) != INTERPRETER


def may_speak(visit: Visit) -> bool:
    """Adding one's own words, question, reply or times: whoever is inside; after a death only the team."""
    return visit.standing in EVERYBODY_INSIDE and not visit.reading_only


def may_write_for_others(visit: Visit) -> bool:
    return visit.standing is Standing.TEAM


def may_write_the_talk(visit: Visit) -> bool:
    """Live notes, teach-back and prompts: everybody of the team, the interpreter too."""
    return visit.standing is Standing.TEAM


def may_translate(visit: Visit) -> bool:
    """Writing or checking the family's language is for whoever interprets in this team."""
    return visit.standing is Standing.TEAM and profession_of(visit.person) == INTERPRETER


def check_translate(visit: Visit) -> None:
    if not may_translate(visit):
        raise Refused(_("Only an interpreter of this team writes and signs this."))


def may_estimate(visit: Visit) -> bool:
    """One's own guess at the outlook: a clinician of the team, or somebody close. Nobody asks the patient."""
    return may_lead(visit) or (visit.standing is Standing.LET_IN and not visit.reading_only)


def may_see_both_estimates(visit: Visit, *, gave_own: bool) -> bool:
    """Both guesses side by side, once one's own is written, so that neither guess leans on the other."""
    return may_estimate(visit) and gave_own


def may_take(step: Step, state: State, visit: Visit) -> bool:
    owner = may_lead(visit) if TRANSITIONS[step].owner is Owner.TEAM else may_speak(visit)
    return owner and state in TRANSITIONS[step].sources


def check_lead(visit: Visit) -> None:
    if not may_lead(visit):
        raise Refused(_("Only a clinician of the care team can do this."))


def check_speak(visit: Visit, *, for_another: bool) -> None:
    if for_another and not may_write_for_others(visit):
        raise Refused(_("You can write your own words here. Only the care team writes down what others say."))
    if not may_speak(visit):
        raise Refused(_("You cannot add words here."))


def check_write_the_talk(visit: Visit) -> None:
    if not may_write_the_talk(visit):
        raise Refused(_("Only the care team writes this down."))


def check_estimate(visit: Visit) -> None:
    if not may_estimate(visit):
        raise Refused(_("Only a clinician of the care team or somebody close to the patient is asked this."))


def check_step(step: Step, state: State, visit: Visit) -> State:
    """Where the meeting stands after the step. Raises Refused."""
    if TRANSITIONS[step].owner is Owner.TEAM:
        check_lead(visit)
    else:
        check_speak(visit, for_another=False)
    try:
        return after(state, step)
    except NotFromHere as refused:
        raise Refused(_(str(refused))) from refused
