"""Pages speak the reader's language: the record's, until they choose another; a draft says that it is one."""

import pytest
from django.test import Client

from alongside.people.models import Account

DRAFT = "draft-words"


@pytest.fixture
def rosa(family) -> Client:
    client = Client()
    client.force_login(Account.objects.get(person=family.rosa))
    return client


def speaks(family, code: str) -> None:
    family.rosa.language = code
    family.rosa.save()


def page(client: Client, **more) -> str:
    return client.get("/", follow=True, **more).content.decode()


def test_pages_are_in_the_language_that_the_record_names(family, rosa):
    speaks(family, "ar-xb")
    assert '<html lang="ar-xb" dir="rtl"' in page(rosa)


def test_another_language_chosen_on_this_device_holds(family, rosa):
    speaks(family, "ar-xb")
    rosa.post("/language", {"language": "en", "next": "/"})
    assert '<html lang="en" dir="ltr"' in page(rosa)


def test_english_in_a_record_does_not_overrule_the_browser(family, rosa):
    speaks(family, "en")
    assert '<html lang="ar-xb"' in page(rosa, headers={"Accept-Language": "ar-xb"})


@pytest.mark.parametrize("code", ["so", "", "not one", "ar"])
def test_a_language_that_pages_do_not_speak_falls_back_to_english(family, rosa, code):
    speaks(family, code)
    assert '<html lang="en"' in page(rosa)


def test_each_page_in_a_language_that_nobody_signed_says_that_it_is_a_draft(family, rosa, settings):
    speaks(family, "ar-xb")
    assert DRAFT not in page(rosa)
    settings.DRAFT_LANGUAGES = frozenset({"ar-xb"})
    assert DRAFT in page(rosa)
    rosa.post("/language", {"language": "en", "next": "/"})
    assert DRAFT not in page(rosa)
