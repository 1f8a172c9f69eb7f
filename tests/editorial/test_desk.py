"""The review desk as people see it, without JavaScript."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from alongside.editorial import actions, desk_queries, staleness
from alongside.editorial.models import Comment, Edition, Flag, Review
from alongside.editorial.queries import standing_of
from alongside.editorial.workflow import Capacity, State
from alongside.people.models import Account
from alongside.sources.actions import mark_retracted
from alongside.sources.models import Notice
from alongside.sources.standing import Word
from alongside.trail.models import Entry
from tests.board import Board, here, make_board
from tests.editorial.texts import TOO_HARD, UNSOURCED, blocks, sent_in, source

WORD = Word("retracted", "10.1234/toe.5", "", "2026-05-01", "a list")


@pytest.fixture
def board(db) -> Board:
    return make_board()


def client_of(person) -> Client:
    client = Client()
    client.force_login(Account.objects.get(person_id=person.pk))
    return client


def main(response, status=200) -> HTMLParser:
    assert response.status_code == status
    return HTMLParser(response.content.decode()).css_first("main")


def words(response, status=200) -> str:
    return " ".join(main(response, status).text(separator=" ").split())


def act(client, edition, name, **typed):
    return client.post(f"/review/{edition.pk}/{name}", {"request_key": str(uuid4()), **typed})


def approved(board, edition) -> Edition:
    actions.approve(edition=edition.pk, capacity=Capacity.NUMBERS, key=uuid4(), by=here(board.doctor))
    return actions.approve(edition=edition.pk, capacity=Capacity.WORDS, key=uuid4(), by=here(board.reader))


def test_the_desk_is_a_missing_page_for_everybody_else(board, family):
    edition = sent_in()
    comment = Comment.objects.create(edition=edition, words="A test.", by=board.editor)
    addresses = [
        "/review/",
        "/review/stale",
        "/review/changed-source",
        "/review/board",
        f"/review/{edition.pk}/",
    ]
    acts = ["start", "approve", "return", "withdraw", "sign", "comment"]
    posts = [f"/review/{edition.pk}/{name}" for name in acts]
    posts += ["/review/board/interests", f"/review/comments/{comment.pk}", f"/review/flags/{uuid4()}"]
    for person in (board.outsider, family.rosa, family.daughter, family.doctor):
        client = client_of(person)
        missing = client.get("/no-such-page").content
        for address in addresses:
            response = client.get(address)
            assert (response.status_code, response.content) == (404, missing)
        for address in posts:
            assert client.post(address, {"words": "x"}).status_code == 404
    assert Review.objects.count() == 0


def test_the_desk_shows_what_is_riskiest_first(board):
    shelf = source()
    plain = sent_in("plain", title="Plain words", carries_numbers=False)
    numbers = sent_in("numbers", title="With numbers")
    doubted = sent_in("doubted", title="Waits and is doubted", sources=[shelf], carries_numbers=False)
    used = approved(board, sent_in("used", title="In use and doubted", sources=[shelf]))
    mark_retracted([WORD], by=None)
    page = main(client_of(board.editor).get("/review/"))
    titles = [link.text() for link in page.css("ol.worklist h3 a")]
    assert titles == [used.title, doubted.title, numbers.title, plain.title]
    assert "In use, and a source has changed." in page.css("ol.worklist li")[0].text()


def test_one_kind_can_be_looked_at_alone(board):
    sent_in()
    client = client_of(board.editor)
    assert main(client.get("/review/?kind=handout")).css("ol.worklist li")
    assert main(client.get("/review/?kind=answer")).css("ol.worklist li") == []


def test_the_desk_asks_the_database_as_often_for_thirty_as_for_one(board, django_assert_num_queries):
    sent_in()
    client = client_of(board.editor)
    client.get("/review/")
    with CaptureQueriesContext(connection) as one:
        client.get("/review/")
    for number in range(29):
        sent_in(f"text-{number}")
    with django_assert_num_queries(len(one)):
        page = main(client.get("/review/"))
    assert len(page.css("ol.worklist li")) == 25
    assert len(main(client.get("/review/?page=2")).css("ol.worklist li")) == 5


def test_turning_the_pages_shows_each_text_once_the_flagged_first_wherever_a_page_ends(board, monkeypatch):
    monkeypatch.setattr(desk_queries, "ON_A_PAGE", 3)
    shelf, desk_of = source(), here(board.editor)
    doubted = [sent_in(f"doubted-{number}", sources=[shelf]).pk for number in range(5)]
    rest = [sent_in(f"text-{number}").pk for number in range(5)]
    mark_retracted([WORD], by=None)
    pages = [desk_queries.desk(desk_of, kind="handout", page=number) for number in range(1, 6)]
    assert [line.id for page in pages for line in page.lines] == [*doubted, *rest]
    assert [(len(page.lines), page.more) for page in pages] == [
        (3, True),
        (3, True),
        (3, True),
        (1, False),
        (0, False),
    ]
    assert {(page.waiting, page.flagged) for page in pages} == {(10, 5)}


def test_an_edition_of_another_kind_than_its_text_is_refused_by_the_database(board):
    edition = sent_in()
    assert edition.kind == edition.content.kind
    with connection.cursor() as cursor, pytest.raises(IntegrityError, match="kind_of_its_content"):
        cursor.execute(
            "INSERT INTO editorial_edition (id, content_id, kind, number, version, title, digest, blocks,"
            " report, carries_numbers, state, reason, approved_name, approved_as)"
            " SELECT gen_random_uuid(), content_id, 'aid', 99, version, title, digest, blocks,"
            " report, carries_numbers, 'superseded', '', '', '' FROM editorial_edition WHERE id = %s",
            [edition.pk],
        )


def test_an_edition_is_read_with_grade_findings_places_and_comments_beside_each_piece(board):
    hard = "Individualised deliberation necessitates interdisciplinary prognostication regarding utilisation."
    edition = sent_in(report=TOO_HARD, pieces=blocks(words=hard))
    client = client_of(board.doctor)
    act(client, edition, "comment", block="number", words="Is it 3 or 4?")
    page = main(client.get(f"/review/{edition.pk}/"))
    first, second = page.css("section.version")
    assert "Reading grade" in first.text()
    assert hard in [mark.text() for mark in first.css("mark")]
    assert "May be signed for" in first.text()
    assert "table 2" in second.text()
    assert "Is it 3 or 4?" in second.text()
    assert "Is it 3 or 4?" not in first.text()


def test_the_difference_from_the_last_approved_edition_is_told_in_marks_and_in_words(board):
    approved(board, sent_in())
    newer = sent_in(pieces=blocks(words="Thick socks may help."))
    page = main(client_of(board.doctor).get(f"/review/{newer.pk}/"))
    first, second = page.css("section.version")
    assert [node.text().split() for node in first.css("del")] == [
        ["taken", "out:", "Warm", "end", "of", "taken", "out."]
    ]
    assert [node.text().split() for node in first.css("ins")] == [["added:", "Thick", "end", "of", "added."]]
    assert second.css("ins, del") == []


def test_two_reviewers_approve_by_keyboard_and_every_reader_learns_who_and_when(board):
    edition = sent_in()
    for person, capacity in ((board.doctor, "numbers"), (board.reader, "words")):
        client = client_of(person)
        page = main(client.get(f"/review/{edition.pk}/"))
        (form,) = [f for f in page.css("form") if f.attributes["action"].endswith("/approve")]
        typed = {
            tag.attributes["name"]: tag.attributes["value"]
            for tag in form.css("input")
            if tag.attributes["name"] != "csrfmiddlewaretoken"
        }
        assert typed["capacity"] == capacity
        assert client.post(form.attributes["action"], typed).status_code == 302
    standing = standing_of("handout", edition.version)
    assert (standing.state, standing.who, standing.profession) == (State.APPROVED, "Dr. Osei", "doctor")
    assert standing.patient_read_it
    said = words(client_of(board.editor).get(f"/review/{edition.pk}/"))
    assert "Checked by Dr. Osei (doctor) on" in said
    assert "A patient read the words, too." in said


def test_what_the_gate_stops_nobody_approves(board):
    edition = sent_in(report=UNSOURCED)
    client = client_of(board.doctor)
    assert "The gate stops this: provenance." in words(client.get(f"/review/{edition.pk}/"))
    assert "The gate stops this" in words(act(client, edition, "approve", capacity="numbers"), 409)


def test_an_exception_is_signed_by_both_reviewers_and_shown_to_every_reader(board):
    edition = sent_in(report=TOO_HARD)
    for person, capacity in ((board.doctor, "numbers"), (board.reader, "words")):
        client = client_of(person)
        assert act(client, edition, "approve", capacity=capacity).status_code == 409
        typed = {"rule": "reading-grade", "capacity": capacity, "words": "No easier word is true."}
        assert act(client, edition, "sign", **typed).status_code == 302
        assert act(client, edition, "approve", capacity=capacity).status_code == 302
    standing = standing_of("handout", edition.version)
    assert standing.is_approved
    assert [one.reason for one in standing.exceptions] == ["No easier word is true."]
    assert "No easier word is true." in words(client_of(board.editor).get(f"/review/{edition.pk}/"))


def test_a_reason_that_is_missing_is_asked_for_and_one_that_is_too_long_refused(board):
    edition, client = sent_in(), client_of(board.doctor)
    assert "Please write why." in words(act(client, edition, "return", words=" "), 409)
    assert act(client, edition, "return", words="x" * 5_000).status_code == 409
    assert Edition.objects.get(pk=edition.pk).state == State.SUBMITTED.value


def test_a_doubled_click_reviews_once(board):
    edition, client = sent_in(), client_of(board.doctor)
    key = str(uuid4())
    for _ in range(2):
        typed = {"capacity": "numbers", "request_key": key}
        assert client.post(f"/review/{edition.pk}/approve", typed).status_code == 302
    assert Review.objects.count() == 1


def test_a_member_declares_an_interest_and_its_texts_go_to_others(board):
    edition, client = sent_in(), client_of(board.doctor)
    assert main(client.get("/review/board")).css("form")
    typed = {"about": "warm socks", "since": "2025-01-01", "request_key": str(uuid4())}
    assert client.post("/review/board/interests", typed).status_code == 302
    said = words(client.get(f"/review/{edition.pk}/"))
    assert "You declared an interest in “warm socks”. Somebody else has to check this." in said
    assert act(client, edition, "approve", capacity="numbers").status_code == 409


def test_an_interest_without_words_or_with_a_day_that_does_not_exist_is_sent_back(board):
    client = client_of(board.doctor)
    typed = {"about": " ", "since": "2025-02-30", "request_key": str(uuid4())}
    page = main(client.post("/review/board/interests", typed), 422)
    assert [e.attributes["id"] for e in page.css(".field-error")] == ["id_about-error", "id_since-error"]


def test_the_report_of_staleness_names_each_reason(board):
    waits = sent_in("waits", title="Waits long")
    sent_in("fresh", title="Fresh")
    sent_in("doubted", title="Doubted", sources=[source(status="retracted")])
    later = Edition.objects.get(pk=waits.pk).submitted_at + timedelta(days=31)
    assert {one.title for one in staleness.report()} == {"Doubted"}
    assert {one.title for one in staleness.report(later)} == {"Doubted", "Waits long", "Fresh"}
    said = words(client_of(board.editor).get("/review/stale"))
    assert "This source was taken back by those who published it." in said


def test_every_page_of_the_desk_keeps_its_ids_apart(board):
    edition = sent_in(report=TOO_HARD, sources=[source()])
    mark_retracted([WORD], by=None)
    page = main(client_of(board.both).get(f"/review/{edition.pk}/"))
    ids = [node.attributes["id"] for node in page.css("[id]")]
    assert len(ids) == len(set(ids))
    for node in page.css("[aria-labelledby], [aria-describedby], label[for]"):
        named = [node.attributes.get(name) for name in ("aria-labelledby", "aria-describedby", "for")]
        assert [one for one in " ".join(n for n in named if n).split() if one not in ids] == []


CHANGED = {"work": "10.1234/TOE.5", "kind": "retracted", "said_by": "The journal", "date": "2026-05"}


SURE = "retracted 10.1234/toe.5"


def say_it_changed(client, **typed):
    return client.post("/review/changed-source", {"request_key": str(uuid4())} | CHANGED | typed)


def test_a_changed_source_is_said_at_the_desk_shown_first_and_then_flags_what_leans_on_it(board):
    leans, other = sent_in("leans", title="Leans on it", sources=[source()]), sent_in("other")
    client = client_of(board.reader)
    page = words(say_it_changed(client))
    assert "Leans on it" in page
    assert "this cannot be taken back" in page
    assert not standing_of("handout", leans.version).flags
    done = say_it_changed(client, sure=SURE)
    assert (done.status_code, done["Location"]) == (302, "/review/")
    (flag,) = standing_of("handout", leans.version).flags
    assert (flag.what, flag.said_by, flag.happened) == ("retracted", "The journal", "2026-05")
    assert not standing_of("handout", other.version).flags
    said = Entry.objects.get(verb="said retracted")
    assert (said.actor, said.subject) == (board.reader.pk, source().pk)
    assert "1 work of ours is marked" in words(client.get("/review/"))


def test_yes_to_one_work_is_not_yes_to_another(board):
    edition = sent_in(sources=[source(), source("other", "10.1000/other")])
    client = client_of(board.editor)
    for changed in ({"work": "10.1000/other"}, {"kind": "corrected"}):
        assert "this cannot be taken back" in words(say_it_changed(client, sure=SURE, **changed))
    assert not standing_of("handout", edition.version).flags


def test_the_same_press_twice_marks_once_and_a_work_that_we_lack_is_kept_for_later(board):
    client, key = client_of(board.editor), str(uuid4())
    sent_in(sources=[source()])
    for _again in range(2):
        say_it_changed(client, sure=SURE, request_key=key)
    assert Flag.objects.count() == 1
    assert "We have no work with this" in words(say_it_changed(client, work="12345"))
    say_it_changed(client, sure="retracted 12345", work="12345")
    assert Notice.objects.filter(pmid="12345", kind="retracted").exists()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"work": "the toe paper"}, "This is neither a DOI nor a PMID."),
        ({"date": "soon"}, "This is no day. Write it as 2026-05-31."),
        ({"said_by": " "}, "Who says so"),
        ({"kind": "bad"}, "What happened to it"),
    ],
)
def test_what_makes_no_sense_of_a_changed_source_is_asked_again_and_marks_nothing(board, typed, sentence):
    sent_in(sources=[source()])
    page = words(say_it_changed(client_of(board.editor), sure=SURE, **typed), 422)
    assert sentence in page
    assert Flag.objects.count() == 0
