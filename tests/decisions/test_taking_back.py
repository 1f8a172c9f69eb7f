"""Words that came into the talk by mistake are taken back: by whoever wrote them, until a note is signed."""

import re
from uuid import uuid4

import pytest
from django.test import Client

from alongside.decisions import actions, queries, taking_back
from alongside.decisions.drafting import first_draft
from alongside.decisions.models import View
from alongside.decisions.note_kinds import kind_of
from alongside.patients.doors import record_of
from alongside.patients.rules import NotHere, Refused
from alongside.people.models import Account
from tests.talks import a_choice

WRONG = "She wants the pill."


def by(family, who):
    return record_of(family.patient.pk, by=getattr(family, who), purpose="test")


@pytest.fixture
def said(family):
    """The doctor wrote down words for Rosa that she did not say."""
    started = a_choice(family)
    with by(family, "doctor") as doctor:
        told = {"said_by": family.rosa, "confirmed": "heard", "by": doctor}
        view = actions.add_view(choice=started.choice, option="", words=WRONG, **told)
    return started, view


def words_of(family, choice) -> list[str]:
    with by(family, "doctor") as visit:
        return [one.words for one in queries.talk(visit, choice.pk).views]


def take_back(family, who, said) -> None:
    started, view = said
    with by(family, who) as visit:
        taking_back.take_back_view(choice=started.choice, view=view.pk, by=visit)


@pytest.mark.parametrize("who", ["doctor", "rosa"])
def test_who_wrote_them_and_whose_they_are_said_to_be_take_words_back(family, said, who):
    take_back(family, who, said)
    assert words_of(family, said[0].choice) == []
    with by(family, who):
        assert View.objects.get(pk=said[1].pk).words == WRONG


def test_nobody_else_takes_them_back(family, said):
    with pytest.raises(Refused, match="take back only what you wrote"):
        take_back(family, "nurse", said)
    assert words_of(family, said[0].choice) == [WRONG]


def test_words_are_taken_back_once(family, said):
    take_back(family, "doctor", said)
    with pytest.raises(NotHere):
        take_back(family, "rosa", said)


def test_what_a_note_was_signed_on_stays(family, said):
    started, _view = said
    with by(family, "doctor") as visit:
        sections = first_draft(queries.talk(visit, started.choice.pk), kind_of("clinic"))
        draft = actions.start_note(choice=started.choice, kind="clinic", sections=sections, by=visit)
        account = Account.objects.get(person=family.doctor)
        actions.sign_note(
            choice=started.choice, seen_revision=draft.revision, because="", account=account, by=visit
        )
    with pytest.raises(Refused, match="before the note is signed"):
        take_back(family, "doctor", said)
    assert words_of(family, started.choice) == [WRONG]


def test_on_the_page_one_press_takes_them_back_and_a_second_changes_nothing(family, said):
    started, view = said
    client, other = Client(), Client()
    client.force_login(Account.objects.get(person=family.doctor))
    other.force_login(Account.objects.get(person=family.nurse))
    address = f"{started.address}talk/view/{view.pk}/take-back"
    assert address in client.get(f"{started.address}talk").content.decode()
    assert address not in other.get(f"{started.address}talk").content.decode()
    sent = {"request_key": str(uuid4())}
    answers = [client.post(address, sent) for _ in range(2)]
    assert [one["Location"] for one in answers] == [f"{started.address}talk"] * 2
    assert WRONG not in client.get(f"{started.address}talk").content.decode()


def test_after_a_change_the_reader_goes_on_where_it_was_made(family, said):
    """On the page itself a part is exchanged; without a place to go on, a screen reader would start over."""
    started, view = said
    client = Client(headers={"HX-Request": "true"})
    client.force_login(Account.objects.get(person=family.rosa))
    answer = client.post(f"{started.address}talk/view/{view.pk}/take-back", {"request_key": str(uuid4())})
    places = re.findall(r"<(\w+)[^>]* data-focus[^>]*>([^<]*)<", answer.content.decode())
    assert places == [("h2", "What was said")]


@pytest.mark.parametrize("who", ["stranger", "former", "brother"])
def test_for_those_outside_there_is_no_such_page(family, said, who):
    started, view = said
    client = Client()
    client.force_login(Account.objects.get(person=getattr(family, who)))
    answer = client.post(f"{started.address}talk/view/{view.pk}/take-back", {"request_key": str(uuid4())})
    assert answer.status_code == 404
    assert words_of(family, started.choice) == [WRONG]
