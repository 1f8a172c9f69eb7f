"""Who may open whose record. Plain functions over facts, in two voices."""

from dataclasses import dataclass
from enum import StrEnum


class Standing(StrEnum):
    """What somebody is to a patient, at this moment."""

    SELF = "self"
    TEAM = "team"
    LET_IN = "let in"  # a relative or friend with a confirmed grant in its time
    STRANGER = "stranger"


class Refused(Exception):
    """A rule said no. The message is a sentence that the person may read."""

    http_status = 409


class NotHere(Exception):
    """There is nothing here for this person; whether it exists stays private."""

    http_status = 404


@dataclass(frozen=True)
class Facts:
    """What the record says about one person and one patient, now."""

    is_the_patient: bool = False
    on_the_team_now: bool = False
    holds_a_confirmed_grant: bool = False
    is_dead: bool = False
    closed_by_death: bool = False  # the time for reading after the death is over, for all but the team


def standing(facts: Facts) -> Standing:
    if facts.is_the_patient and not facts.closed_by_death:
        return Standing.SELF
    if facts.on_the_team_now:
        return Standing.TEAM
    if facts.holds_a_confirmed_grant and not facts.closed_by_death:
        return Standing.LET_IN
    return Standing.STRANGER


def may_open(who: Standing) -> bool:
    return who is not Standing.STRANGER


def check_open(who: Standing) -> None:
    if not may_open(who):
        raise NotHere("There is no such page, or it is not open to you.")


def may_only_read(who: Standing, facts: Facts) -> bool:
    """After a death only the team adds anything: words in the patient's name would not be theirs."""
    return facts.is_dead and who is not Standing.TEAM


def check_keep_letters(who: Standing) -> None:
    """How people are reached, and what became of their letters, is for the care team alone."""
    if who is not Standing.TEAM:
        raise Refused("Only the care team looks after letters.")


# Who may write down that somebody died: it closes doors and calls people off, so it is a short list.
RECORD_DEATHS = frozenset({"doctor", "nurse"})


def may_record_death(who: Standing, profession: str) -> bool:
    return who is Standing.TEAM and profession in RECORD_DEATHS


def check_record_death(who: Standing, profession: str) -> None:
    if not may_record_death(who, profession):
        raise Refused("Only a doctor or a nurse of the care team can record this.")
