"""Loading handouts: one version for each content, sent to the board, nothing half kept."""

import pytest
from django.db import transaction
from django.db.utils import ProgrammingError

from alongside.editorial.mistakes import FileError
from alongside.editorial.models import Edition
from alongside.editorial.workflow import State
from alongside.materials import queries
from alongside.materials.actions import load_handout
from alongside.materials.models import Handout, HandoutVersion
from alongside.sources.actions import mark_retracted
from alongside.sources.models import Source
from alongside.sources.standing import SUPERSEDED, Word
from tests.board import as_approved
from tests.materials.good import as_yaml, good_handout

pytestmark = pytest.mark.django_db


def load(**changes):
    return load_handout(text=as_yaml(good_handout(**changes)), by=None)


def test_a_file_becomes_version_one_and_waits_for_the_board():
    loaded = load()
    assert (loaded.new, loaded.version.number) == (True, 1)
    assert queries.standing(loaded.version).state is State.SUBMITTED
    assert loaded.version.original == as_yaml(good_handout())
    edition = Edition.objects.get()
    assert (edition.content.kind, edition.content.key, edition.carries_numbers) == (
        "handout",
        "cold-feet",
        True,
    )
    (found,) = [block for block in edition.frozen_blocks() if block.cited]
    assert (found.key, found.cited[0].source) == ("sections/found", "socks-2021")


def test_the_same_content_again_changes_nothing_and_other_content_is_the_next_version():
    load()
    assert not load().new
    assert load(title="What helps cold toes").version.number == 2
    assert Edition.objects.count() == 2


def test_a_language_and_a_level_are_handouts_of_their_own_that_do_not_take_each_others_place():
    load()
    load(language="sv")
    load(level="easier")
    assert Handout.objects.count() == 3
    assert {queries.standing(row).state for row in HandoutVersion.objects.all()} == {State.SUBMITTED}


def test_a_slip_in_the_translation_stops_it_at_the_board():
    load()
    slipped = good_handout(language="sv")
    slipped["sections"][1]["passages"][0]["text"] = "Of 100 people with wool socks 26 had warm feet."
    version = load_handout(text=as_yaml(slipped), by=None).version
    report = Edition.objects.get(version=version.pk).frozen_report()
    assert "same-numbers" in [one.rule.id for one in report.open()]


def test_a_file_with_a_mistake_leaves_nothing_behind():
    with pytest.raises(FileError):
        load(published="2026-02-30")
    assert (Handout.objects.count(), Source.objects.count()) == (0, 0)


def test_a_source_that_changes_shows_on_the_handout():
    version = load().version
    as_approved(version.pk)
    mark_retracted([Word(SUPERSEDED, "10.1000/made-up-socks", "", "2026", "A made-up journal")], by=None)
    assert queries.standing(version).shown == "stale"


def test_the_database_refuses_to_change_a_version():
    version = load().version
    with pytest.raises(ProgrammingError), transaction.atomic():
        HandoutVersion.objects.filter(pk=version.pk).update(original="")


def test_readers_get_their_language_else_english_else_what_there_is():
    load()
    load(language="sv")
    load(level="easier")

    def named(language, level="plain"):
        found = queries.to_read("cold-feet", language, level, staff=True).handout
        return found.language, found.level

    assert named("sv") == ("sv", "plain")
    assert named("sv-FI") == ("sv", "plain")
    assert named("ar") == ("en", "plain")
    assert named("en", "easier") == ("en", "easier")
    assert queries.to_read("no-such", "en", "plain", staff=True) is None
    assert named("sv", "easier") == ("sv", "plain")  # easy words that they cannot read help nobody
    assert named("ar", "easier") == ("en", "easier")
    assert [len(one.others) for one in queries.listed("en", "plain", staff=True)] == [2]
    (line,) = queries.listed("en", "easier", staff=True)
    assert line.version.handout.level == "easier"


def test_with_real_people_only_what_was_approved_is_given():
    version = load().version
    assert (queries.may_give(version), queries.to_give()) == (False, [])
    as_approved(version.pk)
    assert (queries.may_give(version), queries.to_give()) == (True, [version])
