"""The reading grade of a text, from plain pages to hard ones."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.plain.reading import measure as measuring
from alongside.plain.reading.counts import read
from alongside.plain.reading.ease import ease_score, features, passages
from alongside.plain.reading.measure import Verdict, fits, measure

PLAIN = """
What can be done
A clot in the brain is called a stroke. A blood thinner lowers the chance of a clot. It can also make you
bleed.

- You can take a pill each day.
- You can wait for now.

Think of 1000 people like you. In one year, 48 of them have a stroke without the pill. 952 do not. With
the pill, about 17 have a stroke. About 983 do not. How sure are we? We are fairly sure. Your own chance
may be lower or higher. What matters most to you? Tell your doctor or your nurse. You can ask for more
time. You can say no. You can change your mind at any time. We will look after you just the same. Bring a
friend with you if that helps.
"""
HARD = """
Oral anticoagulation is recommended for patients with nonvalvular atrial fibrillation and an elevated
thromboembolic risk, notwithstanding the increased probability of haemorrhagic complications; the decision
should be individualized in accordance with the preferences of the patient and subsequently documented.
Periodic reassessment of renal and hepatic function is required prior to modification of the administered
dosage, whereas discontinuation necessitates consultation with the responsible practitioner.
Contraindications include uncontrolled hypertension, recent gastrointestinal haemorrhage, and severe
thrombocytopenia, although the magnitude of the resulting hazard remains insufficiently characterized in
the available literature. Supplementary investigations may consequently be considered appropriate for
individuals with multiple concurrent morbidities.
"""
TERMS = ["warfarin", "atrial fibrillation", "blood thinner"]


def test_a_plain_page_fits_fifth_grade() -> None:
    reading = measure(PLAIN)
    assert reading.verdict is Verdict.MEASURED
    assert reading.grade is not None
    assert reading.grade <= 5
    assert fits(reading)


def test_a_hard_page_does_not_fit() -> None:
    reading = measure(HARD)
    assert reading.grade is not None
    assert reading.grade > 15
    assert not fits(reading)
    assert fits(reading, grade=40)


def test_the_english_grade_is_the_median_of_three() -> None:
    reading = measure(HARD)
    three = sorted(reading.formulas[name] for name in ("flesch_kincaid", "smog", "everyday"))
    assert reading.grade == round(three[1], 1)
    assert sorted(reading.formulas) == ["everyday", "flesch_ease", "flesch_kincaid", "smog"]


def test_choppy_sentences_alone_do_not_make_hard_words_easy() -> None:
    choppy = (
        "Anticoagulation helps. Haemorrhage complicates anticoagulation. Individualize accordingly. " * 12
    )
    assert not fits(measure(choppy))


def test_named_terms_are_excused_and_the_raw_grade_stays_beside() -> None:
    text = (
        "You have atrial fibrillation. Atrial fibrillation is an uneven beat. Warfarin helps with that. " * 8
    )
    reading, plain = measure(text, excused=TERMS), measure(text)
    assert reading.grade is not None
    assert reading.raw_grade == plain.grade == plain.raw_grade
    assert reading.raw_formulas == plain.formulas
    assert reading.grade < (plain.grade or 0)
    assert (reading.words, reading.sentences) == (plain.words, plain.sentences)


def test_an_excused_term_still_lengthens_its_sentence() -> None:
    text = "Take your atrial fibrillation pill now."
    sentence = read(text, excused=["Atrial Fibrillation"])[0]
    assert (len(sentence.words), sentence.judged) == (6, ("Take", "your", "pill", "now"))


@pytest.mark.parametrize("written", ["blood thinners", "Blood Thinner's", "BLOOD THINNER"])
def test_a_term_is_known_in_any_case_plural_or_possessive(written: str) -> None:
    assert read(f"The {written} helped.", excused=["blood thinner"])[0].judged == ("The", "helped")


def test_the_order_of_excused_terms_does_not_matter() -> None:
    text = f"{PLAIN} Warfarin is a blood thinner for atrial fibrillation."
    readings = [measure(text, excused=order) for order in itertools.permutations(TERMS)]
    assert all(reading == readings[0] for reading in readings)


def test_an_empty_text_says_so() -> None:
    for empty in ("", " \n ", "---", "…"):
        reading = measure(empty)
        assert (reading.verdict, reading.grade, reading.words) == (Verdict.NOT_MEASURED, None, 0)
        assert reading.note == measuring.NO_WORDS
        assert not fits(reading)


def test_a_text_of_named_terms_only_is_not_measured() -> None:
    reading = measure("Atrial fibrillation. Warfarin.", excused=TERMS)
    assert (reading.verdict, reading.note) == (Verdict.NOT_MEASURED, measuring.ALL_EXCUSED)


def test_under_a_hundred_words_a_grade_is_only_indicative() -> None:
    line = "We can talk about it. "
    assert measure(line * 19 + "We can talk now.").verdict is Verdict.INDICATIVE
    assert measure(line * 20).verdict is Verdict.MEASURED


@pytest.mark.parametrize("language", ["zh", "vi", "so", "xx", ""])
def test_a_language_without_a_valid_formula_is_not_measured(language: str) -> None:
    reading = measure("Một câu ngắn.", language)
    assert (reading.verdict, reading.grade, reading.note) == (
        Verdict.NOT_MEASURED,
        None,
        measuring.NO_FORMULA,
    )


EASY_AND_HARD = {
    "es": (
        "Puede tomar la pastilla. Puede esperar. Hable con su médico. Diga qué le importa más.",
        "La anticoagulación se recomienda habitualmente en pacientes diagnosticados de fibrilación auricular "
        "con probabilidad elevada de complicaciones tromboembólicas.",
    ),
    "de": (
        "Sie können die Pille nehmen. Sie können warten. Sagen Sie uns, was Ihnen wichtig ist.",
        "Die Antikoagulation wird Patientinnen und Patienten mit Vorhofflimmern und erhöhtem "
        "thromboembolischem Risiko leitliniengerecht empfohlen.",
    ),
    "fr": (
        "Vous pouvez prendre le cachet. Vous pouvez attendre. Dites ce qui compte pour vous.",
        "L'anticoagulation est habituellement recommandée aux personnes présentant une fibrillation "
        "auriculaire associée à une probabilité élevée de complications thromboemboliques.",
    ),
    "it": (
        "Può prendere la pillola. Può aspettare. Ci dica che cosa conta per lei.",
        "La terapia anticoagulante viene abitualmente raccomandata ai pazienti affetti da fibrillazione "
        "atriale con elevata probabilità di complicazioni tromboemboliche.",
    ),
    "nl": (
        "U kunt de pil nemen. U kunt wachten. Zeg ons wat u belangrijk vindt.",
        "Antistollingsbehandeling wordt gewoonlijk aanbevolen aan patiënten met boezemfibrilleren en een "
        "verhoogde waarschijnlijkheid van trombo-embolische complicaties.",
    ),
    "pt": (
        "Pode tomar a pílula. Pode esperar. Diga o que mais importa.",
        "A anticoagulação é habitualmente recomendada a pacientes diagnosticados com fibrilação atrial e "
        "probabilidade elevada de complicações tromboembólicas.",
    ),
}


@pytest.mark.parametrize("language", sorted(EASY_AND_HARD))
def test_each_language_tells_plain_words_from_hard_ones(language: str) -> None:
    easy, hard = (measure(text, language) for text in EASY_AND_HARD[language])
    assert easy.grade is not None
    assert hard.grade is not None
    assert easy.grade <= 6 < 12 < hard.grade
    assert hard.hardest[0].reasons


def test_a_region_or_letter_case_does_not_change_the_language() -> None:
    text = EASY_AND_HARD["pt"][0]
    assert measure(text, "pt-BR") == measure(text, "PT_br") == measure(text, "pt")


def test_a_dose_is_not_hard_by_itself() -> None:
    reading = measure("Take 2.5 mg. of it at 8 a.m. each day. Then take 5 ml. of the other.")
    assert (reading.sentences, reading.everyday_share, reading.hardest) == (2, 1.0, ())
    assert fits(reading)


def test_sentence_length_and_word_familiarity_are_told() -> None:
    reading = measure("We talk. The zyx came to see us.")
    assert (reading.longest_sentence, reading.everyday_share) == (6, 7 / 8)
    assert measure("Wir reden mit Ihnen.", "de").everyday_share is None


def test_the_hardest_sentence_comes_first_with_its_reason_and_a_plainer_word() -> None:
    text = f"We are here to help.\n{' '.join(['go'] * 18)}.\nThe physician will commence anticoagulation."
    first, second = measure(text).hardest
    assert first.text == "The physician will commence anticoagulation."
    assert [str(reason) for reason in first.reasons] == [
        "Some words are long or not known to all: physician, commence, anticoagulation."
    ]
    assert [(one.word, one.instead) for one in first.plainer] == [
        ("physician", "doctor"),
        ("commence", "start"),
        ("anticoagulation", "blood thinning"),
    ]
    assert [str(reason) for reason in second.reasons] == ["This sentence has 18 words. Aim for 15 or fewer."]


def test_an_excused_term_is_no_reason() -> None:
    assert measure("You take warfarin.", excused=TERMS).hardest == ()


@given(st.text(max_size=300), st.sampled_from(["en", "es", "de", "fr", "it", "nl", "pt", "zh"]))
def test_any_text_is_measured_or_says_why_not_and_twice_the_same(text: str, language: str) -> None:
    reading = measure(text, language)
    assert reading == measure(text, language)
    assert (reading.grade is None) == (reading.verdict is Verdict.NOT_MEASURED)
    assert reading.grade is None or reading.grade >= 0


@pytest.mark.parametrize("odd", [".", "a", "ea", "'", "-", "a.", "• ", "1.", "(", "é"])
def test_a_text_of_one_sign_repeated_is_measured_like_any_other(odd: str) -> None:
    assert measure(odd * 50_000 + " end.").words >= 1


@given(st.text(max_size=200))
def test_adding_a_full_stop_never_crashes(text: str) -> None:
    assert measure(text + ".").words >= 0


def test_ease_runs_from_plain_to_hard() -> None:
    assert ease_score(PLAIN) > 0 > -3 > ease_score(HARD)


def test_a_text_said_three_times_is_about_as_easy_as_once() -> None:
    assert ease_score(PLAIN * 3) == pytest.approx(ease_score(PLAIN), abs=0.15)


def test_passages_hold_every_sentence_once() -> None:
    sentences = read(PLAIN * 7 + HARD * 3)
    cut = list(passages(sentences))
    assert tuple(itertools.chain.from_iterable(cut)) == sentences
    assert all(100 <= sum(len(one.words) for one in passage) <= 230 for passage in cut)


def test_features_are_counted_as_described() -> None:
    seen = features(read("The end of the day. However, the zyx came. The zyx!"))
    # Eleven words: zyx is strange; the, of, the, the, the; however; the longest sentence has five words.
    assert (seen.strange, seen.noun_links, seen.bookish) == (1 / 11, 5 / 11, 1 / 11)
    assert round(seen.longest, 3) == 1.609


def test_ease_of_nothing_is_refused() -> None:
    with pytest.raises(
        ValueError, match=r"^There are no words to measure\. Give a text with at least one sentence\.$"
    ):
        ease_score("")
