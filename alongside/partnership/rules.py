"""Who may tell what about a patient, introduce, promise and speak. `may_x` for pages, `check_x` raises."""

from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.partnership.profile import Voice
from alongside.partnership.topics import BETWEEN_PATIENT_AND_TEAM, TOPICS
from alongside.patients.doors import Visit
from alongside.patients.rules import Refused, Standing
from alongside.people.models import Clinician

INSIDE = frozenset({Standing.SELF, Standing.TEAM, Standing.LET_IN})
# Who may find that a patient can or cannot choose. A finding takes a right away, so it is a short list.
ASSESSORS = frozenset({"doctor"})


def may_read_topic(visit: Visit, topic: str) -> bool:
    """A relative does not read what lies between the patient and the team."""
    return visit.standing is not Standing.LET_IN or topic not in BETWEEN_PATIENT_AND_TEAM


def may_tell(visit: Visit, *, said_by: UUID | None, voice: Voice) -> bool:
    """Who may write what in whose voice.

    The patient writes their own words, alone or with help. The team and a relative may write the patient's
    words as told with their help. What anybody else says is always somebody else's; a relative says only
    what they themselves know.
    """
    of_patient = said_by == visit.patient.person_id
    if visit.reading_only:
        return False
    if visit.standing is Standing.SELF:
        return of_patient and voice is not Voice.SOMEONE_ELSE
    if visit.standing is Standing.TEAM:
        return voice is (Voice.WITH_HELP if of_patient else Voice.SOMEONE_ELSE)
    if visit.standing is Standing.LET_IN:
        own = said_by == visit.person.pk
        return (of_patient and voice is Voice.WITH_HELP) or (own and voice is Voice.SOMEONE_ELSE)
    return False


def may_tell_topic(visit: Visit, topic: str) -> bool:
    return visit.standing is Standing.TEAM or not TOPICS[topic].team_only


def may_correct(visit: Visit) -> bool:
    return visit.standing is Standing.SELF and not visit.reading_only


def may_use_bedside_form(visit: Visit) -> bool:
    return visit.standing is Standing.TEAM


def may_allow_on_wall(visit: Visit, *, said_by: UUID) -> bool:
    """The patient, or the team writing down what the patient says; never a relative."""
    return visit.standing in {Standing.SELF, Standing.TEAM} and said_by == visit.patient.person_id


def may_see_wall_sheet(visit: Visit) -> bool:
    return visit.standing in INSIDE


def may_introduce(visit: Visit) -> bool:
    return visit.standing is Standing.TEAM


def may_promise(visit: Visit) -> bool:
    """A clinician of the team, for themselves."""
    return visit.standing is Standing.TEAM and Clinician.objects.filter(person=visit.person).exists()


def may_open_matter(visit: Visit) -> bool:
    return visit.standing is Standing.TEAM


def may_assess(visit: Visit) -> bool:
    """A clinician of the team whose profession may make this finding."""
    return (
        visit.standing is Standing.TEAM
        and Clinician.objects.filter(person=visit.person, profession__in=ASSESSORS).exists()
    )


def may_name_speaker(visit: Visit) -> bool:
    """The patient or the team: nobody puts themselves into the order."""
    return visit.standing in {Standing.SELF, Standing.TEAM} and not visit.reading_only


def may_see_findings(visit: Visit) -> bool:
    """Why somebody was found unable to choose is for the patient and the team."""
    return visit.standing in {Standing.SELF, Standing.TEAM}


def may_record_standard(visit: Visit) -> bool:
    return visit.standing is Standing.TEAM


def may_review_access(visit: Visit, *, said_by: UUID) -> bool:
    return visit.standing in {Standing.SELF, Standing.TEAM} and said_by == visit.patient.person_id


def _check(allowed: bool, sentence: str) -> None:
    if not allowed:
        raise Refused(sentence)


def check_tell(visit: Visit, *, said_by: UUID | None, voice: Voice) -> None:
    _check(
        may_tell(visit, said_by=said_by, voice=voice),
        _("Write whose words these are. You can write your own, or what {name} told you.").format(
            name=visit.patient.called
        ),
    )


def check_tell_topic(visit: Visit, topic: str) -> None:
    _check(may_tell_topic(visit, topic), _("Only the care team writes this down."))


def check_correct(visit: Visit) -> None:
    _check(may_correct(visit), _("Only {name} can put this right.").format(name=visit.patient.called))


def check_bedside(visit: Visit) -> None:
    _check(may_use_bedside_form(visit), _("This page is for the care team."))


def check_allow_on_wall(visit: Visit, *, said_by: UUID) -> None:
    _check(
        may_allow_on_wall(visit, said_by=said_by),
        _("Only {name} says what may hang on the wall.").format(name=visit.patient.called),
    )


def check_introduce(visit: Visit) -> None:
    _check(may_introduce(visit), _("Only the care team writes this down."))


def check_promise(visit: Visit) -> None:
    _check(may_promise(visit), _("Someone of the care team makes this promise in their own name."))


def check_open_matter(visit: Visit) -> None:
    _check(may_open_matter(visit), _("Only the care team can start this."))


def check_assess(visit: Visit) -> None:
    _check(may_assess(visit), _("Only a doctor of the care team can write this down."))


def check_name_speaker(visit: Visit) -> None:
    _check(
        may_name_speaker(visit),
        _("Only {name} and the care team can write this down.").format(name=visit.patient.called),
    )


def check_speak_now(visit: Visit, name: str, names: Collection[str]) -> None:
    """`names`: those who speak now and for whom this visitor may write."""
    _check(
        name in names,
        _("This is for those who speak for {name} now.").format(name=visit.patient.called),
    )


def check_record_standard(visit: Visit) -> None:
    _check(may_record_standard(visit), _("Only the care team writes this down."))


def check_review_access(visit: Visit, *, said_by: UUID) -> None:
    _check(
        may_review_access(visit, said_by=said_by),
        _("This is gone through with {name}.").format(name=visit.patient.called),
    )
