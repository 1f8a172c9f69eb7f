"""Living content: what happens to a source reaches every text that leans on it, and those who used it."""

from uuid import uuid4

import pytest
from django.test import Client

from alongside.aids.models import AidVersion
from alongside.decisions import leaning
from alongside.decisions import queries as deciding
from alongside.editorial import actions
from alongside.editorial.models import Flag
from alongside.editorial.queries import standing_of
from alongside.editorial.rules import Refused
from alongside.editorial.standing import HAPPENED
from alongside.editorial.wording import one_line
from alongside.editorial.workflow import Capacity
from alongside.patients.doors import record_of
from alongside.people.models import Account
from alongside.plain.reading.measure import measure
from alongside.sources import commands
from alongside.sources.actions import mark_retracted
from alongside.sources.models import Source
from alongside.sources.standing import GRAVITY, Word
from tests.board import here, make_board
from tests.decisions.test_actions import signed
from tests.editorial.texts import sent_in, source
from tests.talks import a_talk

DOI = "10.1234/toe.5"


def word(kind: str = "retracted", date: str = "2026-05-01", doi: str = DOI) -> Word:
    return Word(kind, doi, "", date, "a list")


@pytest.mark.parametrize("kind", GRAVITY)
def test_what_happens_to_a_source_flags_every_text_that_leans_on_it(db, kind):
    leans, other = sent_in("leans", sources=[source()]), sent_in("other", sources=[source("x", "10.1/x")])
    mark_retracted([word(kind)], by=None)
    (flag,) = standing_of("handout", leans.version).flags
    assert (flag.what, flag.happened, flag.said_by) == (kind, "2026-05-01", "a list")
    assert standing_of("handout", other.version).flags == ()
    assert Source.objects.get(slug="reed2020").status == kind


def test_the_gravest_word_is_the_sources_status_in_whatever_order_they_come(db):
    source()
    for kind in ("retracted", "corrected", "concern"):
        mark_retracted([word(kind)], by=None)
    assert Source.objects.get(slug="reed2020").status == "retracted"


def test_the_same_list_again_flags_nothing_anew_and_opens_nothing_resolved(db):
    board = make_board()
    sent_in(sources=[source()])
    mark_retracted([word()], by=None)
    flag = Flag.objects.get()
    actions.resolve_flag(flag=flag.pk, resolution="No number rests on it.", by=here(board.doctor))
    mark_retracted([word()], by=None)
    assert [one.resolution for one in Flag.objects.all()] == ["No number rests on it."]
    mark_retracted([word("corrected", "2026-06-01")], by=None)
    assert Flag.objects.filter(resolved_at=None).count() == 1


def test_a_text_sent_in_later_is_flagged_for_what_was_known_before(db):
    source()
    mark_retracted([word()], by=None)
    edition = sent_in(sources=[Source.objects.get(slug="reed2020")])
    assert [one.happened for one in standing_of("handout", edition.version).flags] == ["2026-05-01"]
    mark_retracted([word()], by=None)
    assert Flag.objects.count() == 1


def test_a_flagged_text_is_not_approved_before_somebody_says_what_it_means(db):
    board, edition = make_board(), sent_in(sources=[source(status="retracted")])
    with pytest.raises(Refused, match="A source of this has changed"):
        actions.approve(edition=edition.pk, capacity=Capacity.NUMBERS, key=uuid4(), by=here(board.doctor))
    flag = Flag.objects.get()
    for person in (board.reader, board.editor):
        with pytest.raises(Refused):
            actions.resolve_flag(flag=flag.pk, resolution="Fine.", by=here(person))
    with pytest.raises(Refused, match="Please write why"):
        actions.resolve_flag(flag=flag.pk, resolution=" ", by=here(board.doctor))
    actions.resolve_flag(flag=flag.pk, resolution="No number rests on it.", by=here(board.doctor))
    actions.approve(edition=edition.pk, capacity=Capacity.NUMBERS, key=uuid4(), by=here(board.doctor))


@pytest.mark.parametrize("sentence", HAPPENED.values())
def test_what_readers_are_told_of_a_source_is_at_or_below_fifth_grade(sentence):
    assert measure(sentence).grade <= 5


def test_one_line_for_other_papers_says_state_name_and_what_changed(family):
    started = a_talk(family)
    retract_a_source_of(started.choice.aid)
    line = one_line(standing_of("aid", started.choice.aid_id))
    assert line.startswith("Being checked again. A source has changed since this was checked.")
    assert "This source was taken back by those who published it." in line


# In the record


def retract_a_source_of(version: AidVersion, kind: str = "retracted") -> Source:
    row = version.sources.exclude(doi="").order_by("slug").first()
    mark_retracted([word(kind, doi=row.doi)], by=None)
    return row


def client_of(person) -> Client:
    client = Client()
    client.force_login(Account.objects.get(person_id=person.pk))
    return client


def said(response) -> str:
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_a_choice_on_a_flagged_version_tells_patient_and_team(family):
    started = a_talk(family)
    row = retract_a_source_of(started.choice.aid)
    list_of_choices = f"/people/{family.patient.pk}/choices/"
    for person in (family.rosa, family.doctor, family.daughter):
        client = client_of(person)
        page = said(client.get(started.address))
        assert "A source of this has changed" in page
        assert row.record["title"][:20] in page
        assert "A source of this has changed." in said(client.get(list_of_choices))
    assert "A source behind a choice has changed." in said(client_of(family.doctor).get("/"))


def test_a_note_says_how_the_aid_behind_it_stands_today(family):
    started = a_talk(family)
    note = signed(family, started.choice)
    address, client = f"{started.address}note/{note.number}", client_of(family.doctor)
    assert 'data-state="approved"' in said(client.get(address))
    retract_a_source_of(started.choice.aid)
    assert 'data-state="stale"' in said(client.get(address))


def test_the_named_job_lists_signed_choices_for_their_teams_and_no_names_of_patients(family):
    started = a_talk(family)
    assert leaning.signed_choices() == []
    retract_a_source_of(started.choice.aid)
    assert leaning.signed_choices() == []  # talked about, and not signed
    signed(family, started.choice)
    (found,) = leaning.signed_choices()
    assert (found.patient, found.choice) == (family.patient.pk, started.choice.pk)
    assert (found.aid, found.unit) == ("atrial-fibrillation", "Heart clinic")
    assert found.team == ("Dr. Okafor", "Nurse Berg")
    assert [one.what for one in found.changes] == ["retracted"]
    assert "Lindqvist" not in str(found)


def test_flags_of_a_version_stay_with_a_choice_that_uses_it_after_a_newer_one_came(family):
    from alongside.aids.actions import load_aid

    started = a_talk(family)
    newer = load_aid(text=started.choice.aid.original.replace("title: ", "title: Newer ", 1), by=None)
    retract_a_source_of(started.choice.aid)
    with record_of(family.patient.pk, by=family.doctor, purpose="test") as visit:
        talk = deciding.talk(visit, started.choice.pk)
    assert talk.choice.aid_id == started.choice.aid_id != newer.version.pk
    assert talk.standing.flags
    assert standing_of("aid", newer.version.pk).flags


def test_with_real_people_a_choice_is_begun_only_with_what_is_approved(family):
    from alongside.aids.actions import load_aid
    from alongside.decisions import actions as choices
    from alongside.patients.rules import Refused as NotOpen

    started = a_talk(family)
    text = started.choice.aid.original.replace("slug: atrial", "slug: other-atrial", 1)
    unchecked = load_aid(text=text, by=None).version
    with record_of(family.patient.pk, by=family.doctor, purpose="test") as visit:
        assert unchecked not in deciding.aids_to_open(visit)
        with pytest.raises(NotOpen, match="Nobody has checked this choice aid yet"):
            choices.open_choice(aid=unchecked, by=visit)
    for person in (family.rosa, family.doctor):
        assert client_of(person).get(f"/begin/{unchecked.pk}/").status_code == 404


# By hand


def test_a_work_is_marked_by_hand_and_a_slip_is_told(db):
    edition = sent_in(sources=[source()])
    for work, kind, date in (("toes", "retracted", ""), (DOI, "praised", ""), (DOI, "retracted", "soon")):
        with pytest.raises(ValueError, match=r"neither|not known|no day"):
            commands.mark(work, kind, said_by="the journal", date=date)
    assert Flag.objects.count() == 0
    done = commands.mark(f"https://doi.org/{DOI.upper()}", "concern", said_by="the journal", date="May 2026")
    assert done.sources == ("reed2020",)
    (flag,) = standing_of("handout", edition.version).flags
    assert (flag.what, flag.happened) == ("concern", "2026-05")
