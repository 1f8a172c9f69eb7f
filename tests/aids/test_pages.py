"""The pages of choice aids as a reader gets them, without JavaScript."""

import gzip
import re
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import Client
from selectolax.lexbor import LexborHTMLParser as HTMLParser
from selectolax.lexbor import LexborNode as Node

from alongside.aids import file
from alongside.aids.actions import load_aid
from alongside.aids.models import AidVersion
from alongside.aids.queries import lacks
from alongside.aids.shipped import aid_files
from alongside.patients.doors import work_of
from alongside.people.models import Account, Person
from alongside.web.comfort import COOKIE, Comfort, written
from tests.board import as_approved, make_person
from tests.drawn import figures

FILE = Path(file.__file__).parent / "library" / "atrial-fibrillation.yaml"
PAGE = "/aids/atrial-fibrillation/"


@pytest.fixture
def version(db: None) -> AidVersion:
    version = load_aid(text=FILE.read_bytes(), by=None).version
    as_approved(version.pk)
    return version


@pytest.fixture
def unchecked(db: None) -> AidVersion:
    return load_aid(text=FILE.read_bytes(), by=None).version


@pytest.fixture
def editor(db: None) -> Client:
    with work_of("demonstration", purpose="people for a test"):
        person = make_person("Edith Brandt", duties=("editor",))
    client = Client()
    client.force_login(Account.objects.get(person_id=person.pk))
    return client


@pytest.fixture
def reader(db: None, client: Client) -> Client:
    with work_of("demonstration", purpose="people for a test"):
        person = Person.objects.create(full_name="Rosa Lindqvist", called="Rosa")
        client.force_login(Account.objects.create_account(username="rosa", person=person, password=None))
    return client


def tree(response: HttpResponse) -> HTMLParser:
    assert response.status_code == 200
    return HTMLParser(response.content.decode())


def part(page: HTMLParser, key: str) -> Node:
    (found,) = page.css(f'[data-comparison="{key}"]')
    return found


def people(node: Node, kind: str) -> int:
    """How many figures of this kind are drawn there."""
    return figures(one.attributes["href"] for one in node.css(f"g.figure-{kind} use"))


def rows(node: Node) -> dict[str, list[str]]:
    """The first table's rows: name of the row to the words of its cells."""
    table = node.css("table")[0]
    return {
        row.css_first("th").text().strip(): [cell.text().strip() for cell in row.css("td")]
        for row in table.css("tbody tr")
    }


def test_the_list_leads_to_the_aid_and_tells_its_state(reader: Client, version: AidVersion) -> None:
    page = tree(reader.get("/aids/"))
    (link,) = page.css("main a")
    assert (link.attributes["href"], link.text()) == (PAGE, version.question)
    assert [tag.attributes["data-state"] for tag in page.css(".status-tag")] == ["approved"]


def test_an_empty_library_says_who_fills_it(reader: Client) -> None:
    assert "Someone who runs this site adds them from files." in tree(reader.get("/aids/")).body.text()


def test_the_aid_says_that_no_clinician_has_checked_it(editor: Client, unchecked: AidVersion) -> None:
    page = tree(editor.get(PAGE))
    assert [tag.attributes["data-state"] for tag in page.css(".status-tag")] == ["submitted"]
    assert "No clinician has checked this yet." in page.css_first("main").text()


def test_before_a_score_is_chosen_no_picture_guesses_one(reader: Client, version: AidVersion) -> None:
    shown = part(tree(reader.get(PAGE)), "stroke-none-warfarin")
    assert shown.css("svg") == []
    assert rows(shown)["4 points"] == ["48", "17", "12 to 24"]


def test_figures_drawn_equal_the_sentence_and_the_table(reader: Client, version: AidVersion) -> None:
    shown = part(tree(reader.get(PAGE, {"stratum": "4"})), "stroke-none-warfarin")
    drawn = [
        {kind: people(array, kind) for kind in ("event", "avoided", "none")}
        for array in shown.css("svg.array-drawing")
    ]
    assert drawn == [{"event": 48, "avoided": 0, "none": 952}, {"event": 17, "avoided": 31, "none": 952}]
    assert rows(shown) == {
        "No blood thinner for now": ["48", "not known from this source", "952", "0"],
        "Warfarin": ["17", "12 to 24", "983", "31"],
        "Direct blood thinner": ["not known from this source"] * 4,
    }
    words = [re.sub(r"\s+", " ", node.text()).strip() for node in shown.css(".array-words")]
    assert words[0] == "48 of 1000 people will have a stroke from a clot in one year. 952 will not."
    assert words[1].startswith("17 of 1000 people will have a stroke from a clot in one year.")
    assert words[1].endswith("The true number may be as low as 12 or as high as 24 of 1000.")


def test_the_chosen_score_stays_chosen(reader: Client, version: AidVersion) -> None:
    page = tree(reader.get(PAGE, {"stratum": "4"}))
    assert [option.attributes["value"] for option in page.css("#stratum option[selected]")] == ["4"]


def test_a_score_that_is_none_of_the_answers_is_told_beside_the_question(
    reader: Client, version: AidVersion
) -> None:
    response = reader.get(PAGE, {"stratum": "77"})
    assert response.status_code == 422
    page = HTMLParser(response.content.decode())
    assert page.css_first("#stratum-error").text() == (
        "Error: This is not one of the answers. Choose one from the list."
    )
    assert page.css_first("title").text().startswith("Error:")


def test_everything_stands_on_one_page_without_tabs_and_scripts(reader: Client, version: AidVersion) -> None:
    page = tree(reader.get(PAGE, {"stratum": "4"}))
    assert [node.text() for node in page.css("h1")] == [version.question]
    assert page.css("[role=tab]") == []
    assert page.css("main script, main [style], main [onclick]") == []
    assert len(page.css("[data-comparison]")) == len(version.content["comparisons"])
    for shown in page.css("[data-comparison]"):
        assert shown.css("table")
        assert "How sure are we?" in shown.text()
        assert "Where these numbers come from" in shown.text()


def test_ids_are_unique_and_labels_lead_to_them(reader: Client, version: AidVersion) -> None:
    page = tree(reader.get(PAGE, {"stratum": "4"}))
    ids = [node.attributes["id"] for node in page.css("[id]")]
    assert len(ids) == len(set(ids))
    for node in page.css("[aria-labelledby], [aria-describedby]"):
        named = node.attributes.get("aria-labelledby") or node.attributes.get("aria-describedby") or ""
        assert [one for one in named.split() if one not in ids] == []


def test_no_raw_value_leaks_into_the_page(reader: Client, version: AidVersion) -> None:
    text = tree(reader.get(PAGE, {"stratum": "4"})).body.text()
    assert [leak for leak in ("{{", "None", "undefined", "object at 0x", "%(") if leak in text] == []


def test_the_page_is_light_enough_for_a_slow_phone(reader: Client, version: AidVersion) -> None:
    content = reader.get(PAGE, {"stratum": "4"}).content
    assert len(gzip.compress(content)) < 25_000


def test_a_page_to_print_holds_the_same_numbers(reader: Client, version: AidVersion) -> None:
    page = tree(reader.get(f"/aids/versions/{version.pk}/print", {"stratum": "4"}))
    assert rows(part(page, "stroke-none-warfarin"))["Warfarin"] == ["17", "12 to 24", "983", "31"]
    assert page.css("form, nav") == []


def test_the_file_comes_back_byte_for_byte(reader: Client, version: AidVersion) -> None:
    response = reader.get(f"/aids/versions/{version.pk}/file")
    assert response.content == FILE.read_bytes()
    assert response.headers["Content-Disposition"] == 'attachment; filename="atrial-fibrillation-en-1.yaml"'


def test_an_old_version_stays_readable_at_its_own_address(reader: Client, version: AidVersion) -> None:
    text = FILE.read_text(encoding="utf-8").replace(
        "title: Blood thinners", "title: Newer: blood thinners", 1
    )
    load_aid(text=text.replace("title: Newer:", 'title: "Newer"\n#', 1), by=None)
    assert reader.get(f"/aids/versions/{version.pk}/").status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/aids/nothing-here/",
        "/aids/versions/00000000-0000-4000-8000-000000000000/",
        "/aids/versions/00000000-0000-4000-8000-000000000000/print",
        "/aids/versions/00000000-0000-4000-8000-000000000000/file",
    ],
)
def test_an_aid_that_is_not_there_is_not_found(reader: Client, address: str) -> None:
    assert reader.get(address).status_code == 404


def test_with_real_people_a_patient_is_shown_only_what_is_approved(
    reader: Client, editor: Client, unchecked: AidVersion
) -> None:
    own = f"/aids/versions/{unchecked.pk}/"
    for address in (PAGE, own, f"{own}print", f"{own}file"):
        assert (reader.get(address).status_code, editor.get(address).status_code) == (404, 200)
    assert tree(reader.get("/aids/")).css("main a") == []
    as_approved(unchecked.pk)
    assert [reader.get(address).status_code for address in (PAGE, own)] == [200, 200]


def test_patients_keep_the_approved_version_while_a_newer_one_waits(
    reader: Client, editor: Client, version: AidVersion
) -> None:
    text = FILE.read_text(encoding="utf-8").replace("title: ", "title: Newer ", 1)
    newer = load_aid(text=text, by=None).version
    assert newer.title in tree(editor.get("/aids/")).css_first("main").text()
    shown = tree(reader.get("/aids/")).css_first("main").text()
    assert version.title in shown
    assert newer.title not in shown
    assert reader.get(f"/aids/versions/{newer.pk}/").status_code == 404


def test_nobody_reads_without_signing_in(client: Client, version: AidVersion) -> None:
    assert client.get(PAGE).status_code == 302


# All that is shipped, as pages


@pytest.fixture
def library(db: None) -> dict[str, AidVersion]:
    versions = [load_aid(text=one.read_bytes(), by=None).version for one in aid_files()]
    for version in versions:
        if not lacks(version):
            as_approved(version.pk)
    return {version.aid.slug: version for version in versions}


def test_the_list_shows_every_aid_with_its_state_and_what_an_unfinished_one_waits_for(
    editor: Client, library: dict[str, AidVersion]
) -> None:
    page = tree(editor.get("/aids/"))
    cards = {card.css_first("h2").text(): card.text() for card in page.css("main > section.card")}
    assert list(cards) == [version.title for version in library.values()]
    unfinished = [title for title, words in cards.items() if "Not finished." in words]
    assert unfinished == ["A statin to help prevent a heart attack"]
    assert "how many people have sore muscles" in cards[unfinished[0]]
    assert [one.attributes["data-prepared"] for one in page.css("[data-prepared]")] == [
        "psa-screening",
        "depression",
        "type-2-diabetes",
    ]
    assert page.css("[data-prepared] table, [data-prepared] svg") == []


def test_an_unfinished_aid_says_so_before_its_numbers_and_starts_nothing(
    editor: Client, library: dict[str, AidVersion]
) -> None:
    unfinished, finished = library["statin-primary-prevention"], library["knee-osteoarthritis"]
    main = tree(editor.get("/aids/statin-primary-prevention/")).css_first("main").text()
    assert main.index("This page is not finished.") < main.index("What can be done")
    links = {
        version.aid.slug: f"/begin/{version.pk}" in editor.get(f"/aids/{version.aid.slug}/").content.decode()
        for version in (unfinished, finished)
    }
    assert links == {"statin-primary-prevention": False, "knee-osteoarthritis": True}
    assert editor.get(f"/begin/{unfinished.pk}").status_code == 404


def test_an_outlook_says_first_that_no_number_belongs_to_a_way(
    reader: Client, library: dict[str, AidVersion]
) -> None:
    page = tree(reader.get("/aids/prolonged-ventilation/"))
    main = page.css_first("main").text()
    assert main.index("no number belongs to one of them") < main.index("What can be done")
    groups = part(page, "died").css("[data-group]")
    assert [people(group, "event") for group in groups] == [59, 58, 48, 67, 33]
    assert [group.attributes["data-group"] for group in groups if "A picked group." in group.text()] == [
        "special-hospital"
    ]
    assert all("People in this study were:" in group.text() for group in groups)


@pytest.mark.parametrize("one", [one.name.removesuffix(".yaml") for one in aid_files()])
def test_every_shipped_page_is_whole_and_light(
    editor: Client, library: dict[str, AidVersion], one: str
) -> None:
    response = editor.get(f"/aids/{one}/")
    page = tree(response)
    ids = [node.attributes["id"] for node in page.css("[id]")]
    assert len(ids) == len(set(ids))
    leaks = ("{{", "None", "undefined", "object at 0x", "%(")
    assert [leak for leak in leaks if leak in page.body.text()] == []
    assert len(page.css("[data-comparison]")) == len(library[one].content["comparisons"])
    assert len(gzip.compress(response.content)) < 25_000


def words_of(page: HTMLParser) -> str:
    return " ".join(page.css_first("main").text().split())


def test_with_easier_words_first_hard_words_are_explained_before_they_are_met(reader, version):
    usual = tree(reader.get(PAGE))
    reader.cookies[COOKIE] = written(Comfort(words="easier"))
    easier = tree(reader.get(PAGE))
    headings = [[one.text(strip=True) for one in page.css("main h2")] for page in (usual, easier)]
    explained, can_be_done = "Words on this page", "What can be done"
    assert [one.index(explained) < one.index(can_be_done) for one in headings] == [False, True]
    assert sorted(headings[0]) == sorted(headings[1])


def test_with_easier_words_first_what_doctors_call_it_waits_behind_one_press_and_is_not_lost(reader, version):
    usual = tree(reader.get(PAGE))
    called = {one.text().split(": ")[1].rstrip(".") for one in usual.css(".hint") if "call it:" in one.text()}
    reader.cookies[COOKIE] = written(Comfort(words="easier"))
    easier = tree(reader.get(PAGE))
    assert "Doctors call it:" not in words_of(easier)
    behind = next(one for one in easier.css("details") if "What doctors call these things" in one.text())
    assert called
    assert called <= {one.text() for one in behind.css("dd")}
    for one in (usual, easier):
        assert [cell.text() for cell in one.css("td")] == [cell.text() for cell in usual.css("td")]
