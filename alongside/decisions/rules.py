"""Who may do what in a conversation about a choice. Two voices: `may_x` for pages, `check_x` raises."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from alongside.patients.doors import Visit
from alongside.patients.rules import Refused, Standing

EVERYBODY_INSIDE = frozenset({Standing.SELF, Standing.TEAM, Standing.LET_IN})


def may_read(visit: Visit) -> bool:
    return visit.standing in EVERYBODY_INSIDE


def may_open_choice(visit: Visit) -> bool:
    """Starting a choice from an aid: the patient, or the team."""
    return visit.standing in {Standing.SELF, Standing.TEAM}


def may_speak(visit: Visit) -> bool:
    """Adding what somebody said: whoever is inside, always with the speaker's name."""
    return visit.standing in EVERYBODY_INSIDE


def may_write_for_others(visit: Visit) -> bool:
    """Writing down what somebody else said: the team's work."""
    return visit.standing is Standing.TEAM


def may_set_baseline(visit: Visit) -> bool:
    return visit.standing is Standing.TEAM


def may_advise(visit: Visit) -> bool:
    return visit.standing is Standing.TEAM


def may_end(visit: Visit) -> bool:
    """Ending the talk belongs to the patient and the team; a relative alone cannot conclude it."""
    return visit.standing in {Standing.SELF, Standing.TEAM}


def may_see_what_is_open(visit: Visit) -> bool:
    """The balance check speaks to clinicians."""
    return visit.standing is Standing.TEAM


def may_write_note(visit: Visit) -> bool:
    return visit.standing is Standing.TEAM


def may_write_ways(visit: Visit) -> bool:
    """Naming by hand what can be done: the patient and the team. A reason may come from whoever is inside."""
    return visit.standing in {Standing.SELF, Standing.TEAM}


def may_explain(visit: Visit) -> bool:
    """Writing down that it was explained, and how it was said back."""
    return visit.standing is Standing.TEAM


def may_answer(visit: Visit) -> bool:
    return visit.standing is Standing.TEAM


def may_reopen(visit: Visit) -> bool:
    return visit.standing in {Standing.SELF, Standing.TEAM}


def may_plan_trial(visit: Visit) -> bool:
    """Writing down a try for a time, and what was agreed at its review: the team's work, agreed with all."""
    return visit.standing is Standing.TEAM


def _check(rule: Callable[[Visit], bool], visit: Visit, sentence: str) -> None:
    if not rule(visit):
        raise Refused(sentence)


def check_open_choice(visit: Visit) -> None:
    _check(may_open_choice, visit, _("Only the patient and the care team can start a talk about a choice."))


def check_speak(visit: Visit, *, for_another: bool) -> None:
    if for_another:
        sentence = _("You can write your own words here. Only the care team writes down what others say.")
        _check(may_write_for_others, visit, sentence)
    else:
        _check(may_speak, visit, _("You cannot add words here."))


def check_set_baseline(visit: Visit) -> None:
    _check(may_set_baseline, visit, _("Only the care team can set this."))


def check_advise(visit: Visit) -> None:
    _check(may_advise, visit, _("Only a clinician of the care team can write advice here."))


def check_end(visit: Visit) -> None:
    _check(may_end, visit, _("Only the patient and the care team can write how the talk ended."))


def check_close_prompt(visit: Visit) -> None:
    _check(may_see_what_is_open, visit, _("Only the care team can do this."))


def check_write_note(visit: Visit) -> None:
    _check(may_write_note, visit, _("Only a clinician of the care team can write the note."))


def check_plan_trial(visit: Visit) -> None:
    _check(may_plan_trial, visit, _("Only the care team can write this down."))


def check_write_ways(visit: Visit) -> None:
    _check(may_write_ways, visit, _("Only the patient and the care team write here what can be done."))


def check_explain(visit: Visit) -> None:
    _check(may_explain, visit, _("Only the care team can write this down."))


def check_answer(visit: Visit) -> None:
    _check(may_answer, visit, _("Only the care team writes answers here."))


def check_reopen(visit: Visit) -> None:
    _check(may_reopen, visit, _("Only the patient and the care team can look at a choice again."))
