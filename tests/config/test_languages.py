"""A house brings the pages' words in its own languages: judged, taken up whole, marked until signed."""

import json
import os
import subprocess
import sys
from contextlib import nullcontext
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from alongside.config import catalogue, languages
from alongside.config.command_line import serving
from alongside.config.command_line.main import app
from alongside.config.command_line.serving import _holds_nobody
from alongside.config.doctor.findings import State
from alongside.config.doctor.machine import page_languages
from alongside.config.home import Home
from alongside.config.installation import AlreadyReal
from tests.installation import CHECKOUT

HEAD = """msgid ""
msgstr ""
"Language: sv\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""
MENU = 'msgid "Menu"\nmsgstr "Meny"\n\n'
CALLED = "What matters to {called} is not written yet."


def one(english: str, said: str) -> str:
    return f'msgid "{english}"\nmsgstr "{said}"\n\n'


@pytest.fixture
def home(tmp_path, monkeypatch) -> Path:
    monkeypatch.setenv("ALONGSIDE_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def run(*words: str, typed: str | None = None):
    return CliRunner().invoke(app, ["language", *words], input=typed)


def test_a_catalogue_is_counted_against_the_words_of_this_program():
    verdict = catalogue.judged(catalogue.read((HEAD + MENU).encode()))
    assert (verdict.code, verdict.name, verdict.translated) == ("sv", "Svenska", 1)
    assert verdict.of == verdict.translated + sum(verdict.missing.values())
    assert verdict.faults == ()


@pytest.mark.parametrize(
    ("english", "said", "wrong"),
    [
        (CALLED, "Vad som är viktigt är inte skrivet.", "Names that are put in"),
        (CALLED, "Vad som är viktigt för {kallad} är inte skrivet.", "Names that are put in"),
        ("Menu", "Meny <script>alert()</script>", "Tags"),
        ("Menu", "Meny <img src=x onerror=alert()", "Tags"),
        ("Menu", "Meny 2", "Numbers"),
        ("Menu", "Meny, alla %", "Names that are put in"),
        ("Menu", "Meny {", "Names that are put in"),
    ],
)
def test_a_translation_that_loses_a_name_or_brings_a_tag_or_a_number_is_refused(home, english, said, wrong):
    verdict = catalogue.judged(catalogue.read((HEAD + one(english, said)).encode()))
    assert [fault.wrong.split(":")[0] for fault in verdict.faults] == [wrong]
    answer = run("load", "-", typed=HEAD + MENU.replace("Menu", "Sign out") + one(english, said))
    assert (answer.exit_code, languages.taken(home)) == (1, [])


def test_figures_of_another_script_are_the_same_numbers():
    assert catalogue._numbers("٤٨ hours") == catalogue._numbers("48 timmar")


def test_what_the_translator_is_unsure_of_shows_in_english():
    unsure = catalogue.judged(catalogue.read((HEAD + MENU + "#, fuzzy\n" + one("Sign out", "Ut")).encode()))
    assert (unsure.translated, unsure.unsure) == (1, 1)
    assert b"Ut" not in catalogue.compiled(
        catalogue.read((HEAD + "#, fuzzy\n" + one("Sign out", "Ut")).encode())
    )


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "does not say which language"),
        (b'msgid "Menu"\nmsgstr "Meny"\n', "does not say which language"),
        ((HEAD + MENU).replace(": sv", ": klingonese").encode(), "'klingonese', which is no known language"),
        ((HEAD + MENU).encode("utf-16"), "not written in UTF-8"),
        ((HEAD + "{menu: Meny}\n").encode(), "no PO file"),
        (b" " * (catalogue.LARGEST + 1), "larger than 8 MB"),
    ],
)
def test_a_file_that_is_no_catalogue_is_told_so_and_changes_nothing(home, tmp_path, content, sentence):
    file = tmp_path / "words.po"
    file.write_bytes(content)
    answer = run("load", str(file))
    assert answer.exit_code == 1
    assert sentence in " ".join(answer.stderr.split())
    assert languages.taken(home) == []


def test_english_is_not_taken_up_twice(home):
    assert (
        "English is here already" in run("check", "-", typed=(HEAD + MENU).replace(": sv", ": en_GB")).stderr
    )


def test_a_catalogue_is_a_draft_until_somebody_qualified_signs_it(home):
    assert run("load", "-", typed=HEAD + MENU).exit_code == 0
    [draft] = languages.taken(home)
    assert (draft.code, draft.is_draft) == ("sv", True)
    [said] = page_languages(Home(home))
    assert said.state is State.LOOK

    assert run("load", "-", "--signed-by", "Åsa Berg, translator", typed=HEAD + MENU).exit_code == 0
    [signed] = languages.taken(home)
    assert (signed.signed_by, signed.signed_on, signed.is_draft) == (
        "Åsa Berg, translator",
        languages.today(),
        False,
    )
    assert isinstance(signed.signed_on, date)
    assert [finding.state for finding in page_languages(Home(home))] == [State.FINE]


def test_a_language_is_listed_and_withdrawn(home):
    run("load", "-", typed=HEAD + MENU)
    assert json.loads(run("list", "--json").stdout)[0]["code"] == "sv"
    assert "sv: Svenska, 1 of" in run("list").stdout
    assert run("withdraw", "sv").exit_code == 0
    assert languages.taken(home) == []
    assert run("withdraw", "sv").exit_code == 2


@pytest.mark.parametrize("code", ["..", ".", "../languages", "no"])
def test_only_what_was_taken_up_is_withdrawn(home, code):
    run("load", "-", typed=HEAD + MENU)
    assert run("withdraw", code).exit_code == 2
    assert [one.code for one in languages.taken(home)] == ["sv"]


def test_killed_between_words_and_signature_a_language_is_not_offered(home, monkeypatch):
    run("load", "-", "--signed-by", "Åsa Berg, translator", typed=HEAD + MENU)
    monkeypatch.setattr(languages, "asdict", lambda _one: os._exit(9))
    pid = os.fork()
    if not pid:
        languages.take_up(home, languages.taken(home)[0], b"other words")
    os.waitpid(pid, 0)
    assert languages.taken(home) == []
    assert [finding.state for finding in page_languages(Home(home))] == [State.WRONG]


def test_a_folder_that_cannot_be_read_is_left_out_and_the_doctor_names_it(home):
    run("load", "-", typed=HEAD + MENU)
    (home / "languages/sv/about.json").write_text("{")
    assert languages.taken(home) == []
    assert [finding.state for finding in page_languages(Home(home))] == [State.WRONG]


def test_the_words_to_translate_carry_over_what_is_done(home, tmp_path):
    file = tmp_path / "sv.po"
    file.write_text(HEAD + MENU)
    carried = catalogue.judged(catalogue.read(run("words", str(file)).stdout_bytes))
    assert (carried.translated, carried.unknown) == (1, 0)


@pytest.mark.parametrize(
    "file", sorted(catalogue.SHIPPED.glob("*/LC_MESSAGES/django.po")), ids=lambda f: f.parts[-3]
)
def test_the_drafts_that_we_ship_may_be_taken_up(file):
    verdict = catalogue.judged(catalogue.read(file.read_bytes()))
    assert (verdict.faults, verdict.unknown, verdict.unsure) == ((), 0, 0)


SAYS = """
import django
django.setup()
from django.conf import settings
from django.utils import translation
with translation.override("ti"):
    print(translation.gettext("Menu"), translation.get_language_info("ti")["name_local"])
print(settings.DRAFT_LANGUAGES)
"""


def test_pages_speak_a_language_that_django_does_not_know(home):
    words = (HEAD + MENU).replace(": sv", ": ti").replace("Meny", "መምረጺ")
    assert run("load", "-", typed=words).exit_code == 0
    said = subprocess.run(
        [sys.executable, "-c", SAYS],
        env={"ALONGSIDE_HOME": str(home), "DJANGO_SETTINGS_MODULE": "alongside.config.settings", "PATH": ""},
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert said.split() == ["መምረጺ", "ትግርኛ", "frozenset({'ti'})"]


@pytest.mark.parametrize(("there", "empty"), [("", True), ("postgres", False), ("dsn", False)])
def test_only_a_home_without_any_database_is_sure_to_hold_nobody(tmp_path, there, empty):
    (tmp_path / there).mkdir(exist_ok=True)
    assert _holds_nobody(Home(tmp_path)) is empty


def test_where_people_are_real_no_demonstration_takes_up_a_draft(committed_family, tmp_path, monkeypatch):
    (tmp_path / "postgres").mkdir()
    with monkeypatch.context() as here:
        here.setenv("ALONGSIDE_HOME", str(tmp_path))
        here.setattr(serving, "database", lambda: nullcontext(Home(tmp_path)))
        with pytest.raises(AlreadyReal):
            serving.demo(only_prepare=True)
    assert languages.taken(tmp_path) == []
