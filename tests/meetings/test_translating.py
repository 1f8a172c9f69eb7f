"""A summary in the family's language: written by an interpreter and signed; until then marked as English."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone

from alongside.meetings.actions import planning
from alongside.meetings.actions.translating import sign_translation
from alongside.meetings.models import MeetingSummary, SummaryTranslation
from alongside.meetings.summary import Section
from alongside.patients.actions import join_team
from alongside.patients.doors import record_of, work_of
from alongside.patients.rules import Refused
from alongside.people.actions import open_account
from alongside.people.models import Account, Clinician, Person
from tests.meetings.stories import a_talk_going_on, in_record, intensive_care
from tests.meetings.test_actions import close
from tests.post.letters import Kept, reachable, send

SECTIONS = [
    Section("We met", ("We met to talk about Rosa.",)),
    Section("What comes next", ("We meet soon.",)),
]
SPANISH = [("Nos reunimos", "Nos reunimos para hablar de Rosa."), ("Lo que sigue", "Nos vemos pronto.")]
OUTSIDE = dict.fromkeys(["former", "brother", "stranger", "other_patient"], 404)
PEOPLE = {"interpreter": 200, "doctor": 409, "nurse": 409, "rosa": 409, "daughter": 409} | OUTSIDE


@pytest.fixture
def shared(family):
    """A closed talk; the daughter reads Spanish; Ivo interprets in the team."""
    with work_of("demonstration", purpose="people for a test"):
        Person.objects.filter(pk=family.daughter.pk).update(language="es")
        ivo = Person.objects.create(full_name="Ivo Petrov", called="Ivo")
        Clinician.objects.create(person=ivo, profession="interpreter", title="Ivo Petrov")
        open_account(username="ivo", person=ivo, password=None)
        since = family.patient.stays.get().started_at
        join_team(patient=family.patient, person=ivo, role="interpreter", since=since, job="demonstration")
    intensive_care(family)
    meeting = a_talk_going_on(family)
    in_record(family, family.doctor, lambda visit: close(meeting, visit, sections=SECTIONS))
    return meeting, ivo


def signed(family, who, sections=SPANISH, language="es"):
    with record_of(family.patient.pk, by=who, purpose="test") as visit:
        summary = MeetingSummary.objects.select_related("patient__person", "meeting").get()
        return sign_translation(summary=summary, language=language, sections=sections, by=visit)


def person(family, ivo, who) -> Person:
    return ivo if who == "interpreter" else getattr(family, who)


def client_of(one: Person) -> Client:
    client = Client()
    client.force_login(Account.objects.get(person=one))
    return client


def page(family, meeting, rest="") -> str:
    return f"/people/{family.patient.pk}/meetings/{meeting.pk}/summary{rest}"


@pytest.mark.parametrize(("who", "status"), PEOPLE.items())
def test_who_may_write_the_familys_language(family, shared, who, status):
    meeting, ivo = shared
    one = person(family, ivo, who)
    assert client_of(one).get(page(family, meeting, "/in/es")).status_code == status


def test_a_language_that_nobody_here_reads_is_not_asked_for(family, shared):
    meeting, ivo = shared
    assert client_of(ivo).get(page(family, meeting, "/in/fi")).status_code == 404


def test_until_it_is_signed_the_daughter_sees_the_english_marked_and_an_interpreter_offered(family, shared):
    meeting, _ivo = shared
    said = client_of(family.daughter).get(page(family, meeting)).content.decode()
    assert "This is in English. It is not written in Español yet." in said
    assert "read it to you with an interpreter now" in said
    assert "We met to talk about Rosa." in said


def test_signed_side_by_side_the_daughter_reads_it_first_with_who_signed(family, shared):
    meeting, ivo = shared
    fields = {f"title-{n}": title for n, (title, _text) in enumerate(SPANISH)}
    fields |= {f"text-{n}": text for n, (_title, text) in enumerate(SPANISH)}
    sent = fields | {"request_key": str(uuid4())}
    interpreter, address = client_of(ivo), page(family, meeting, "/in/es")
    refused = interpreter.post(address, sent)
    assert (refused.status_code, "Nos vemos pronto." in refused.content.decode()) == (422, True)
    assert [interpreter.post(address, sent | {"same": "on"}).status_code for _twice in range(2)] == [302, 302]
    said = client_of(family.daughter).get(page(family, meeting)).content.decode()
    assert said.index("Nos reunimos para hablar de Rosa.") < said.index("We met to talk about Rosa.")
    assert "Written and signed by Ivo Petrov" in said
    in_record(family, ivo, lambda _visit: SummaryTranslation.objects.get())


def test_what_has_a_formula_is_measured_and_what_has_none_is_not(family, shared):
    _meeting, ivo = shared
    assert signed(family, ivo).grade is not None
    arabic = signed(family, ivo, [("اجتمعنا", "اجتمعنا للحديث عن روزا."), ("ما بعد", "نلتقي قريبا.")], "ar")
    assert (arabic.grade, arabic.verdict) == (None, "not measured")


@pytest.mark.parametrize("sections", [SPANISH[:1], [], [("", "x"), ("y", "z")], [*SPANISH, ("a", "b")]])
def test_a_part_that_is_left_out_is_refused(family, shared, sections):
    _meeting, ivo = shared
    with pytest.raises(Refused, match="Every part"):
        signed(family, ivo, sections)


def test_what_was_signed_stays_and_the_newest_holds(family, shared):
    meeting, ivo = shared
    first = signed(family, ivo)
    signed(family, ivo, [("Nos vimos", "Nos vimos para hablar."), SPANISH[1]])
    said = client_of(family.daughter).get(page(family, meeting)).content.decode()
    assert "Nos vimos para hablar." in said
    assert "Nos reunimos" not in said

    def change(_visit):
        with pytest.raises(DatabaseError), transaction.atomic():
            SummaryTranslation.objects.filter(pk=first.pk).update(language="fi")

    in_record(family, ivo, change)


def test_who_reads_that_language_is_told_and_nobody_else(family, shared):
    for one in (family.daughter, family.nurse, family.rosa):
        reachable(one)
    send(Kept())
    _meeting, ivo = shared
    signed(family, ivo)
    way = Kept()
    send(way)
    assert [envelope.person for envelope in way.envelopes] == [family.daughter.pk]


def test_a_summary_says_that_the_next_meeting_it_names_was_moved_or_called_off(family):
    intensive_care(family)
    meeting, at = a_talk_going_on(family), timezone.now() + timedelta(days=2)
    agreed = {"sections": SECTIONS, "next_times": [(at, None)], "next_is_set": True}
    summary = in_record(family, family.doctor, lambda visit: close(meeting, visit, **agreed))
    reader = client_of(family.daughter)

    def read() -> str:
        return reader.get(page(family, meeting)).content.decode()

    assert "We meet next on" in read()
    called_off = {"meeting": summary.next_meeting, "reason": "The doctor is away."}
    in_record(family, family.doctor, lambda visit: planning.cancel(**called_off, by=visit))
    assert "The next meeting that is named below does not take place." in read()
    assert "See the next meeting" not in read()
