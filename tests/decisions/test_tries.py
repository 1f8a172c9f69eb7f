"""A try for a time: planned whole, reviewed with a reason, and told everywhere when it waits."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from alongside.decisions import trying
from alongside.decisions.trial import OutcomeKind, State
from alongside.patients.doors import record_of
from alongside.patients.rules import Refused
from alongside.people.models import Account


def inside(family, who):
    return record_of(family.patient.pk, by=getattr(family, who), purpose="test")


def planned(family, *, hours_ago: float = 0, **changed):
    with inside(family, "doctor") as visit:
        said = {
            "treatments": "breathing machine",
            "aim": "To sit in my garden.",
            "said_by": family.daughter,
            "better": "less oxygen",
            "worse": "more pressure medicine",
            "hours": 72,
            "who_decides": "Dora and Dr. Okafor",
            "started_at": timezone.now() - timedelta(hours=hours_ago),
        }
        return trying.plan(**(said | changed), by=visit)


def reviewed(family, row, kind=OutcomeKind.GO_ON, who="doctor", longer=None):
    with inside(family, who) as visit:
        return trying.review(
            of=row.pk, kind=kind, reason="Less oxygen.", agreed_by="All of us", longer_hours=longer, by=visit
        )


def now(family) -> State:
    with inside(family, "rosa") as visit:
        return trying.tries_of(visit)[0].state


def client_of(family, who) -> Client:
    client = Client()
    client.force_login(Account.objects.get(person=getattr(family, who)))
    return client


@pytest.mark.parametrize(
    ("hours_ago", "state"),
    [(1, State.RUNNING), (61, State.REVIEW_DUE), (73, State.REVIEW_DUE), (85, State.OVERDUE)],
)
def test_where_a_try_stands_follows_from_its_start_and_length(family, hours_ago, state):
    planned(family, hours_ago=hours_ago)
    assert now(family) is state


@pytest.mark.parametrize("name", ["treatments", "aim", "better", "worse", "who_decides"])
def test_a_try_that_is_not_whole_is_refused_with_what_is_missing(family, name):
    with pytest.raises(Refused, match="not written yet"):
        planned(family, **{name: "  "})


def test_an_extended_try_runs_on_from_its_review(family):
    row = planned(family, hours_ago=80)
    reviewed(family, row, OutcomeKind.EXTEND, longer=48)
    assert now(family) is State.RUNNING


@pytest.mark.parametrize("kind", [OutcomeKind.GO_ON, OutcomeKind.COMFORT])
def test_an_ended_try_cannot_be_reviewed_again(family, kind):
    row = planned(family, hours_ago=80)
    reviewed(family, row, kind)
    assert now(family) is State.ENDED
    with pytest.raises(Refused, match="This try has ended"):
        reviewed(family, row)


@pytest.mark.parametrize("who", ["rosa", "daughter"])
def test_planning_and_reviewing_is_the_teams_to_write(family, who):
    row = planned(family)
    with pytest.raises(Refused):
        reviewed(family, row, who=who)
    assert client_of(family, who).get(f"/people/{family.patient.pk}/tries/new").status_code == 409
    assert client_of(family, who).get(f"/people/{family.patient.pk}/tries/").status_code == 200


@pytest.mark.parametrize("who", ["stranger", "former", "brother"])
def test_strangers_see_nothing_of_a_try(family, who):
    row = planned(family)
    client = client_of(family, who)
    missing = client.get("/there-is-no-such-page").content
    for page in ("", "new", str(row.pk)):
        assert client.get(f"/people/{family.patient.pk}/tries/{page}").content == missing


def test_an_overdue_try_stands_on_the_worklist_and_on_the_patients_start_page(family):
    planned(family, hours_ago=90)
    assert (
        "A try for a time is overdue to be talked about."
        in client_of(family, "doctor").get("/").content.decode()
    )
    assert "It is time to talk about how it went." in client_of(family, "rosa").get("/").content.decode()
    assert "It is time to talk about how it went." in client_of(family, "daughter").get("/").content.decode()


def test_a_try_is_written_down_and_reviewed_over_http(family):
    client = client_of(family, "doctor")
    address = f"/people/{family.patient.pk}/tries/"
    said = {
        "request_key": str(uuid4()),
        "treatments": "breathing machine\nmedicine for the blood pressure",
        "aim": "To sit in my garden.",
        "said_by": str(family.daughter.pk),
        "better": "less oxygen",
        "worse": "more medicine",
        "hours": "72",
        "who_decides": "Dora",
    }
    answer = client.post(address + "new", said | {"hours": "0"})
    assert answer.status_code == 422
    assert "To sit in my garden." in answer.content.decode()
    assert [client.post(address + "new", said).status_code for _ in range(2)] == [302, 302]
    with inside(family, "doctor") as visit:
        (one,) = trying.tries_of(visit)
    agreed = {"request_key": str(uuid4()), "kind": "extend", "reason": "Better.", "agreed_by": "Dora"}
    answer = client.post(f"{address}{one.id}", agreed)
    assert "Say how much longer." in answer.content.decode()
    assert client.post(f"{address}{one.id}", agreed | {"longer_hours": "24"}).status_code == 302
    page = client_of(family, "daughter").get(address).content.decode()
    assert "24 hours more" in page
    assert client.get(f"{address}{uuid4()}").status_code == 404


def test_a_refused_form_shows_again_what_was_typed(family):
    row = planned(family, hours_ago=80)
    reviewed(family, row)
    said = {
        "request_key": str(uuid4()),
        "kind": "comfort",
        "reason": "She asked for peace.",
        "agreed_by": "Dora",
    }
    answer = client_of(family, "doctor").post(f"/people/{family.patient.pk}/tries/{row.pk}", said)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "This try has ended." in page
    assert "She asked for peace." in page
    assert said["request_key"] not in page
