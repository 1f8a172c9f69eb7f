"""What a unit promises, seen and changed by those who answer for it, and by nobody else."""

from datetime import time

import pytest
import typer
from django.test import Client
from django.utils import timezone

from alongside.config.command_line.units import lead
from alongside.home.rules import may_change_house, may_change_unit, may_open_units
from alongside.meetings.models import Room, UnitPolicy
from alongside.meetings.queries.clocks import rows_in_force
from alongside.partnership.models import SpeakingRule
from alongside.people.actions import put_in_charge, take_out_of_charge
from alongside.people.models import Account, Unit
from alongside.people.queries import Charge, charge_of
from alongside.support.queries import watch_of
from alongside.trail.models import Entry
from tests.house.test_pages_leak import Page

HERE, ELSEWHERE = (Unit(name=name).pk for name in ("here", "elsewhere"))
MEETINGS = {
    "clock": "on",
    "first_opens": "24",
    "first_due": "48",
    "first_red": "72",
    "again": "on",
    "then_opens": "120",
    "then_due": "168",
    "then_red": "216",
    "soon": "12",
    "returns_within": "24",
    "rounds_at": "10:00",
    "minutes": "45",
    "meets_from": "08:00",
    "meets_until": "20:00",
    "called": "",
    "rooms": "Family room",
    "lines": "",
}
SUPPORT = {"on": "on", "owner": "nils", "hours": "mon-fri 08:00-16:00", "crisis_number": "90 101"}
SPEAKING = {
    "jurisdiction": "Example county",
    "order": "healthcare agent\nadult child",
    "within": "all agree",
    "source": "Example Act, section 7",
    "confirmed_by": "Legal department",
}


@pytest.mark.parametrize(
    ("who", "charge", "opens", "this_unit", "house"),
    [
        ("a stranger", Charge(False, frozenset()), False, False, False),
        ("who leads another unit", Charge(False, frozenset({ELSEWHERE})), True, False, False),
        ("who leads this unit", Charge(False, frozenset({HERE})), True, True, False),
        ("who answers for the house", Charge(True, frozenset()), True, True, True),
    ],
)
def test_who_may_see_and_change_what_a_unit_promises(who, charge, opens, this_unit, house):
    may = may_open_units(charge), may_change_unit(charge, HERE), may_change_house(charge)
    assert may == (opens, this_unit, house)


def the_clinic() -> Unit:
    return Unit.objects.get(name="Heart clinic")


def signed_in(person) -> Client:
    client = Client()
    client.force_login(Account.objects.get(person=person))
    return client


@pytest.fixture
def leader(family) -> Client:
    """Nurse Berg leads the Heart clinic."""
    put_in_charge(person=family.nurse, unit=the_clinic())
    return signed_in(family.nurse)


def page_of(part: str = "") -> str:
    return f"/units/{the_clinic().pk}/{part}"


def sent(client: Client, address: str, fields: dict[str, str], **more: str):
    """As the browser sends it: with what the form was shown of the state."""
    shown = client.get(address).content.decode()
    seen = shown.split('name="seen" value="')[1].split('"')[0]
    key = shown.split('name="request_key" value="')[1].split('"')[0]
    return client.post(address, fields | {"seen": seen, "request_key": key} | more)


def test_everybody_else_finds_what_a_missing_page_shows(family, leader):
    Unit.objects.create(name="Ward 9", kind="ward")
    others = [signed_in(getattr(family, who)) for who in ("rosa", "doctor", "daughter", "stranger")]
    pages = [page_of(), page_of("meetings"), page_of("support"), "/units/", "/units/who-speaks"]
    missing = others[0].get("/units/00000000-0000-4000-8000-000000000000/")
    for other in others:
        assert [other.get(page).status_code for page in pages] == [404] * 5
        assert other.post(page_of("meetings"), MEETINGS).status_code == 404
    assert others[0].get(page_of()).content == missing.content
    ward = f"/units/{Unit.objects.get(name='Ward 9').pk}/"
    assert [leader.get(page).status_code for page in [*pages, ward]] == [200, 200, 200, 200, 404, 404]
    assert UnitPolicy.objects.count() == 0


def test_the_start_page_leads_there_only_those_who_answer_for_a_unit(family, leader):
    assert "What our units promise" in leader.get("/").content.decode()
    assert "What our units promise" not in signed_in(family.doctor).get("/").content.decode()
    take_out_of_charge(person=family.nurse, unit=the_clinic())
    assert leader.get(page_of()).status_code == 404


def test_what_it_means_is_told_before_anything_changes(leader):
    told = sent(leader, page_of("meetings"), MEETINGS).content.decode()
    assert "Families who were told the old time are not told again by a letter" in told
    assert "10:00" in told
    assert (UnitPolicy.objects.count(), Room.objects.count()) == (0, 0)


def test_said_sure_it_holds_and_the_trail_names_who_said_it(family, leader):
    answer = sent(leader, page_of("meetings"), MEETINGS, sure="on")
    assert (answer.status_code, answer.url) == (302, page_of())
    assert rows_in_force([the_clinic().pk], timezone.now())[the_clinic().pk].rounds_at == time(10)
    assert Room.objects.get().name == "Family room"
    who = Entry.objects.filter(verb__in=["promised", "named"]).values_list("actor", flat=True)
    assert set(who) == {family.nurse.pk}
    assert "10:00" in leader.get(page_of()).content.decode()


def test_sent_twice_it_changes_nothing_the_second_time(leader):
    sent(leader, page_of("meetings"), MEETINGS, sure="on")
    sent(leader, page_of("meetings"), MEETINGS, sure="on")
    assert (UnitPolicy.objects.count(), Room.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"first_opens": "48", "first_due": "24"}, "must open before it is due"),
        ({"first_due": ""}, "Write a whole number of hours."),
        ({"minutes": "300"}, "A meeting lasts 5 to 240 minutes; this says 300."),
        ({"meets_until": "07:00"}, "Meetings end (07:00) before they begin (08:00)."),
        ({"rounds_at": "nine"}, "Enter a valid time."),
    ],
)
def test_a_mistake_is_told_by_the_files_own_checks_and_what_was_typed_stays(leader, fields, sentence):
    answer = sent(leader, page_of("meetings"), MEETINGS | {"called": "Ward 4"} | fields)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert 'value="Ward 4"' in page
    assert UnitPolicy.objects.count() == 0


def test_somebody_elses_change_meanwhile_is_never_written_over_unseen(leader):
    shown = leader.get(page_of("meetings")).content.decode()
    old = shown.split('name="seen" value="')[1].split('"')[0]
    sent(leader, page_of("meetings"), MEETINGS, sure="on")
    answer = sent(leader, page_of("meetings"), MEETINGS | {"minutes": "30"}, sure="on", seen=old)
    assert answer.status_code == 422
    assert "Somebody changed this meanwhile" in answer.content.decode()
    assert UnitPolicy.objects.get().minutes == 45


def test_going_back_from_the_changes_hands_back_the_form_as_typed(leader):
    answer = sent(leader, page_of("meetings"), MEETINGS | {"called": "Ward 4"}, again_please="on")
    assert (answer.status_code, 'value="Ward 4"' in answer.content.decode()) == (200, True)


@pytest.mark.parametrize(
    ("lacking", "sentence"),
    [
        ({"owner": ""}, "Name the person who reads the answers and acts on them."),
        ({"hours": ""}, "Name the hours in which the answers are read."),
        ({"hours": "always"}, "Hours are written like"),
        ({"crisis_number": "ask us"}, "Name the local crisis number"),
        ({"owner": "dora"}, "Select a valid choice"),
    ],
)
def test_nobody_is_asked_how_they_are_until_all_is_named(leader, lacking, sentence):
    answer = sent(leader, page_of("support"), SUPPORT | lacking, sure="on")
    assert (answer.status_code, sentence in answer.content.decode()) == (422, True)
    assert watch_of(the_clinic().pk) is None
    assert "Nobody here is asked how they are" in leader.get(page_of()).content.decode()


def test_once_all_is_named_people_are_asked_and_it_can_be_switched_off(leader):
    sent(leader, page_of("support"), SUPPORT, sure="on")
    assert watch_of(the_clinic().pk).crisis_number == "90 101"
    assert "Nurse Berg" in leader.get(page_of()).content.decode()
    told = sent(leader, page_of("support"), SUPPORT | {"on": ""}).content.decode()
    assert "see to it first" in told
    sent(leader, page_of("support"), SUPPORT | {"on": ""}, sure="on")
    assert watch_of(the_clinic().pk) is None


def test_the_order_of_who_may_speak_is_set_by_who_answers_for_the_house(family, leader):
    put_in_charge(person=family.nurse, unit=None)
    nameless = sent(leader, "/units/who-speaks", SPEAKING | {"source": ""}, sure="on")
    assert "Name the law that this order follows" in nameless.content.decode()
    assert sent(leader, "/units/who-speaks", SPEAKING, sure="on").status_code == 302
    row = SpeakingRule.objects.get()
    assert (row.order, row.confirmed_by) == (["healthcare agent", "adult child"], "Legal department")


def test_no_page_of_it_shows_what_a_template_left_behind(family, leader):
    put_in_charge(person=family.nurse, unit=None)
    pages = ["/units/", page_of(), page_of("meetings"), page_of("support"), "/units/who-speaks"]
    told = [leader.get(page).content.decode() for page in pages]
    told.append(sent(leader, page_of("support"), SUPPORT).content.decode())
    assert [Page(one).problems for one in told] == [[]] * 6


def test_the_operator_names_who_answers_for_a_unit_and_nobody_who_does_not_work_here(family, capsys):
    name_them = lead.__wrapped__
    name_them("nils", "Heart clinic", False)
    name_them("nils", "", False)
    assert charge_of(family.nurse) == Charge(True, frozenset({the_clinic().pk}))
    name_them("nils", "", True)
    assert charge_of(family.nurse) == Charge(False, frozenset({the_clinic().pk}))
    for username, unit in (("dora", "Heart clinic"), ("nobody", ""), ("nils", "Moon base")):
        with pytest.raises(typer.Exit):
            name_them(username, unit, False)
    assert capsys.readouterr().out.splitlines() == [
        "nils answers for Heart clinic.",
        "nils answers for every unit.",
        "nils no longer answers for every unit.",
    ]
