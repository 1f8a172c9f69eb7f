"""How a conversation about a choice may end. All of these are valid records, none is a failure.

The table is the workflow: what each ending needs and whose sentence it is. Sources: three exits
besides agreeing are always open (Elwyn 2017, PMID 29109079: decision talk; ACCM/ATS 2016,
PMID 26509317: a range of models from patient-directed to clinician-directed).
"""

from dataclasses import dataclass
from enum import StrEnum

from alongside.plain.marked import N_


class EndingKind(StrEnum):
    AGREED = "agreed"
    MORE_TIME = "more time"
    TEAM_CHOOSES = "team chooses"
    DECLINES_ALL = "declines all"
    NOT_AGREED = "not agreed"
    ASKED_OTHERWISE = "asked for what is not advised"


@dataclass(frozen=True)
class Ending:
    """What one ending is called for the team and for the patient, and what its record must hold."""

    kind: EndingKind
    for_team: str
    for_patient: str
    names_an_option: bool = False


ENDINGS: dict[EndingKind, Ending] = {
    ending.kind: ending
    for ending in (
        Ending(EndingKind.AGREED, N_("Agreed"), N_("We agree on what to do"), names_an_option=True),
        Ending(EndingKind.MORE_TIME, N_("More time wanted"), N_("I need more time")),
        Ending(
            EndingKind.TEAM_CHOOSES,
            N_("Asked the team to choose"),
            N_("I would rather you choose for me"),
            names_an_option=True,
        ),
        Ending(EndingKind.DECLINES_ALL, N_("Declines all of it"), N_("I do not want any of these")),
        Ending(EndingKind.NOT_AGREED, N_("Not agreed yet"), N_("We do not agree yet")),
        Ending(
            EndingKind.ASKED_OTHERWISE,
            N_("Asked for what we do not advise"),
            N_("I want something you do not advise"),
        ),
    )
}


def missing(kind: EndingKind, *, option: str, reason: str, next_step: str) -> dict[str, str]:
    """What an ending still lacks: field name to sentence. Empty when it is complete."""
    lacks = {}
    if ENDINGS[kind].names_an_option and not option:
        lacks["option"] = N_("Say which choice it is.")
    if not reason.strip():
        lacks["reason"] = N_("Write the reason, in a few words.")
    if not next_step.strip():
        lacks["next_step"] = N_("Write what happens next.")
    return lacks
