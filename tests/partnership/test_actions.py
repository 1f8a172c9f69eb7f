"""Who may do what about a person, their team and who speaks for them."""

import pytest

from alongside.partnership.actions import about, speaking, team
from alongside.partnership.actions.about import Answer, Source
from alongside.partnership.models import (
    PaperKind,
    Statement,
)
from alongside.partnership.profile import Voice
from alongside.partnership.speaking import Standard, Sureness
from alongside.patients.rules import NotHere, Refused
from alongside.trail.models import Entry
from tests.partnership.profiles import cannot, inside, matter, name, of_rosa, told_by

"""Who may do what about a person, their team and who speaks for them, and what the record holds then."""


DEEDS = {
    "tell one's own": lambda by: about.tell(
        answers=[Answer("story", words="Hm.")], source=told_by(by), by=by
    ),
    "write what Rosa told": lambda by: about.tell(
        answers=[Answer("story", words="Hm.")], source=Source(by.patient.person, Voice.WITH_HELP), by=by
    ),
    "write in Rosa's own hand": lambda by: about.tell(
        answers=[Answer("story", words="Hm.")], source=Source(by.patient.person, Voice.PATIENT), by=by
    ),
    "write what a neighbour told": lambda by: about.tell(
        answers=[Answer("story", words="Hm.")], source=Source(None, Voice.SOMEONE_ELSE, "Mrs. Ek"), by=by
    ),
    "arrange an interpreter": lambda by: about.tell(
        answers=[Answer("arranged", "yes", "By phone")], source=of_rosa(by), by=by
    ),
    "put right": lambda by: about.correct(
        statement=Statement.objects.filter(topic="good_day").get(), choice="", words="No, this.", by=by
    ),
    "allow on the wall": lambda by: about.allow_on_wall(allowed={"story": True}, source=of_rosa(by), by=by),
    "introduce": lambda by: team.introduce(
        whom=[team.Introduced(by.person, None)],
        to=[team.Listener(by.patient.person)],
        introduced_by=by.person,
        by=by,
    ),
    "promise": lambda by: team.promise(words="With you.", by=by),
    "open a matter": lambda by: speaking.open_matter(name="Another", by=by),
    "assess": cannot,
    "name a speaker": lambda by: name(by, "Bo Lindqvist", "adult sibling"),
    "tell about a paper": lambda by: speaking.describe_paper(
        paper=speaking.Described(PaperKind.WISHES, kept="At home"), source=told_by(by), by=by
    ),
    "have read a paper": lambda by: speaking.describe_paper(
        paper=speaking.Described(PaperKind.WISHES, kept="Here", seen=True), source=told_by(by), by=by
    ),
    "tell a wish": lambda by: speaking.remember_wish(
        wish=speaking.Remembered("Never.", True, "Last year", Sureness.SURE),
        matter=None,
        source=told_by(by),
        by=by,
    ),
    "say what Dora thinks": lambda by: speaking.take_view(
        matter=matter(by), name="Dora Lindqvist", position="Wait", words="", source=told_by(by), by=by
    ),
    "use a standard": lambda by: speaking.use_standard(
        matter=matter(by), standard=Standard.SUBSTITUTED_JUDGMENT, choice="Wait", reason="", by=by
    ),
    "review access": lambda by: speaking.review_access(words="All stay.", source=of_rosa(by), by=by),
}
OF_THE_TEAM = set(DEEDS) - {"write in Rosa's own hand", "put right", "assess"}
MAY = {
    "rosa": {
        "tell one's own",
        "write what Rosa told",
        "write in Rosa's own hand",
        "put right",
        "allow on the wall",
        "name a speaker",
        "tell about a paper",
        "tell a wish",
        "review access",
    },
    "doctor": OF_THE_TEAM | {"assess"},
    "nurse": OF_THE_TEAM,
    "daughter": {
        "tell one's own",
        "write what Rosa told",
        "tell about a paper",
        "tell a wish",
        "say what Dora thinks",
    },
}


@pytest.mark.parametrize("who", MAY)
@pytest.mark.parametrize("deed", DEEDS)
def test_each_person_may_do_exactly_this(speaking_family, who, deed):
    with inside(speaking_family, who) as visit:
        if deed in MAY[who]:
            DEEDS[deed](visit)
        else:
            with pytest.raises(Refused):
                DEEDS[deed](visit)


@pytest.mark.parametrize("who", ["stranger", "former", "brother", "other_patient"])
def test_nobody_else_comes_in(speaking_family, who):
    with pytest.raises(NotHere), inside(speaking_family, who):
        raise AssertionError("the door opened")


@pytest.mark.parametrize("deed", sorted(MAY["doctor"]))
def test_every_deed_stands_once_in_the_patients_trail(speaking_family, deed):
    with inside(speaking_family, "doctor") as visit:
        lines = Entry.objects.filter(stream=str(speaking_family.patient.pk))
        before = lines.count()
        DEEDS[deed](visit)
        assert lines.count() == before + 1
