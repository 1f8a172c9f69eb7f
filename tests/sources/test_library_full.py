"""The disk of the database is full in the middle of a file: nothing is lost, and it is told how to go on."""

import pytest
from django.db import connections

from alongside.sources import ingest as ingesting
from tests.sources.test_library_ingest import NOTE, added, counts, incoming, many


def test_a_full_disk_of_the_database_stops_with_a_sentence_and_what_was_stored_stays(
    committed: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ingesting, "BATCH", 4)
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            "IF (SELECT count(*) FROM sources_document) >= 8 THEN "
            "RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END IF; RETURN NEW; END $$;"
            "CREATE TRIGGER no_room BEFORE INSERT ON sources_document "
            "FOR EACH STATEMENT EXECUTE FUNCTION no_room()"
        )
    steps = added(incoming("a.xml", many(10)), incoming("b.md", NOTE))
    assert [(counts(step), step.stopped) for step in steps] == [((8, 0, 0), True)]
    assert steps[0].said == (
        "The disk of the database is full. 8 records of a.xml are stored and stay. Make room on it and add "
        "the same files again; what is there is passed over.",
    )
    with connections["owner"].cursor() as cursor:
        cursor.execute("DROP TRIGGER no_room ON sources_document")
    connections["owner"].close()
    steps = added(incoming("a.xml", many(10)), incoming("b.md", NOTE))
    assert [counts(step) for step in steps] == [(2, 8, 0), (1, 0, 0)]
