"""The starter library: every sentence with record, place and tag, and none of the founding errors."""

import re
from pathlib import Path

import pytest

from alongside.answers.advice import tells_to_take_or_stop
from alongside.answers.starter import (
    MARK,
    ReadTag,
    StarterDocument,
    StarterSentence,
    plain_versions,
    read_summary,
    starter_library,
)
from alongside.plain.reading.measure import Verdict, fits, measure
from alongside.sources.passages import EvidenceKind

SENTENCES = [(d, s, d.document.cut(s.start, s.end)) for d in starter_library() for s in d.sentences]
FORBIDDEN = ("decision", "option", "preference", "surrogate", "prognosis")


def test_there_are_at_least_eight_summaries_each_marked_as_ours() -> None:
    assert len(starter_library()) >= 8
    for made in starter_library():
        assert made.document.record.kind is EvidenceKind.SUMMARY
        assert MARK in made.document.record.published_in
        assert made.document.record.licence.may_show


@pytest.mark.parametrize(("made", "sentence", "text"), SENTENCES, ids=[s.id for _, s, _ in SENTENCES])
def test_every_sentence_has_a_record_that_can_be_found_a_place_and_a_tag(
    made: StarterDocument, sentence: StarterSentence, text: str
) -> None:
    record = sentence.record
    assert record.doi or record.pmid or record.pmcid or record.note
    assert sentence.place
    assert sentence.tag in set(ReadTag)
    assert made.grounds_of(sentence.start, sentence.end) == (sentence,)
    assert text.endswith((".", "?"))


def test_every_sentence_of_a_document_is_grounded() -> None:
    for made in starter_library():
        for sentence in made.document.sentences:
            assert len(made.grounds_of(sentence.start, sentence.end)) == 1


def test_no_sentence_tells_what_to_take_or_stop() -> None:
    assert [s.id for _, s, text in SENTENCES if tells_to_take_or_stop(text)] == []


# The founding article's wrong attributions, one test each.


def test_the_review_of_87_studies_is_never_cited_for_decision_aids() -> None:
    of_87 = [(s.record, text) for _, s, text in SENTENCES if "87 studies" in text]
    assert of_87
    for record, text in of_87:
        assert (record.pmid, "very low" in text) == ("30025154", True)
        assert "decision aid" not in text
        assert "knowledge" not in text


def test_knowledge_gained_by_decision_aids_is_cited_to_the_review_of_decision_aids() -> None:
    gained = [s.record.title for _, s, text in SENTENCES if re.search(r"13\.27|11\.9 points", text)]
    assert gained
    assert all("CD001431" in title for title in gained)


def test_88_percent_is_only_named_as_the_misreading_that_it_is() -> None:
    named = [text for _, _, text in SENTENCES if "88%" in text]
    assert len(named) == 1
    assert "not the share with limited health literacy" in named[0]


def test_the_literacy_figures_are_those_of_the_2003_assessment() -> None:
    text = next(text for _, s, text in SENTENCES if s.id == "literacy-1")
    assert re.findall(r"(\d+)%", text) == ["12", "53", "22", "14"]
    limited = next(s for _, s, _ in SENTENCES if s.id == "literacy-2")
    assert (limited.tag, limited.derived) == (ReadTag.DERIVED, "22 + 14")


def test_no_vendor_summary_is_a_record() -> None:
    titles = " ".join(s.record.title for _, s, _ in SENTENCES).lower()
    assert not re.search("guideline directed topic|praxis|oracle", titles)


def test_nothing_is_promised_that_trials_did_not_show() -> None:
    promised = re.compile(
        r"mortality (?:fell|was reduced|was lower)|lower(?:s|ed)? mortality|faster recovery"
        r"|fewer (?:admissions|hospitali)",
        re.IGNORECASE,
    )
    assert [s.id for _, s, text in SENTENCES if promised.search(text)] == []


def test_the_honest_negative_trials_are_there() -> None:
    records = {s.record.pmid for _, s, _ in SENTENCES}
    assert {"30690645", "39982184", "30025154"} <= records


# The plain version.


def test_the_founding_question_has_a_plain_version_that_waits_for_a_clinician() -> None:
    (version,) = plain_versions()
    assert version.question == (
        "What is the rationale for establishing a collaborative partnership with the patient?"
    )
    assert version.status == "submitted"


def test_the_plain_version_is_at_or_below_fifth_grade_in_short_sentences_without_hard_words() -> None:
    (version,) = plain_versions()
    reading = measure(version.text)
    assert reading.verdict is Verdict.MEASURED
    assert fits(reading)
    assert reading.longest_sentence <= 15
    assert [w for w in version.text.lower().split() if w.strip(".,?").rstrip("s") in FORBIDDEN] == []


def test_every_plain_sentence_rests_on_a_sentence_and_brings_no_number_of_its_own() -> None:
    texts = {s.id: text for _, s, text in SENTENCES}
    for version in plain_versions():
        for _, sentences in version.sections:
            for sentence in sentences:
                grounds = " ".join(texts[i] for i in sentence.rests_on)
                figures = set(re.findall(r"\d+", sentence.text)) - {"100"}
                assert figures <= set(re.findall(r"\d+", grounds))


# What a broken file is told.


def _written(tmp_path: Path, **changes: str) -> Path:
    sentence = {"id": "a-1", "record": "r", "place": "abstract", "tag": "V", "text": "Owls sleep."} | changes
    lines = "".join(f", {key}: {value}" for key, value in sentence.items()).removeprefix(", ")
    path = tmp_path / "broken.yaml"
    path.write_text(
        "format: 1\nkey: k\ntitle: T\npopulation: owls\ndate: '2026'\n"
        "records: [{key: r, title: A study of owls, kind: trial, primary: true, pmid: '1'}]\n"
        f"sections: [{{path: [Why], sentences: [{{{lines}}}]}}]\n",
        encoding="utf-8",
    )
    return path


def test_a_whole_file_is_read(tmp_path: Path) -> None:
    assert read_summary(_written(tmp_path)).document.text == "Owls sleep."


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"tag": "R"}, "Invalid enum value 'R'"),
        ({"record": "nobody"}, "names the record “nobody”, which is not listed"),
        ({"text": "Owls sleep. Owls eat."}, "not exactly one sentence"),
        ({"tag": "V2"}, "read_in exactly with V2"),
        ({"tag": "D"}, "derived exactly with D"),
    ],
)
def test_a_broken_promise_is_named(tmp_path: Path, changes: dict[str, str], said: str) -> None:
    with pytest.raises(ValueError, match=re.escape(said)):
        read_summary(_written(tmp_path, **changes))
