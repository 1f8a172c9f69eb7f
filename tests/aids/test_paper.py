"""The paper twin: the same numbers as the page. That it fits on two sheets is walked (tests/walks)."""

import pytest
from django.http import HttpResponse
from django.test import Client
from selectolax.lexbor import LexborHTMLParser as HTMLParser
from selectolax.lexbor import LexborNode as Node

from alongside.aids import file
from alongside.aids.actions import load_aid
from alongside.aids.models import AidVersion
from alongside.aids.paper import letters, small_pictures
from alongside.aids.presentation import present
from alongside.aids.shipped import aid_files
from alongside.people.models import Account
from tests.aids.good import aid_about_a_test, as_yaml
from tests.board import as_approved
from tests.family import Family


@pytest.fixture
def reader(family: Family, client: Client) -> Client:
    client.force_login(Account.objects.get(person=family.rosa))
    return client


def loaded(slug: str) -> AidVersion:
    (found,) = (one for one in aid_files() if one.name == f"{slug}.yaml")
    version = load_aid(text=found.read_bytes(), by=None).version
    as_approved(version.pk)
    return version


def tree(response: HttpResponse) -> HTMLParser:
    assert response.status_code == 200
    return HTMLParser(response.content.decode())


def test_bars_become_figures_on_paper_and_keep_their_numbers() -> None:
    (found,) = (one for one in aid_files() if one.name == "localised-prostate-cancer.yaml")
    page = present(file.load(found.read_bytes()))
    drawn = {
        key: [(one.title, one.event, one.low, one.high) for one in arrays]
        for key, arrays in small_pictures(page).items()
    }
    assert drawn["cancer-death"] == [
        ("Regular checks for now", 3, 2, 5),
        ("Radiation", 3, 2, 5),
        ("Surgery", 2, 1, 4),
    ]
    assert drawn["pads"] == []


@pytest.mark.parametrize(
    "slug", ["knee-osteoarthritis", "localised-prostate-cancer", "prolonged-ventilation"]
)
def test_paper_holds_the_very_tables_of_the_page(reader: Client, slug: str) -> None:
    version = loaded(slug)
    page, paper = tree(reader.get(f"/aids/{slug}/")), tree(reader.get(f"/aids/{slug}/paper"))

    def numbers(of: HTMLParser) -> list[str]:
        tables = of.css("[data-comparison] table.numbers tbody")
        return [" ".join(cell.text().split()) for table in tables for cell in table.css("th, td")]

    assert numbers(paper) == numbers(page) != []
    assert f"Version {version.number}" in paper.css_first("header").text()
    assert [tag.attributes["data-state"] for tag in paper.css(".status-tag")] == ["approved"]
    assert "Checked by Dr. " in paper.css_first("header").text()


def test_the_figures_of_a_test_are_the_same_in_tree_sentence_and_table_and_on_paper(reader: Client) -> None:
    as_approved(load_aid(text=as_yaml(aid_about_a_test()), by=None).version.pk)
    page, paper = (
        tree(reader.get(f"/aids/cold-toes/{path}")).css_first("[data-comparison=tested]")
        for path in ("", "paper")
    )

    def told(of: Node, where: str) -> list[str]:
        return [" ".join(one.text().split()) for one in of.css(where)]

    counts = {
        node.attributes["data-part"]: node.css_first("strong").text() for node in page.css(".tree-node")
    }
    assert counts == {
        "people": "1000",
        "ill": "10",
        "found": "8",
        "missed": "2",
        "well": "990",
        "false_alarms": "95",
        "cleared": "895",
    }
    sentence = ["1000", "10", "8", "2", "990", "95", "895", "103", "8"]
    assert told(page, ".array-words strong") == told(paper, ".array-words strong") == sentence
    table = ["8", "2", "10", "95", "895", "990", "103", "897", "1000"]
    assert told(page, "tbody td") == told(paper, "tbody td") == table


def test_paper_is_for_the_stratum_that_was_chosen_and_shows_the_other_groups(reader: Client) -> None:
    loaded("atrial-fibrillation")
    paper = tree(reader.get("/aids/atrial-fibrillation/paper", {"stratum": "4"}))
    stroke = paper.css_first('[data-comparison="stroke-none-warfarin"]')
    assert "4 points" in paper.css_first("main").text()
    assert [len(one.css("g.figure-event use")) for one in stroke.css("svg.array-drawing")] == [48, 17]
    assert "People seen by family doctors in England" in stroke.text()


def test_paper_of_an_outlook_leaves_lines_for_what_the_team_tells(reader: Client) -> None:
    loaded("prolonged-ventilation")
    paper = tree(reader.get("/aids/prolonged-ventilation/paper"))
    assert len(paper.css(".told-by-team")) == 3
    assert "A picked group" not in paper.css_first(".options").text()
    assert "a picked group" in paper.css_first('[data-comparison="died"]').text()


def test_paper_of_an_unfinished_aid_says_so_first(reader: Client) -> None:
    loaded("statin-primary-prevention")
    paper = tree(reader.get("/aids/statin-primary-prevention/paper"))
    assert paper.css_first(".care").text().startswith("This page is not finished. Do not choose by it yet.")


def test_a_code_leads_back_only_where_the_address_is_known(reader: Client, settings) -> None:
    version = loaded("knee-osteoarthritis")
    assert tree(reader.get(f"/aids/versions/{version.pk}/paper")).css(".code") == []
    settings.ADDRESS = "https://alongside.example/"
    (code,) = tree(reader.get(f"/aids/versions/{version.pk}/paper")).css(".code")
    assert f"https://alongside.example/aids/versions/{version.pk}/" in code.text()
    assert len(code.css("svg path.qrline")) == 1


@pytest.mark.parametrize(
    "address", ["/aids/nothing-here/paper", f"/aids/versions/{'0' * 8}-0000-4000-8000-{'0' * 12}/paper"]
)
def test_paper_of_nothing_is_not_found(reader: Client, address: str) -> None:
    assert reader.get(address).status_code == 404


def test_a_stratum_that_is_none_of_the_answers_is_not_printed_as_one(reader: Client) -> None:
    loaded("atrial-fibrillation")
    response = reader.get("/aids/atrial-fibrillation/paper", {"stratum": "77"})
    assert response.status_code == 422
    assert "not chosen yet" in response.content.decode()


def test_the_letters_are_as_large_as_two_sheets_allow() -> None:
    pages = {one.name: present(file.load(one.read_bytes())) for one in aid_files()}
    assert {name.removesuffix(".yaml"): letters(page) for name, page in pages.items()} == {
        "atrial-fibrillation": "small",
        "knee-osteoarthritis": "large",
        "localised-prostate-cancer": "small",
        "prolonged-ventilation": "middle",
        "statin-primary-prevention": "large",
    }
