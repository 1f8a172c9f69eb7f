"""`alongside handout` and `alongside aid`: a file comes in as the next version, and goes out as it came."""

import json

import pytest
import typer

from alongside.config.command_line import aids, handouts
from alongside.editorial.models import Edition
from alongside.materials.document import Level
from tests.aids.good import as_yaml as aid_as_yaml
from tests.aids.good import good_aid
from tests.materials.good import as_yaml, good_handout

pytestmark = pytest.mark.django_db


def inner(command):
    """The command itself, in the database of the tests and not in one of its own."""
    return command.__wrapped__


@pytest.fixture
def file(tmp_path):
    def written(text: str) -> str:
        path = tmp_path / "text.yaml"
        path.write_text(text, encoding="utf-8")
        return str(path)

    return written


def test_a_handout_file_is_loaded_once_and_comes_back_byte_for_byte(file, capsys):
    text = "# a comment of the author\n" + as_yaml(good_handout())
    inner(handouts.load)(file(text), json=True)
    told = json.loads(capsys.readouterr().out)
    assert told == {
        "handout": "cold-feet",
        "language": "en",
        "level": "plain",
        "version": 1,
        "new": True,
        "state": "submitted",
    }
    inner(handouts.load)(file(text))
    assert "was there already; nothing changed" in capsys.readouterr().out
    inner(handouts.export)("cold-feet")
    out, err = capsys.readouterr()
    assert out == text
    assert "submitted" in err
    assert Edition.objects.count() == 1


def test_each_language_and_level_of_a_handout_is_loaded_and_written_out_by_itself(file, capsys):
    for changes in ({}, {"language": "sv"}, {"level": "easier"}):
        inner(handouts.load)(file(as_yaml(good_handout(**changes))), json=True)
    capsys.readouterr()
    for language, level in (("sv", Level.PLAIN), ("en", Level.EASIER)):
        inner(handouts.export)("cold-feet", language, level)
        changes = {"language": language, "level": level.value}
        assert capsys.readouterr().out == as_yaml(good_handout(**changes))


def test_a_handout_that_is_not_there_names_those_that_are(file, capsys):
    inner(handouts.load)(file(as_yaml(good_handout())), json=True)
    capsys.readouterr()
    with pytest.raises(typer.Exit) as left:
        inner(handouts.export)("warm-feet", "sv")
    assert left.value.exit_code != 0
    said = capsys.readouterr().err
    assert "cold-feet (en, plain)" in " ".join(said.split())


def test_a_handout_file_with_a_mistake_leaves_nothing_and_says_where(file, capsys):
    with pytest.raises(typer.Exit) as left:
        inner(handouts.load)(file(as_yaml(good_handout(published="2026-02-30"))))
    assert left.value.exit_code == 1
    said = " ".join(capsys.readouterr().err.split())
    assert "published" in said
    assert "Nothing was loaded." in said
    assert Edition.objects.count() == 0


def test_an_aid_is_written_out_in_the_language_that_is_asked_for(file, capsys):
    swedish = aid_as_yaml(good_aid() | {"language": "sv", "title": "Kalla tår"})
    for text in (aid_as_yaml(good_aid()), swedish):
        inner(aids.load)(file(text), json=True)
    capsys.readouterr()
    inner(aids.export)("cold-toes", "sv")
    assert capsys.readouterr().out == swedish
    with pytest.raises(typer.Exit):
        inner(aids.export)("cold-toes", "fi")
    assert "cold-toes, cold-toes (sv)" in " ".join(capsys.readouterr().err.split())
