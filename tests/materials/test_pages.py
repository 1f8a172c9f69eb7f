"""The pages of handouts as a reader gets them, without JavaScript."""

import pytest
from django.test import Client
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from alongside.materials.actions import load_handout
from alongside.materials.shipped import handout_files
from alongside.people.models import Account
from alongside.web.comfort import COOKIE, Comfort, written
from tests.board import as_approved
from tests.materials.good import as_yaml, good_handout


@pytest.fixture
def version(family):
    return load_handout(text=as_yaml(good_handout()), by=None).version


@pytest.fixture
def reader(family):
    return signed_in(family.rosa)


def signed_in(person):
    client = Client()
    client.force_login(Account.objects.get(person=person))
    return client


def pages(version):
    one = f"/handouts/versions/{version.pk}/"
    return ["/handouts/cold-feet/", one, f"{one}print", f"{one}file"]


def test_a_patient_does_not_find_what_nobody_has_approved(version, reader):
    assert [reader.get(page).status_code for page in pages(version)] == [404] * 4
    assert "cold-feet" not in reader.get("/handouts/").content.decode()


def test_those_who_work_here_read_it_with_its_true_state(version, family):
    nurse = signed_in(family.nurse)
    for page in ["/handouts/", *pages(version)[:3]]:
        assert "No clinician has checked this yet." in nurse.get(page).content.decode()


def test_an_approved_handout_says_who_checked_it_on_every_page_print_included(version, reader):
    as_approved(version.pk)
    for page in ["/handouts/", *pages(version)[:3]]:
        assert 'data-state="approved"' in reader.get(page).content.decode()


def test_a_claim_leads_to_its_source_and_the_message_comes_first(version, reader):
    as_approved(version.pk)
    page = HTMLParser(reader.get("/handouts/cold-feet/").content.decode())
    assert page.css_first("main .lead").text() == good_handout()["in_short"]
    link = page.css_first("a.source-mark")
    assert page.css_first(link.attributes["href"]).text().startswith("Wool socks and warm feet")


def test_the_file_comes_back_as_it_was_loaded(version, reader):
    as_approved(version.pk)
    assert reader.get(pages(version)[3]).content.decode() == as_yaml(good_handout())


def test_another_language_is_offered_and_marked_as_such(version, reader):
    swedish = load_handout(text=as_yaml(good_handout(language="sv")), by=None).version
    for one in (version, swedish):
        as_approved(one.pk)
    page = HTMLParser(reader.get("/handouts/cold-feet/").content.decode())
    (link,) = page.css('a[hreflang="sv"]')
    assert link.text() == "svenska, Plain words"
    there = HTMLParser(reader.get(link.attributes["href"]).content.decode())
    assert there.css_first("h1").attributes["lang"] == "sv"


def test_nothing_there_says_so(reader):
    assert "Pages to read will stand here" in reader.get("/handouts/").content.decode()
    assert reader.get("/handouts/no-such/").status_code == 404


def test_every_shipped_handout_has_a_page_and_a_paper(reader):
    for file in handout_files():
        version = load_handout(text=file.read_bytes(), by=None).version
        as_approved(version.pk)
        for page in (f"/handouts/{version.handout.slug}/", f"/handouts/versions/{version.pk}/print"):
            assert reader.get(page).status_code == 200


def test_who_has_set_easier_words_gets_them_and_is_told_where_there_are_none(version, reader):
    easier = load_handout(text=as_yaml(good_handout(level="easier", title="Easy feet")), by=None).version
    as_approved(version.pk)
    reader.cookies[COOKIE] = written(Comfort(words="easier"))
    none = reader.get("/handouts/cold-feet/").content.decode()
    assert "We do not have this page in easier words yet." in none
    as_approved(easier.pk)
    page = reader.get("/handouts/cold-feet/").content.decode()
    assert "Easy feet" in page
    assert "This page is in easier words." in page
    assert "Easy feet" in reader.get("/handouts/").content.decode()
    plain = HTMLParser(reader.get("/handouts/cold-feet/?level=plain").content.decode())
    assert plain.css_first("h1").text() == good_handout()["title"]


def test_who_asks_for_a_language_that_is_not_there_is_told_which_one_they_see(version, reader):
    as_approved(version.pk)
    page = reader.get("/handouts/cold-feet/?language=sv").content.decode()
    assert "We do not have this page in svenska. You see it in English." in page
    assert "We do not have" not in reader.get("/handouts/cold-feet/").content.decode()
