"""The document model: offsets, version, unseen characters."""

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from alongside.sources.passages import (
    Draft,
    EvidenceKind,
    LinkKind,
    Page,
    Paragraph,
    ParseWarning,
    RecordLink,
    Section,
    SourceRecord,
    clean_text,
)


def test_a_document_keeps_its_text_once_and_points_into_it():
    draft = Draft(title="Knees")
    draft.add("Rest helps. Ice helps too.", ("Care",))
    draft.add("Walk", ("Care", "Later"), "item")
    document = draft.finish(SourceRecord(kind=EvidenceKind.SUMMARY))
    assert document.text == "Rest helps. Ice helps too.\n\nWalk"
    assert document.version == hashlib.sha256(document.text.encode()).hexdigest()
    assert document.sections == (Section(("Care",), 0, 26), Section(("Care", "Later"), 28, 32))
    assert document.paragraphs == (Paragraph(0, 26, 0, "prose"), Paragraph(28, 32, 1, "item"))
    assert [document.cut(s.start, s.end) for s in document.sentences] == [
        "Rest helps.",
        "Ice helps too.",
        "Walk",
    ]
    assert [document.path_of(s) for s in document.sentences] == [("Care",), ("Care",), ("Care", "Later")]


def test_a_page_runs_to_the_start_of_the_next_one():
    draft = Draft(title="Pages")
    draft.begin_page(1, draft.add("First page.") or 0)
    draft.begin_page(2, draft.add("Second page.") or 0)
    assert draft.finish(SourceRecord()).pages == (Page(1, 0, 13), Page(2, 13, 25))


def test_unseen_characters_are_taken_out_and_counted():
    draft = Draft(title="Unseen")
    draft.add("do\u200bse of 5\u202e mg\U000e0041 a day, co\u00adoperate")
    document = draft.finish(SourceRecord())
    assert document.text == "dose of 5 mg a day, cooperate"
    assert document.warnings == (
        ParseWarning(
            "hidden characters",
            "3 unseen characters were taken out; look at the file before you trust its wording.",
        ),
    )


def test_joiners_stay_in_scripts_that_need_them():
    assert clean_text("می\u200cخواهم") == ("می\u200cخواهم", 0)
    assert clean_text("as\u200dpirin") == ("aspirin", 1)


def test_a_record_without_text_can_be_cited_but_says_so():
    document = Draft(title="Only a title").finish(SourceRecord())
    assert (document.text, document.sentences) == ("", ())
    assert [warning.kind for warning in document.warnings] == ["nothing to read"]


def test_retraction_and_update_are_read_from_links_and_marks():
    retracted = SourceRecord(links=(RecordLink(LinkKind.RETRACTED_IN, pmid="1"),))
    updated = SourceRecord(links=(RecordLink(LinkKind.UPDATED_IN, pmid="2"),))
    notice = SourceRecord(links=(RecordLink(LinkKind.RETRACTION_OF, pmid="3"),))
    assert [r.is_retracted for r in (retracted, updated, notice, SourceRecord(retracted=True))] == [
        True,
        False,
        False,
        True,
    ]
    assert [r.is_superseded for r in (retracted, updated, notice)] == [False, True, False]


@given(st.lists(st.text(max_size=80), max_size=8))
def test_every_offset_of_any_document_cuts_clean_text(raws):
    draft = Draft(title="Any")
    for number, raw in enumerate(raws):
        draft.add(raw, (str(number % 3),))
    document = draft.finish(SourceRecord())
    kept = [text for raw in raws if (text := clean_text(raw)[0])]
    assert [document.cut(p.start, p.end) for p in document.paragraphs] == kept
    assert document.text == "\n\n".join(kept)
    for sentence in document.sentences:
        paragraph = document.paragraphs[sentence.paragraph]
        assert paragraph.start <= sentence.start < sentence.end <= paragraph.end
        section = document.sections[paragraph.section]
        assert section.start <= paragraph.start < paragraph.end <= section.end


@given(st.text(max_size=200))
def test_cleaning_twice_changes_nothing_more(raw):
    once, _ = clean_text(raw)
    assert clean_text(once) == (once, 0)
