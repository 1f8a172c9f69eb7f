"""Storing documents: one row for each text, nothing changed afterwards, what no longer holds is marked."""

from dataclasses import replace

import pytest
from django.db import ProgrammingError, transaction

from alongside.sources import library
from alongside.sources.actions import NoSuchDocument, mark_retracted, store, store_all, withdraw
from alongside.sources.models import Document, Notice, Source
from alongside.sources.passages import LinkKind, RecordLink
from alongside.sources.quotation import check_quotation, quote
from alongside.sources.standing import Word
from alongside.trail.models import Entry
from tests.sources.examples import parsed

pytestmark = pytest.mark.django_db


def kept(version: str) -> library.StoredDocument:
    found = library.stored(version)
    assert found is not None
    return found


def test_what_was_parsed_comes_back_exactly() -> None:
    document = parsed("Family meetings", "They help. Families ask more.", "- One meeting is not enough.")
    store(document, by=None)
    back = kept(document.version).as_parsed()
    assert replace(document, warnings=()) == back


def test_a_stored_sentence_passes_the_quotation_gate() -> None:
    document = parsed("Family meetings", "They help. Families ask more.")
    store(document, by=None)
    back = kept(document.version)
    second = back.sentences[1]
    assert check_quotation(quote(back, second.start, second.end), back).supported


def test_the_same_text_again_changes_nothing() -> None:
    first = store(parsed("One", "The same words."), by=None)
    again = store(parsed("Another title", "The same words."), by=None)
    assert (first.new, again.new, again.document.pk) == (True, False, first.document.pk)
    assert Entry.objects.filter(stream="library", verb="stored").count() == 1


def test_the_same_text_twice_in_one_go_is_one_document() -> None:
    stored = store_all([parsed("One", "Words."), parsed("Two", "Words.")], file_digest="", by=None)
    assert [one.new for one in stored] == [True, False]
    assert Document.objects.count() == 1


def test_records_without_text_are_kept_apart_though_their_text_is_the_same() -> None:
    stored = store_all([parsed("One"), parsed("Two"), parsed("One")], file_digest="", by=None)
    assert [one.new for one in stored] == [True, True, False]
    assert {row.version for row in Document.objects.all()} == {None}


def test_the_application_cannot_change_a_stored_text() -> None:
    row = store(parsed("One", "Words."), by=None).document
    for change in ({"text": "Other words."}, {"structure": {}}, {"version": "x"}, {"record": {}}):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            Document.objects.filter(pk=row.pk).update(**change)
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        Document.objects.filter(pk=row.pk).delete()


def test_every_change_gets_a_higher_number() -> None:
    first, second = (store(parsed(title, f"{title} words."), by=None).document for title in ("A", "B"))
    numbers = dict(Document.objects.values_list("pk", "sequence"))
    assert numbers[first.pk] < numbers[second.pk]
    assert first.version
    withdraw(first.version, "A copy of another one.", by=None)
    assert Document.objects.get(pk=first.pk).sequence > numbers[second.pk]


def test_letters_no_database_can_hold_are_left_out() -> None:
    document = parsed("A\x00 title", "Words.", keywords=("\ud800half", "whole"))
    row = store(document, by=None).document
    assert (row.title, row.record["keywords"]) == ("A title", ["half", "whole"])


def test_a_withdrawn_document_is_not_quoted_any_more_and_keeps_its_reason() -> None:
    document = parsed("One", "Words.")
    row = store(document, by=None).document
    withdraw(document.version, "It was the wrong file.", by=None)
    assert library.stored(document.version) is None
    shown = library.document(row.pk)
    assert shown is not None
    assert (shown.withdrawn, shown.withdrawn_reason) == (True, "It was the wrong file.")
    with pytest.raises(NoSuchDocument):
        withdraw(document.version, "Again.", by=None)


def test_nothing_is_withdrawn_without_a_reason() -> None:
    document = parsed("One", "Words.")
    store(document, by=None)
    with pytest.raises(ValueError, match="Say why"):
        withdraw(document.version, "  ", by=None)
    assert library.stored(document.version) is not None


def test_a_record_that_says_it_was_retracted_is_marked_with_the_notice() -> None:
    link = RecordLink(LinkKind.RETRACTED_IN, pmid="222", citation="BMJ. 2021;1:2")
    document = parsed("Wrong", "It cures.", pmid="111", links=(link,))
    store(document, by=None)
    assert (kept(document.version).retracted, kept(document.version).standing_reason) == (
        True,
        "BMJ. 2021;1:2",
    )


def test_a_retraction_notice_marks_the_work_it_is_about() -> None:
    wrong = parsed("Wrong", "It cures.", pmid="111")
    store(wrong, by=None)
    notice = parsed(
        "Retraction of Wrong",
        "We retract.",
        pmid="222",
        date="2021-03",
        links=(RecordLink(LinkKind.RETRACTION_OF, pmid="111"),),
    )
    store(notice, by=None)
    assert (kept(wrong.version).holds, kept(wrong.version).standing_reason) == (
        False,
        "Retraction of Wrong (2021-03)",
    )
    assert kept(notice.version).holds


def test_a_copy_that_arrives_after_the_notice_is_marked_too() -> None:
    mark_retracted([Word("retracted", "10.1000/wrong", "", "2020", "a list")], by=None)
    late = parsed("Wrong", "It cures.", doi="10.1000/wrong")
    store(late, by=None)
    assert (kept(late.version).retracted, kept(late.version).standing_reason) == (True, "a list (2020)")


def test_a_known_text_whose_record_now_says_retracted_is_marked() -> None:
    store(parsed("Wrong", "It cures.", pmid="111"), by=None)
    again = store(parsed("Wrong", "It cures.", pmid="111", retracted=True), by=None)
    assert not again.new
    assert Document.objects.get().retracted


def test_an_update_supersedes_the_earlier_review_and_does_not_call_it_retracted() -> None:
    old = parsed("Review 2010", "It may help.", pmid="111")
    store(old, by=None)
    links = (RecordLink(LinkKind.UPDATE_OF, pmid="111"),)
    store(parsed("Review 2020", "It helps.", pmid="333", links=links), by=None)
    assert (kept(old.version).superseded, kept(old.version).retracted) == (True, False)


def test_the_source_our_own_files_lean_on_is_marked_in_the_same_transaction() -> None:
    source = Source.objects.create(
        slug="wrong", record={}, pmid="111", kind="trial", primary=True, status="current"
    )
    marked = mark_retracted([Word("retracted", "", "111", "", "a list")], by=None)
    assert [row.pk for row in marked.sources] == [source.pk]
    source.refresh_from_db()
    assert source.status == "retracted"
    document = parsed("Wrong", "It cures.", pmid="111")
    assert store(document, by=None).document.source == source


def test_marking_twice_changes_nothing_the_second_time() -> None:
    store(parsed("Wrong", "It cures.", pmid="111"), by=None)
    word = Word("retracted", "", "111", "", "a list")
    first, again = (mark_retracted([word], by=None) for _ in range(2))
    assert (len(first.documents), len(again.documents)) == (1, 0)
    assert Notice.objects.count() == 1
    assert Entry.objects.filter(verb="marked retracted").count() == 1
