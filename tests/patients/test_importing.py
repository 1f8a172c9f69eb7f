"""Tables from another system: told wrong row by row, shown before, the same when read again."""

from contextlib import suppress
from datetime import UTC, datetime

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from alongside.patients.commands import bring_in, told
from alongside.patients.doors import work_of
from alongside.patients.importing import MOST_BYTES, Deed, Known, NotATable, PersonRow, plan, read
from alongside.patients.models import Patient, Stay, TeamMember
from alongside.people.models import Person, Unit

UNITS = b"name,kind,zone\nTower ward,ward,Europe/Stockholm\nICU 3,intensive care,Europe/Stockholm\n"
PEOPLE = (
    "\ufeffreference;full_name;called;born;language;profession;title\n"
    "p1;Ebba Sandström;Ebba;1957-03-09;sv;;\n"
    "p2;Yusuf Demir;;;;;\n"
    "c1;Ingrid Vik;;;;doctor;Dr. Vik\n"
    "c2;Tor Holm;;;;nurse;Nurse Holm\n"
).encode()
STAYS = (
    b"patient,unit,started_at,ended_at\np1,ICU 3,2026-11-20 14:00,\np2,Tower ward,2026-11-19T08:00+01:00,\n"
)
TEAMS = (
    b"patient,person,role,since,until,leads\n"
    b"p1,c1,doctor,2026-11-20 14:00,,yes\np1,c2,nurse,2026-11-20 14:00,,\n"
    b"p2,c1,doctor,2026-11-19 09:00,,yes\n"
)
ALL = [UNITS, PEOPLE, STAYS, TEAMS]
ZONE = "Europe/Stockholm"


def sentences(data, known=None):
    return [(error.line, error.sentence) for error in plan(read(data, zone=ZONE), known or Known()).errors]


def counts(found):
    return tuple(found.count(deed) for deed in (Deed.ADD, Deed.CHANGE, Deed.SAME))


def test_four_tables_bring_a_ward_in(family):
    added = [counts(bring_in(table, zone=ZONE)) for table in ALL]
    assert added == [(2, 0, 0), (4, 0, 0), (2, 0, 0), (3, 0, 0)]
    with work_of("import", purpose="test"):
        stay = Stay.objects.get(unit__name="ICU 3")
        assert stay.patient.person.full_name == "Ebba Sandström"
        assert stay.started_at == datetime(2026, 11, 20, 13, 0, tzinfo=UTC)
        team = {(member.person.called, member.leads) for member in stay.patient.team.all()}
    assert team == {("Ingrid", True), ("Tor", False)}


def test_read_again_the_same_files_change_nothing(family):
    for table in ALL:
        bring_in(table, zone=ZONE)
    before = snapshot()
    again = [counts(bring_in(table, zone=ZONE)) for table in ALL]
    assert again == [(0, 0, 2), (0, 0, 4), (0, 0, 2), (0, 0, 3)]
    assert snapshot() == before


def test_a_dry_run_tells_and_changes_nothing(family):
    before = snapshot()
    shown = bring_in(PEOPLE, zone=ZONE, dry_run=True)
    assert told(shown, dry_run=True) == ["people: 4 to add, 0 to change, 0 the same. Nothing was changed."]
    assert snapshot() == before


def test_one_wrong_row_holds_the_whole_file_back(family):
    before = snapshot()
    wrong = UNITS + b"Moon ward,ward,Moon/Crater\n"
    shown = bring_in(wrong, zone=ZONE)
    assert told(shown, dry_run=False) == [
        "Line 4: There is no time zone 'Moon/Crater'. Write it as in Europe/Stockholm.",
        "units: 2 to add, 0 to change, 0 the same. Nothing was changed.",
    ]
    assert snapshot() == before


def test_a_change_is_told_and_made(family):
    for table in ALL:
        bring_in(table, zone=ZONE)
    ended = STAYS.replace(b"2026-11-20 14:00,", b"2026-11-20 14:00,2026-11-21 10:00")
    assert counts(bring_in(ended, zone=ZONE)) == (0, 1, 1)
    with work_of("import", purpose="test"):
        assert Stay.objects.get(unit__name="ICU 3").ended_at == datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


def test_an_old_file_read_again_lets_nobody_back_in_and_renames_nobody(family):
    for table in ALL:
        bring_in(table, zone=ZONE)
    with work_of("import", purpose="test"):
        TeamMember.objects.filter(person__full_name="Tor Holm").update(until=timezone.now())
        Person.objects.filter(full_name="Yusuf Demir").update(called="Mr. Demir")
    assert [counts(bring_in(table, zone=ZONE)) for table in ALL] == [
        (0, 0, 2),
        (0, 0, 4),
        (0, 0, 2),
        (0, 0, 3),
    ]
    with work_of("import", purpose="test"):
        assert TeamMember.objects.get(person__full_name="Tor Holm").until is not None
        assert Person.objects.get(full_name="Yusuf Demir").called == "Mr. Demir"


def snapshot():
    with work_of("import", purpose="test"):
        return (
            sorted(Unit.objects.values_list("name", "kind")),
            sorted(Person.objects.values_list("pk", "full_name", "called")),
            sorted(Patient.objects.values_list("pk")),
            sorted(Stay.objects.values_list("pk", "started_at", "ended_at"), key=str),
            sorted(TeamMember.objects.values_list("pk", "since", "until"), key=str),
        )


P1, C1 = (
    PersonRow("p1", "Ebba Sandström", "Ebba"),
    PersonRow("c1", "Ingrid Vik", "Ingrid", None, "", "doctor"),
)
KNOWN_PEOPLE = Known(people={"p1": P1, "c1": C1})


def clocks_changed(text):
    return f"The clocks were changed at {text}. Add the offset, as in {text}+01:00."


@pytest.mark.parametrize(
    ("data", "errors"),
    [
        (b"name,kind,zone\n,ward,UTC\n", [(2, "The field name is empty.")]),
        (
            b"name,kind,zone\nA,tower,UTC\n",
            [(2, "There is no kind of unit 'tower'. Choose: clinic, ward, intensive care.")],
        ),
        (b"name,kind,zone\nA,ward\n", [(2, "This row has 2 fields, and the header has 3.")]),
        (b"name,kind,zone\nA,ward,UTC\nA,ward,UTC\n", [(3, "This stands in line 2 already.")]),
        (
            b"reference,full_name,born\nx,Ann,9/3/1957\n",
            [(2, "The field born is a date as in 1957-03-09, not '9/3/1957'.")],
        ),
        (
            b"reference,full_name,profession\nx,Ann,wizard\n",
            [
                (
                    2,
                    "There is no profession 'wizard' here. "
                    "Choose: doctor, nurse, pharmacist, interpreter, social worker.",
                )
            ],
        ),
        (
            "reference,full_name\nx,Ann\u202eBob\n".encode(),
            [(2, "The field full_name holds a character that cannot be seen. Type it again.")],
        ),
        (
            b"patient,unit,started_at\np9,ICU 3,2026-11-20\n",
            [(2, "Nobody with the reference 'p9' is known. Bring the people in first.")],
        ),
        (
            b"patient,unit,started_at\np1,ICU 9,2026-11-20\n",
            [(2, "There is no unit 'ICU 9'. Bring the units in first.")],
        ),
        (
            b"patient,unit,started_at,ended_at\np1,ICU 3,2026-11-20,2026-11-19\n",
            [(2, "The stay ends before it starts.")],
        ),
        (
            b"patient,unit,started_at\np1,ICU 3,2026-10-25 02:30\n",
            [(2, clocks_changed("2026-10-25 02:30"))],
        ),
        (
            b"patient,unit,started_at\np1,ICU 3,2026-03-29 02:30\n",
            [(2, clocks_changed("2026-03-29 02:30"))],
        ),
        (
            b"patient,person,role,since\np1,p1,doctor,2026-11-20\n",
            [(2, "'p1' has no profession here, so they cannot be in a team.")],
        ),
        (
            b"patient,person,role,since\np1,c1,doctor,2026-11-20\n",
            [(2, "'p1' has no stay. Bring the stays in first.")],
        ),
        (
            b"patient,person,role,since,leads\np1,c1,doctor,2026-11-20,perhaps\n",
            [(2, "The field leads is yes or no.")],
        ),
    ],
)
def test_a_wrong_row_is_told_with_its_line_and_how_to_mend_it(data, errors):
    assert sentences(data, KNOWN_PEOPLE) == errors


def test_two_leaders_at_a_time_are_told_before_the_database_refuses(family):
    for table in ALL:
        bring_in(table, zone=ZONE)
    second = b"patient,person,role,since,until,leads\np1,c2,nurse,2026-11-21 14:00,,yes\n"
    found = bring_in(second, zone=ZONE)
    assert [error.sentence for error in found.errors] == [
        "'p1' has a leader of the team already.",
        "'c2' is in the team of 'p1' already.",
    ]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "The first line must name the columns"),
        (b"surname,first name\nA,B\n", "The first line must name the columns"),
        (b"name,name,kind,zone\nA,A,ward,UTC\n", "The first line must name the columns"),
        ("name,kind,zone\nÅ,ward,UTC\n".encode("latin-1"), "not in UTF-8"),
        (b'name,kind,zone\n"A,ward,UTC\n', "breaks off near line"),
        (b"x" * (MOST_BYTES + 1), "larger than 5 MB"),
    ],
)
def test_what_is_no_table_is_refused_as_a_whole(data, sentence):
    with pytest.raises(NotATable, match=sentence):
        read(data)


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_in_a_sentence(data):
    with suppress(NotATable):
        found = plan(read(b"reference,full_name,born\n" + data), Known())
        assert found.kind == "people"
        assert all(error.sentence.endswith((".", "first.")) for error in found.errors)


names = st.text(st.characters(categories=["Lu", "Ll", "Nd"]), min_size=1, max_size=12)


@given(st.lists(st.tuples(names, names), max_size=12, unique_by=lambda pair: pair[0]))
def test_what_a_plan_adds_is_the_same_when_planned_again(pairs):
    data = "\n".join(["reference,full_name", *(f"{reference},{name}" for reference, name in pairs)]).encode()
    first = plan(read(data), Known())
    after = Known(people={step.row.reference: step.row for step in first.steps})
    again = plan(read(data), after)
    assert {step.deed for step in first.steps} <= {Deed.ADD}
    assert {step.deed for step in again.steps} <= {Deed.SAME}
