"""The quotation gate: mutations of what a source says are refused; what it says is let through."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.sources.passages import Draft, ParsedDocument, SourceRecord, sha256_of
from alongside.sources.quotation import Quotation, check_paraphrase, check_quotation, quote


def document(*paragraphs: str) -> ParsedDocument:
    draft = Draft(title="Invented")
    for paragraph in paragraphs:
        draft.add(paragraph.removeprefix("- "), (), "item" if paragraph.startswith("- ") else "prose")
    return draft.finish(SourceRecord())


SOURCE = document(
    "Examplol lowered the risk of stroke by 3%. It is not true that Examplol prevents falls. Nobody fell.",
    "Do not take it with:",
    "- aspirin",
    "- warfarin",
    "You may take it with:",
    "- water",
)
OTHER = document("Examplol lowered the risk of stroke by 3%. Pain did not change.")


def quoted(words: str, source: ParsedDocument = SOURCE) -> Quotation:
    start = source.text.index(words)
    return quote(source, start, start + len(words))


# Quotations


def test_whole_sentences_as_they_stand_are_accepted():
    whole = "Examplol lowered the risk of stroke by 3%. It is not true that Examplol prevents falls."
    assert check_quotation(quoted(whole), SOURCE).supported
    assert check_quotation(quoted("Nobody fell."), SOURCE).supported
    assert check_quotation(quoted("water"), SOURCE).supported


@pytest.mark.parametrize(
    "words",
    [
        "Examplol raised the risk of stroke by 3%.",
        "Examplol lowered the risk of stroke by 8%.",
        "Examplol lowered the risk of stroke by 3 mg.",
        "Examplol did not lower the risk of stroke by 3%.",
        "examplol lowered the risk of stroke by 3%.",
        "Examplol lowered the risk of stroke by 3%. Nobody fell.",
        "",
    ],
)
def test_changed_or_stitched_words_are_refused(words):
    claim = quoted("Examplol lowered the risk of stroke by 3%.")
    for forged in (replace(claim, text=words), replace(claim, text=words, span_sha256=sha256_of(words))):
        assert check_quotation(forged, SOURCE).reason == (
            "The quotation is not, word for word, what stands at its place in the source."
        )


def test_a_quote_from_another_document_is_refused_even_where_the_words_agree():
    claim = quoted("Examplol lowered the risk of stroke by 3%.", OTHER)
    assert check_quotation(claim, OTHER).supported
    assert check_quotation(claim, SOURCE).reason == (
        "The quotation belongs to another document, or to another version of this one."
    )


def test_a_source_edited_behind_the_librarys_back_is_refused():
    claim = quoted("Nobody fell.")
    edited = replace(SOURCE, text=SOURCE.text.replace("by 3%", "by 9%"))
    assert (
        check_quotation(claim, edited).reason
        == "The stored text of the source was changed after it was read."
    )


def test_a_new_version_of_a_source_is_refused_until_quoted_anew():
    newer = document("Examplol lowered the risk of stroke by 2%. Nobody fell.")
    assert not check_quotation(quoted("Nobody fell."), newer).supported
    assert check_quotation(quoted("Nobody fell.", newer), newer).supported


def test_a_quote_that_drops_its_negation_is_refused():
    assert check_quotation(quoted("Examplol prevents falls."), SOURCE).reason == (
        "The quotation starts or ends inside a sentence of its source."
    )
    assert not check_quotation(quoted("It is not true that Examplol prevents"), SOURCE).supported


def test_a_list_point_is_refused_without_the_line_that_turns_it():
    assert check_quotation(quoted("aspirin"), SOURCE).reason == (
        "The quotation is a point of a list, and leaves out the line above the list that turns its sense."
    )
    assert not check_quotation(quoted("warfarin"), SOURCE).supported
    assert check_quotation(quoted("Do not take it with:\n\naspirin\n\nwarfarin"), SOURCE).supported


def test_a_wrong_fingerprint_is_refused():
    claim = replace(quoted("Nobody fell."), span_sha256=sha256_of("Nobody rose."))
    assert check_quotation(claim, SOURCE).reason == "The fingerprint of the quotation does not fit its words."


@given(st.integers(-5, 400), st.integers(-5, 400))
def test_only_spans_of_whole_sentences_pass(start, end):
    claim = Quotation(SOURCE.version, start, end, sha256_of(SOURCE.text[start:end]), SOURCE.text[start:end])
    if check_quotation(claim, SOURCE).supported:
        assert start in {sentence.start for sentence in SOURCE.sentences}
        assert end in {sentence.end for sentence in SOURCE.sentences}
        assert start < end


@given(st.sampled_from(SOURCE.sentences), st.integers(0, 60), st.characters())
def test_any_changed_character_is_refused(sentence, at, letter):
    claim = quote(SOURCE, sentence.start, sentence.end)
    changed = claim.text[:at] + letter + claim.text[at + 1 :]
    verdict = check_quotation(replace(claim, text=changed), SOURCE)
    assert not verdict.supported or changed == claim.text


# Paraphrases

SPAN = (
    "In 1,200 adults with atrial fibrillation, apixaban 5 mg twice daily reduced the risk of stroke from 4% "
    "to 3% over two years compared with warfarin, but did not reduce falls."
)


@pytest.mark.parametrize(
    "wording",
    [
        SPAN,
        "Apixaban reduced the risk of stroke from 4% to 3%.",
        "Apixaban reduced the risk of stroke from 4 in 100 to 3 in 100 over two years.",
        "Apixaban reduced strokes from 40 per 1000 to 30 per 1000 over 24 months.",
        "In adults with atrial fibrillation, apixaban lowers the risk of stroke compared with warfarin.",
        "Apixaban did not reduce falls.",
        "Adults took apixaban 5 mg twice daily over two years, compared with warfarin.",
    ],
)
def test_wordings_that_say_no_more_than_the_source_are_accepted(wording):
    verdict = check_paraphrase(wording, SPAN)
    assert (verdict.reason, verdict.supported) == ("", True)


@pytest.mark.parametrize(
    ("wording", "reason"),
    [
        (
            "Apixaban did not reduce the risk of stroke.",
            "The wording denies “risk…”, the source's sentence does not.",
        ),
        ("Apixaban reduced falls.", "The source's sentence denies “fall…”, the wording does not."),
        ("Apixaban reduced the risk of stroke from 4% to 2%.", "The source's sentence does not say “2%”."),
        ("Apixaban 5 g twice daily reduced the risk of stroke.", "The source's sentence does not say “5 g”."),
        ("Apixaban 5 mg reduced stroke over two days.", "The source's sentence does not say “2 days”."),
        ("Apixaban reduced stroke to less than 3%.", "The source's sentence does not say “3%”."),
        ("Rivaroxaban reduced the risk of stroke.", "The source's sentence does not speak of rivaroxaban."),
        (
            "Apixaban raised the risk of stroke.",
            "The wording says more where the source's sentence says less, or better where it says worse.",
        ),
        (
            "Warfarin reduced the risk of stroke compared with apixaban.",
            "The wording compares the other way round than the source's sentence.",
        ),
        ("Apixaban reduced TIA and stroke.", "The source's sentence does not name “tia”."),
        (
            "Doctors should offer apixaban first in clinics everywhere.",
            "Too many words of the wording do not occur in the source's sentence.",
        ),
        ("It is so.", "The wording says nothing that could be checked."),
        ("", "The wording says nothing that could be checked."),
    ],
)
def test_wordings_that_say_more_or_other_than_the_source_are_refused(wording, reason):
    verdict = check_paraphrase(wording, SPAN)
    assert (verdict.supported, verdict.reason) == (False, reason)


@pytest.mark.parametrize(
    ("span", "wording"),
    [
        ("The treatment was ineffective.", "The treatment was effective."),
        ("The treatment was effective.", "The treatment was ineffective."),
        ("Aspirin is unsafe in pregnancy.", "Aspirin is safe in pregnancy."),
        ("Ice is unlikely to relieve knee pain.", "Ice relieves knee pain."),
        ("Neither ice nor heat relieved knee pain.", "Ice and heat relieved knee pain."),
        ("No benefit of ice on knee pain was found.", "Benefit of ice on knee pain was found."),
        ("Patients without diabetes improved.", "Patients with diabetes improved."),
        ("The drug never relieved pain.", "The drug relieved pain."),
        ("The drug doesn't relieve pain.", "The drug relieves pain."),
        ("The drug failed to relieve pain.", "The drug relieved pain."),
        ("Avoid ibuprofen after surgery.", "Take ibuprofen after surgery."),
        ("The drug relieved pain.", "The drug did not relieve pain."),
        ("Pain was worse after surgery.", "Pain was better after surgery."),
        (
            "Patients should stop taking ibuprofen before surgery.",
            "Patients taking ibuprofen before surgery.",
        ),
    ],
)
def test_a_flipped_sense_is_refused(span, wording):
    assert check_paraphrase(span, span).supported
    assert not check_paraphrase(wording, span).supported


def test_a_wording_tied_to_a_whole_chapter_is_refused():
    assert check_paraphrase("Ice relieved pain.", "Ice relieved pain. " * 500).reason == (
        "The wording or its source is too long to be checked. Cite a few sentences."
    )


def test_not_ineffective_is_effective():
    assert check_paraphrase("The treatment was effective.", "The treatment was not ineffective.").supported


def test_a_glossary_lets_plain_words_stand_for_terms():
    span = "Exercise reduced hypertension in adults."
    plain = "Exercise reduced high blood pressure in adults."
    assert not check_paraphrase(plain, span).supported
    assert check_paraphrase(plain, span, terms={"high blood pressure": "hypertension"}).supported


def test_the_librarys_own_medicine_names_are_watched_too():
    span = "Examplol reduced pain in adults with arthritis of the knee."
    other = "Otherol reduced pain in adults with arthritis of the knee."
    verdict = check_paraphrase(other, span, medicines=frozenset({"examplol", "otherol"}))
    assert verdict.reason == "The source's sentence does not speak of otherol."


WORDS = [
    "pain",
    "stroke",
    "falls",
    "aspirin",
    "warfarin",
    "adults",
    "surgery",
    "sleep",
    "walking",
    "cancer",
    "swelling",
    "fever",
    "knee",
    "heart",
]
VERBS = ["reduced", "raised", "caused", "relieved", "improved", "worsened", "prevented", "changed"]


@st.composite
def statements(draw: st.DrawFn) -> str:
    """Plain sentences of the kind that abstracts are made of."""
    subject, thing, place = draw(st.permutations(WORDS))[:3]
    share = draw(st.integers(1, 99))
    verb = draw(st.sampled_from(VERBS))
    return f"{subject.capitalize()} {verb} {thing} in {share}% of people with {place} trouble."


@given(statements())
def test_every_statement_supports_itself(text):
    assert check_paraphrase(text, text).supported


@given(statements(), st.integers(1, 99))
def test_a_changed_number_is_always_refused(text, share):
    changed = " ".join(f"{share}%" if word.endswith("%") else word for word in text.split())
    assert check_paraphrase(changed, text).supported is (changed == text)


@given(statements(), st.sampled_from(["did not", "never"]))
def test_a_flipped_negation_is_always_refused_both_ways(text, cue):
    subject, rest = text.split(" ", 1)
    turned = f"{subject} {cue} {rest}"
    assert not check_paraphrase(turned, text).supported
    assert not check_paraphrase(text, turned).supported


@given(statements(), st.sampled_from(["mg", "days", "per 1000", "people"]))
def test_a_changed_unit_is_always_refused(text, unit):
    assert not check_paraphrase(text.replace("% of", f" {unit} of"), text).supported


@given(statements(), statements())
def test_the_source_of_another_statement_is_refused(text, other):
    verdict = check_paraphrase(text, other)
    number = next(word for word in text.split() if word.endswith("%"))
    assert not verdict.supported or number in other


@given(st.text(max_size=200), st.text(max_size=200))
def test_no_text_breaks_the_gate(text, span):
    verdict = check_paraphrase(text, span)
    assert verdict.supported is (verdict.reason == "")
