"""PHQ-4 in a language that a unit brings: judged by its shape, shown to people of that language."""

import pytest
import typer
from typer.testing import CliRunner

from alongside.config.command_line.main import app
from alongside.config.command_line.wordings import load, show, withdraw
from alongside.support.actions import load_pack, withdraw_pack
from alongside.support.models import OwnAnswers, PatientAnswers, Phq4Pack
from alongside.support.phq4_pack import ENGLISH, NotAPack, Wording, read
from alongside.support.queries import packs_held
from alongside.trail.models import Entry
from tests.support.asking import HIGH, client_of, inside, switched_on, typed

# Made-up words in no language: the official wordings belong to those who hold them.
PACK = """
language = "sv"
stem = "Stamu orda fyra?"
items = ["Nervu", "Oru", "Intu", "Nedu"]
answers = ["Aldu", "Daga", "Halva", "Alla"]
scores = ["Angu", "Depu"]
notice = "Drs. Spitzer, Williams, Kroenke"
source = "Made-up publisher, first edition"
checked_by = "Nurse Berg, 3 May 2026"
"""


def test_a_whole_file_is_read_word_for_word():
    assert read(PACK) == Wording(
        language="sv",
        stem="Stamu orda fyra?",
        items=("Nervu", "Oru", "Intu", "Nedu"),
        answers=("Aldu", "Daga", "Halva", "Alla"),
        scores=("Angu", "Depu"),
        notice="Drs. Spitzer, Williams, Kroenke",
        source="Made-up publisher, first edition",
        checked_by="Nurse Berg, 3 May 2026",
    )


@pytest.mark.parametrize(
    ("words", "instead", "sentence"),
    [
        ('language = "sv"', 'language = "Swedish"', "names the language by its tag"),
        ('language = "sv"', 'language = "en-GB"', "English is here already"),
        (', "Nedu"]', "]", "'items' lists the four questions; there are 4"),
        (', "Alla"]', ', "Alla", "Mer"]', "'answers' lists the four answers"),
        ('scores = ["Angu", "Depu"]', 'scores = ["Angu"]', "there are 2"),
        ('"Oru"', '"Nervu"', "Two of 'items' are the same"),
        ('"Oru"', '""', "'items' says the four questions, in 1 to 400 letters."),
        ('"Oru"', '"Not being able to stop or control worrying"', "is still English"),
        ('"Aldu"', '"Not at all"', "is still English"),
        ("Kroenke", "colleagues", "Kroenke is not there"),
        ('source = "Made-up publisher, first edition"', "", "'source' says where this wording is from"),
        ('checked_by = "Nurse Berg, 3 May 2026"', "", "'checked_by' says who compared it"),
        ('language = "sv"', 'language = "sv"\nlicense = "mine"', "There is no part 'license'"),
        ("stem = ", "stem ", "not a TOML file"),
    ],
)
def test_a_file_that_is_not_whole_is_refused_with_what_to_mend(words, instead, sentence):
    assert words in PACK
    with pytest.raises(NotAPack, match=sentence):
        read(PACK.replace(words, instead))


@pytest.fixture
def dora(family):
    """Rosa's daughter, who reads Swedish, where people are asked how they are."""
    family.daughter.language = "sv"
    family.daughter.save()
    watch = switched_on(family)
    return client_of(family, "daughter"), f"/my-support/{watch.unit_id}/"


def test_people_of_that_language_are_asked_in_it_and_its_answers_say_so(dora):
    pack = load_pack(text=PACK)
    client, address = dora
    page = client.get(address).content.decode()
    assert [word in page for word in ("Stamu orda fyra?", 'lang="sv"', "Spitzer")] == [True] * 3
    assert ENGLISH.stem not in page
    client.post(address, typed(HIGH, shown=str(pack.pk)))
    assert OwnAnswers.objects.get().pack_id == pack.pk


def test_without_a_pack_the_english_stands_there_says_so_and_offers_an_interpreter(dora):
    client, address = dora
    load_pack(text=PACK.replace('"sv"', '"de"'))
    page = client.get(address).content.decode()
    assert [word in page for word in (ENGLISH.stem, "in English only", "interpreter")] == [True] * 3
    client.post(address, typed(HIGH, shown="en"))
    assert OwnAnswers.objects.get().pack is None


def test_a_language_of_a_region_is_asked_in_the_language(family, dora):
    load_pack(text=PACK)
    family.daughter.language = "sv-FI"
    family.daughter.save()
    client, address = dora
    assert "Stamu orda fyra?" in client.get(address).content.decode()


def test_answers_keep_the_words_that_were_shown_though_newer_ones_came(dora):
    client, address = dora
    shown = load_pack(text=PACK)
    load_pack(text=PACK.replace("Nervu", "Nervosu"))
    client.post(address, typed(HIGH, shown=str(shown.pk)))
    assert OwnAnswers.objects.get().pack_id == shown.pk


def test_the_team_reads_the_english_beside_it_and_the_scores_by_both_names(family, dora):
    family.rosa.language = "sv"
    family.rosa.save()
    pack = load_pack(text=PACK)
    nurse = client_of(family, "nurse")
    page = nurse.get(f"/people/{family.patient.pk}/support/questions").content.decode()
    assert ENGLISH.items[0] in page
    assert "Nervu" in page
    nurse.post(
        f"/people/{family.patient.pk}/support/questions",
        typed(HIGH, shown=str(pack.pk), confirmed="heard"),
    )
    told = nurse.get(f"/people/{family.patient.pk}/support/").content.decode()
    assert "Asked in svenska; its form calls the two scores Angu and Depu." in told
    with inside(family, "nurse"):
        assert PatientAnswers.objects.get().pack_id == pack.pk


def test_loaded_twice_it_changes_nothing_and_withdrawn_the_english_is_back(dora):
    assert load_pack(text=PACK) is not None
    assert load_pack(text=PACK) is None
    assert withdraw_pack(language="sv")
    assert not withdraw_pack(language="sv")
    assert (packs_held(), Phq4Pack.objects.count()) == ({}, 2)
    client, address = dora
    assert ENGLISH.stem in client.get(address).content.decode()
    verbs = Entry.objects.filter(subject_kind="wording").order_by("position").values_list("verb", flat=True)
    assert list(verbs) == ["loaded", "withdrew"]


def test_a_file_is_checked_without_a_server(tmp_path):
    file, ask = tmp_path / "sv.toml", CliRunner()
    file.write_text(PACK, encoding="utf-8")
    right = ask.invoke(app, ["wording", "check", str(file)])
    assert (right.exit_code, "PHQ-4 in sv, from Made-up publisher" in right.stdout) == (0, True)
    file.write_text(PACK.replace("Kroenke", ""), encoding="utf-8")
    wrong = ask.invoke(app, ["wording", "check", str(file)])
    assert (wrong.exit_code, "Kroenke is not there" in wrong.stderr) == (1, True)


def test_the_operator_loads_lists_and_withdraws(db, tmp_path, capsys):
    file = tmp_path / "sv.toml"
    file.write_text(PACK, encoding="utf-8")
    for command, words in ((load, str(file)), (load, str(file)), (withdraw, "sv")):
        command.__wrapped__(words)
    show.__wrapped__(json=False)
    with pytest.raises(typer.Exit):
        withdraw.__wrapped__("sv")
    assert capsys.readouterr().out.splitlines() == [
        "PHQ-4 in sv is loaded.",
        "Nothing changed: these words hold already.",
        "PHQ-4 in sv is withdrawn. Answers that were given stay.",
        "en: as it was tested, with its notice.",
    ]
