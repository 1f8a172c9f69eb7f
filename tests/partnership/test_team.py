"""Who leads, who is to be introduced, the promise, and the roster of a unit."""

from datetime import timedelta

from django.utils import timezone

from alongside.partnership.actions import team
from alongside.partnership.introductions import Role
from alongside.partnership.models import (
    RosterShift,
)
from alongside.partnership.team_queries import team as team_of
from alongside.patients.actions import join_team, leave_team
from alongside.patients.doors import work_of
from alongside.patients.models import Stay, TeamMember
from alongside.people.models import Unit
from tests.partnership.profiles import (
    inside,
)


def owed(family, who="nurse"):
    with inside(family, who) as visit:
        return [(one.name, one.role, one.to_name) for one in team_of(visit).owed]


def meet(family, clinician, role, *to):
    with inside(family, "nurse") as visit:
        team.introduce(
            whom=[team.Introduced(clinician, role)],
            to=[team.Listener(person) for person in to],
            introduced_by=visit.person,
            by=visit,
        )


def change_leader(family, person):
    with work_of("demonstration", purpose="test"):
        now = timezone.now() - timedelta(seconds=5)
        leave_team(
            member=TeamMember.objects.get(patient=family.patient, leads=True), at=now, job="demonstration"
        )
        join_team(
            patient=family.patient, person=person, role="doctor", since=now, leads=True, job="demonstration"
        )


def test_the_leader_is_to_be_introduced_to_the_patient_and_to_those_let_in(family):
    assert owed(family) == [("Dr. Okafor", Role.LEADER, "Dora"), ("Dr. Okafor", Role.LEADER, "Rosa")] or owed(
        family
    ) == [("Dr. Okafor", Role.LEADER, "Rosa"), ("Dr. Okafor", Role.LEADER, "Dora")]
    meet(family, family.doctor, Role.LEADER, family.rosa, family.daughter)
    assert owed(family) == []


def test_a_new_leader_is_to_be_introduced_anew(family):
    meet(family, family.doctor, Role.LEADER, family.rosa, family.daughter)
    change_leader(family, family.stranger)
    assert sorted(owed(family)) == [
        ("Dr. Stranger", Role.LEADER, "Dora"),
        ("Dr. Stranger", Role.LEADER, "Rosa"),
    ]
    with inside(family, "nurse") as visit:
        assert team_of(visit).leader.name == "Dr. Stranger"


def test_a_promise_is_made_by_name_and_the_newest_comes_first(family):
    for who, words in (("doctor", "With you."), ("nurse", "Always with you.")):
        with inside(family, who) as visit:
            team.promise(words=words, by=visit)
    with inside(family, "rosa") as visit:
        assert [(one.words, one.by) for one in team_of(visit).promises] == [
            ("Always with you.", "Nurse Berg"),
            ("With you.", "Dr. Okafor"),
        ]


def roster(**days):
    rows = [f"{who},attending,{day} 00:00,{day} 23:00" for who, day in days.items()]
    return "person,role,start,end\n" + "\n".join(rows)


def test_a_roster_is_read_once_and_its_attending_is_in_the_team_and_owed_an_introduction(family):
    today = timezone.localdate()
    days = [today + timedelta(days=number) for number in (-2, 2)]
    text = f"person,role,start,end\nstig,attending,{days[0]} 00:00,{days[1]} 00:00"
    with work_of("roster", purpose="test"):
        unit = Unit.objects.get(name="Heart clinic")
        assert len(team.preview_roster(unit=unit, text=text).new) == 1
        assert RosterShift.objects.count() == 0
        first = team.import_roster(unit=unit, text=text, job="roster")
        again = team.import_roster(unit=unit, text=text, job="roster")
        assert (len(first.new), len(again.new), len(again.known)) == (1, 0, 1)
        assert RosterShift.objects.count() == 1
    with inside(family, "nurse") as visit:
        seen = team_of(visit)
    assert [face.name for face in seen.faces] == ["Dr. Okafor", "Dr. Stranger", "Nurse Berg"]
    assert ("Dr. Stranger", Role.ATTENDING, "Rosa") in owed(family)


def test_a_roster_names_only_those_who_work_here(family):
    with work_of("roster", purpose="test"):
        unit = Unit.objects.get(name="Heart clinic")
        found = team.preview_roster(unit=unit, text=roster(rosa="2026-05-04"))
    assert found.new == ()
    assert found.problems[0].sentence.startswith("Nobody signs in here as “rosa”.")


def test_nobody_leading_is_told(family):
    with work_of("demonstration", purpose="test"):
        member = TeamMember.objects.get(patient=family.patient, leads=True)
        leave_team(member=member, at=timezone.now() - timedelta(seconds=5), job="demonstration")
    with inside(family, "nurse") as visit:
        seen = team_of(visit)
    assert (seen.leader, seen.told) == (None, ("Nobody is down as leader for this time. Name someone.",))


def test_introductions_before_this_stay_do_not_count(family):
    meet(family, family.doctor, Role.LEADER, family.rosa, family.daughter)
    with work_of("demonstration", purpose="test"):
        stay = Stay.objects.get(patient=family.patient)
        stay.ended_at = timezone.now()
        stay.save()
        Stay.objects.create(patient=family.patient, unit=stay.unit, started_at=timezone.now())
    assert len(owed(family)) == 2


def test_a_relative_does_not_read_who_else_was_introduced(family):
    meet(family, family.doctor, Role.LEADER, family.rosa, family.brother, family.daughter)
    with inside(family, "daughter") as visit:
        met = [one.to for face in team_of(visit).faces for one in face.met]
    assert sorted(met) == ["Dora", "Rosa"]
