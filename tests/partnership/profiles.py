"""Things told about Rosa, for tests that need some, and the short ways to tell them."""

from alongside.partnership import speaking_queries
from alongside.partnership.actions import speaking
from alongside.partnership.actions.about import Answer, Source, tell
from alongside.partnership.profile import Voice
from alongside.partnership.speaking import Capacity
from alongside.patients.doors import record_of

MATTER = "A tube in the neck to breathe"


def inside(family, who):
    return record_of(family.patient.pk, by=getattr(family, who), purpose="test")


def told_by(visit, voice=None):
    """The visitor's own words, in the voice that is theirs."""
    own = visit.person.pk == visit.patient.person_id
    return Source(visit.person, voice or (Voice.PATIENT if own else Voice.SOMEONE_ELSE))


def rosa_says(family, *answers: Answer):
    with inside(family, "rosa") as visit:
        return tell(answers=answers, source=told_by(visit), by=visit)


def dora_says(family, *answers: Answer):
    with inside(family, "daughter") as visit:
        return tell(answers=answers, source=told_by(visit), by=visit)


def of_rosa(by):
    """Rosa's words, in the voice that this visitor can lend."""
    own = by.person.pk == by.patient.person_id
    return Source(by.patient.person, Voice.PATIENT if own else Voice.WITH_HELP)


def matter(by):
    found = speaking_queries.matter_named(by, MATTER)
    assert found is not None
    return found


def cannot(by):
    return speaking.assess(
        matter=matter(by),
        found=Capacity.CANNOT,
        supports=["An interpreter"],
        reason="She does not follow.",
        by=by,
    )


def name(by, who="Dora Lindqvist", relationship="adult child", source=None, **more):
    return speaking.name_speaker(
        who=speaking.Named(who, relationship, **more), source=source or of_rosa(by), by=by
    )
