"""Loading choice aids: one version for each content, nothing lost, nothing half kept."""

import hashlib
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from alongside.aids import file, queries
from alongside.aids.actions import load_aid
from alongside.aids.file import from_content
from alongside.aids.models import Aid, AidVersion
from alongside.aids.shipped import aid_files
from alongside.editorial.mistakes import FileError
from alongside.editorial.workflow import State
from alongside.sources import queries as sources
from alongside.sources.models import Source
from alongside.sources.records import Standing
from alongside.trail.models import Entry
from tests.aids.good import as_yaml, good_aid
from tests.board import as_approved

pytestmark = pytest.mark.django_db


def changed() -> str:
    return as_yaml(good_aid() | {"title": "Very cold toes"})


def test_a_file_becomes_version_one_in_the_state_submitted() -> None:
    loaded = load_aid(text=as_yaml(good_aid()), by=None)
    assert (loaded.new, loaded.version.number) == (True, 1)
    assert queries.standing(loaded.version).state is State.SUBMITTED
    kept = AidVersion.objects.get()
    assert from_content(kept.content) == file.load(as_yaml(good_aid()))
    assert kept.original == as_yaml(good_aid())
    assert kept.digest == hashlib.sha256(file.canonical(from_content(kept.content))).hexdigest()


def test_the_same_content_again_changes_nothing() -> None:
    first = load_aid(text=as_yaml(good_aid()), by=None)
    again = load_aid(text="# the same, with a comment\n" + as_yaml(good_aid()), by=None)
    assert (again.new, again.version.pk) == (False, first.version.pk)
    assert AidVersion.objects.count() == 1


def test_changed_content_is_the_next_version_and_the_old_one_stays_readable() -> None:
    first = load_aid(text=as_yaml(good_aid()), by=None).version
    second = load_aid(text=changed(), by=None).version
    assert (second.number, queries.newest("cold-toes")) == (2, second)
    old = queries.version(first.pk)
    assert old is not None
    assert (queries.page_of(old).title, queries.page_of(second).title) == ("Cold toes", "Very cold toes")


def test_a_change_taken_back_is_a_third_version() -> None:
    for text in (as_yaml(good_aid()), changed(), as_yaml(good_aid())):
        load_aid(text=text, by=None)
    assert list(AidVersion.objects.order_by("number").values_list("number", "content__title")) == [
        (1, "Cold toes"),
        (2, "Very cold toes"),
        (3, "Cold toes"),
    ]


def test_the_list_shows_the_newest_version_of_each_aid() -> None:
    load_aid(text=as_yaml(good_aid()), by=None)
    newest = load_aid(text=changed(), by=None).version
    other = load_aid(text=as_yaml(good_aid() | {"slug": "cold-ears"}), by=None).version
    assert queries.all_current() == [other, newest]


def test_a_file_with_a_mistake_leaves_nothing_behind() -> None:
    with pytest.raises(FileError):
        load_aid(text=as_yaml(good_aid() | {"question": "None"}), by=None)
    assert (Aid.objects.count(), AidVersion.objects.count(), Source.objects.count()) == (0, 0, 0)


def test_loading_is_written_in_the_trail_of_the_library() -> None:
    version = load_aid(text=as_yaml(good_aid()), by=None).version
    lines = Entry.objects.filter(stream="library").order_by("position")
    assert [(line.verb, line.subject_kind) for line in lines] == [
        ("loaded", "aid version"),
        ("sent in", "edition"),
    ]
    assert lines[0].subject == version.pk


def test_a_version_leads_to_its_sources_and_they_to_it() -> None:
    version = load_aid(text=as_yaml(good_aid()), by=None).version
    source = Source.objects.get(slug="reed2020")
    assert (source.doi, source.pmid, source.kind, source.year, source.primary) == (
        "10.1234/toe.5",
        "12345",
        "trial",
        2020,
        True,
    )
    assert list(source.aid_versions.all()) == [version]


def test_a_file_does_not_undo_a_retraction() -> None:
    load_aid(text=as_yaml(good_aid()), by=None)
    Source.objects.update(status=Standing.RETRACTED.value)
    load_aid(text=changed(), by=None)
    record = sources.record_of("reed2020")
    assert record is not None
    assert record.standing is Standing.RETRACTED


def test_a_source_that_is_not_kept_has_no_record() -> None:
    assert sources.record_of("nobody1900") is None


def test_the_database_refuses_two_versions_with_one_number() -> None:
    version = load_aid(text=as_yaml(good_aid()), by=None).version
    with pytest.raises(IntegrityError, match="one_number_per_aid_version"), transaction.atomic():
        AidVersion.objects.create(aid=version.aid, number=1, content={}, digest="", original="")


def test_every_shipped_aid_can_be_loaded() -> None:
    slugs = [load_aid(text=one.read_bytes(), by=None).version.aid.slug for one in aid_files()]
    assert slugs == [Path(one.name).stem for one in aid_files()]


def test_an_aid_is_found_by_the_condition_that_doctors_name(db):
    from importlib.resources import files

    from alongside.aids.queries import links_about

    text = files("alongside.aids").joinpath("library/atrial-fibrillation.yaml").read_text(encoding="utf-8")
    loaded = load_aid(text=text, by=None)
    assert links_about(["Atrial fibrillation"]) == []
    as_approved(loaded.version.pk)
    assert links_about(["Atrial fibrillation"]) == [(loaded.version.question, "/aids/atrial-fibrillation/")]
    assert links_about(["asthma"]) == []
    assert links_about([]) == []
