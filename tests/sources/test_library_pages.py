"""The pages of the library, without JavaScript: who may read, who may add, and what is never shown."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from alongside.patients.doors import work_of
from alongside.people.models import Account, Duty, Person
from alongside.sources import indexing
from alongside.sources.actions import mark_retracted, store, store_all, withdraw
from alongside.sources.intakes import read_all
from alongside.sources.models import Document, Intake
from alongside.sources.passages import Licence
from alongside.sources.standing import Word
from tests.family import Family
from tests.sources.examples import parsed

FALLS = parsed(
    "Preventing falls",
    "Grab bars help. They cost little.",
    "Do not:",
    "- climb on chairs",
    "- hurry",
    pmid="222",
    language="en",
)
CITED = parsed("Closed text", "These words are not free.", licence=Licence("All rights reserved"))
NOTE = b"---\ntitle: Falls\n---\nGrab bars prevent falls."


def signed_in(family: Family, client: Client, who: str) -> Client:
    client.force_login(Account.objects.get(username=who))
    return client


@pytest.fixture
def rosa(family: Family, client: Client, index_folder: Path) -> Client:
    return signed_in(family, client, "rosa")


@pytest.fixture
def editor(family: Family, client: Client, index_folder: Path) -> Client:
    with work_of("demonstration", purpose="an editor for a test"):
        person = Person.objects.create(full_name="Edda Editor", called="Edda")
        Duty.objects.create(person=person, name="editor")
        client.force_login(Account.objects.create_account(username="edda", person=person, password=None))
    return client


def page(response) -> HTMLParser:
    return HTMLParser(response.content.decode())


def main_text(response) -> str:
    node = page(response).css_first("main")
    assert node is not None
    return " ".join(node.text().split())


def address(version: str) -> str:
    return f"/library/{Document.objects.get(version=version).pk}/"


def test_an_empty_library_says_who_fills_it(rosa: Client) -> None:
    assert "An editor of the library adds them from files." in main_text(rosa.get("/library/"))


def test_the_list_leads_to_a_document_with_its_sentences_as_anchors(rosa: Client) -> None:
    store(FALLS, by=None)
    (link,) = page(rosa.get("/library/")).css("main li a")
    assert (link.attributes["href"], link.text()) == (address(FALLS.version), FALLS.title)
    shown = page(rosa.get(address(FALLS.version)))
    sentences = [shown.css_first(f"#s{n}") for n in range(5)]
    assert [node.text() for node in sentences if node] == [FALLS.cut(s.start, s.end) for s in FALLS.sentences]
    assert [node.text() for node in shown.css("article li")] == ["climb on chairs", "hurry"]


def test_words_find_documents_and_titles_of_records_without_text(rosa: Client) -> None:
    store_all([FALLS, parsed("Grab bars, a record without text")], file_digest="", by=None)
    indexing.catch_up()
    links = page(rosa.get("/library/", {"q": "grab bars"})).css("main li a")
    assert [link.text() for link in links] == [FALLS.title, "Grab bars, a record without text"]


def test_with_a_missing_index_the_page_still_stands_and_no_path_is_told_to_a_reader(
    rosa: Client, index_folder: Path
) -> None:
    store(FALLS, by=None)
    text = main_text(rosa.get("/library/", {"q": "falls"}))
    assert "The library cannot be searched right now. Please ask again later." in text
    assert str(index_folder) not in text


def test_an_editor_is_told_what_the_index_lacks(editor: Client, index_folder: Path) -> None:
    store(FALLS, by=None)
    assert f"There is no search index in {index_folder} yet." in main_text(editor.get("/library/"))


def test_a_text_that_may_only_be_cited_is_never_shown(rosa: Client) -> None:
    store(CITED, by=None)
    indexing.catch_up()
    for response in (rosa.get(address(CITED.version)), rosa.get("/library/", {"q": "words not free"})):
        assert response.status_code == 200
        assert "These words are not free." not in response.content.decode()
        assert "We may name this text but not show it." in main_text(response)


def test_a_retraction_is_told_plainly_above_the_text(rosa: Client) -> None:
    store(FALLS, by=None)
    mark_retracted([Word("retracted", "", "222", "2021", "BMJ notice")], by=None)
    text = main_text(rosa.get(address(FALLS.version)))
    assert "Its journal took it back. Do not rely on what it says." in text
    assert "Who says so: BMJ notice (2021)" in text
    assert "Taken back by its journal." in main_text(rosa.get("/library/"))


def test_a_withdrawn_text_says_why_and_shows_none_of_its_words(rosa: Client) -> None:
    store(FALLS, by=None)
    withdraw(FALLS.version, "It was the wrong file.", by=None)
    text = main_text(rosa.get(address(FALLS.version)))
    assert "It is not used any more. The reason: It was the wrong file." in text
    assert "Grab bars help." not in text


def test_words_of_a_source_are_text_and_never_markup(rosa: Client) -> None:
    evil = parsed(
        "<script>alert(1)</script>", "<img src=x onerror=alert(1)> is text.", url="javascript:alert(1)"
    )
    store(evil, by=None)
    shown = page(rosa.get(address(evil.version)))
    assert shown.css("main script, main img, main a[href^=javascript]") == []


def test_a_long_text_comes_in_parts_and_numbers_run_on(rosa: Client) -> None:
    long = parsed("Long", *(f"Sentence number {n}." for n in range(700)))
    store(long, by=None)
    first, second = (page(rosa.get(address(long.version), {"page": n})) for n in (1, 2))
    assert (len(first.css("article span")), len(second.css("article span"))) == (600, 100)
    assert second.css("article span")[0].attributes["id"] == "s600"


@pytest.mark.parametrize("query", [{"page": "0"}, {"page": "x"}, {"page": "99999999"}, {"q": "\x00" * 3000}])
def test_odd_addresses_are_answered(rosa: Client, query: dict[str, str]) -> None:
    store(FALLS, by=None)
    assert rosa.get("/library/", query).status_code == 200
    assert rosa.get(address(FALLS.version), query).status_code == 200


def test_a_document_that_is_not_there_is_not_found(rosa: Client) -> None:
    assert rosa.get("/library/00000000-0000-4000-8000-000000000000/").status_code == 404


@pytest.mark.parametrize(
    "path", ["/library/", "/library/add/", "/library/added/00000000-0000-4000-8000-000000000000/"]
)
def test_nobody_reads_or_adds_without_signing_in(db: None, client: Client, path: str) -> None:
    response = client.get(path)
    assert (response.status_code, response.headers["Location"].split("?")[0]) == (302, "/sign-in/")


@pytest.mark.parametrize("who", ["rosa", "ada", "nils", "dora"])
def test_only_an_editor_adds(family: Family, client: Client, index_folder: Path, who: str) -> None:
    own = signed_in(family, client, who)
    for response in (
        own.get("/library/add/"),
        own.post("/library/add/", form(b"words")),
        own.get("/library/added/00000000-0000-4000-8000-000000000000/"),
        own.post("/library/added/00000000-0000-4000-8000-000000000000/go-on"),
    ):
        assert response.status_code == 403
    assert Intake.objects.count() == 0
    assert "/library/add/" not in own.get("/library/").content.decode()


def form(content: bytes, name: str = "a.md", **more: str) -> dict[str, object]:
    fields = {
        "request_key": "00000000-0000-4000-8000-000000000001",
        "may_show": "as said",
        "kind": "",
        "licence": "",
    }
    return {**fields, **more, "documents": [SimpleUploadedFile(name, content)]}


def test_an_editor_adds_a_file_and_sees_what_came_of_it(editor: Client) -> None:
    response = editor.post("/library/add/", form(NOTE, kind="guideline", licence="CC0", may_show="yes"))
    assert response.status_code == 302
    waiting = page(editor.get(response.headers["Location"]))
    assert waiting.css_first("progress").attributes["value"] == "0"
    assert [link.text() for link in waiting.css("main a.button-main")] == ["See how far it is now"]
    read_all()
    assert "New: 1. Known before: 0. Could not be read: 0." in main_text(
        editor.get(response.headers["Location"])
    )
    row = Document.objects.get()
    assert (row.kind, row.may_show, row.record["licence"]["name"]) == ("guideline", True, "CC0")


def test_a_file_that_cannot_be_read_is_told_with_its_reason(editor: Client) -> None:
    response = editor.post("/library/add/", form(b"MZ\x90", "a.exe"))
    read_all()
    text = main_text(editor.get(response.headers["Location"]))
    assert "a.exe: This kind of file is not read here." in text
    assert "All files are read." in text


def test_a_doubled_click_sends_the_files_once(editor: Client) -> None:
    for _ in range(2):
        assert editor.post("/library/add/", form(NOTE)).status_code == 302
    assert Intake.objects.count() == 1


def test_without_a_file_or_with_too_much_the_form_says_what_to_do(editor: Client) -> None:
    nothing = editor.post("/library/add/", {**form(NOTE), "documents": []})
    assert nothing.status_code == 422
    assert "Choose at least one file." in main_text(nothing)
    large = editor.post("/library/add/", form(b"x" * (20 * 1024 * 1024 + 1)))
    assert large.status_code == 422
    assert "Together the files are larger than 20 MB." in main_text(large)


def test_a_flood_is_refused_before_it_is_read(editor: Client) -> None:
    response = editor.post("/library/add/", form(NOTE), CONTENT_LENGTH="100000000")
    assert (response.status_code, Intake.objects.count()) == (400, 0)


def test_what_stopped_can_be_read_on_by_an_editor(editor: Client) -> None:
    response = editor.post("/library/add/", form(NOTE))
    Intake.objects.update(state=Intake.State.STOPPED)
    stopped = page(editor.get(response.headers["Location"]))
    (action,) = [one.attributes["action"] for one in stopped.css("main form")]
    editor.post(action)
    read_all()
    assert "All files are read." in main_text(editor.get(response.headers["Location"]))


def test_the_list_asks_the_database_as_often_for_three_as_for_one(
    rosa: Client, django_assert_max_num_queries
) -> None:
    store(FALLS, by=None)
    rosa.get("/library/")  # notes that she is here, which the next pages need not
    asked = []
    for more in ([], [CITED, parsed("Third", "Other words.")]):
        store_all(more, file_digest="", by=None)
        with django_assert_max_num_queries(20) as seen:
            rosa.get("/library/")
        asked.append(len(seen.captured_queries))
    assert asked[0] == asked[1]
