"""Syllables, against counts by ear and dictionaries' hyphenation."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.plain.reading.syllables import syllables

ENGLISH = """
cat 1 the 1 stroke 1 blood 1 eye 1 played 1 called 1 tongue 1 health 1 choice 1 you're 1
doctor 2 table 2 being 2 ruin 2 lion 2 hundred 2 settled 2 dishes 2 before 2 something 2 didn't 2 technique 2
quiet 2 headaches 2 careful 2 million 2 symptoms 2 bleeding 2 business 2 science 2 rhythm 2
warfarin 3 medicine 3 area 3 idea 3 insulin 3 physician 3 apnea 3 organisms 4 everything 3 wherever 3 aorta 3
atrial 3 influence 3 kidneys 2 diet 2 period 3 special 2 decision 3
hypertension 4 diarrhea 4 apixaban 4 fibrillation 4 dialysis 4 ventilator 4 biology 4 geography 4 diabetes 4
tracheostomy 5 cooperation 5 anticoagulant 6 cardiovascular 6 radiotherapy 6 individual 5
well-being 3 blood-thinner 3 2.5 1 1000 1 mg 1 ml 1 MRI 3 AF 2 COPD 4 NHS 3 STOP 1 AIDS 1
"""
SPANISH = """
medicina 4 sangre 2 corazón 3 día 2 guerra 2 pingüino 3 ciudad 2 enfermedad 4 aéreo 4 país 2
averiguáis 4 muy 1 yo 1 ley 1 leyes 2 riesgo 2 cuidado 3 hipertensión 4 anticoagulante 7 poeta 3
oído 3 reír 2 héroe 3 hay 1
"""
PORTUGUESE = """
coração 3 medicina 4 saúde 3 não 1 mães 1 quem 1 dia 1 água 2 pressão 2 médico 3 sangue 2 pai 1 país
2 remédio 3 ação 2 comprimidos 4 dor 1
"""
ITALIAN = """
medicina 4 sangue 2 cuore 2 perché 2 città 2 giorno 2 acqua 2 quando 2 pressione 3 aiuto 3 più 1
medico 3 figlio 2 scegliere 3 poeta 3
"""
FRENCH = """
médecine 3 cœur 1 sang 1 maladie 3 traitement 3 fille 1 langue 1 quatre 1 santé 2 je 1 les 1 noël 2 payer 2
question 2 pharmacie 3 école 2 vie 1 eau 1 homme 1 médicament 4 choix 1 oui 1
"""
GERMAN = """
Medizin 3 Herz 1 Blut 1 Krankheit 2 Behandlung 3 Quelle 2 Bauer 2 Schlaganfall 3 Häuser 2 Blutverdünner 4
Patientin 4 Entscheidung 3 Seele 2 Knie 1 Ärztin 2
"""
DUTCH = """
medicijn 3 hart 1 bloed 1 ziekte 2 behandeling 4 dokter 2 mooi 1 leeuw 1 patiënten 4 ijs 1 keuze 2 draaien 2
coördinatie 5 uur 1 nieuw 1 beroerte 3 zeeën 2
"""
LANGUAGES = ["de", "en", "es", "fr", "it", "nl", "pt"]


def counted(listed: str, language: str) -> dict[str, int]:
    return {word: syllables(word, language) for word in listed.split()[::2]}


def by_ear(listed: str) -> dict[str, int]:
    pieces = listed.split()
    return dict(zip(pieces[::2], map(int, pieces[1::2]), strict=True))


@pytest.mark.parametrize(
    ("language", "listed"),
    [
        ("en", ENGLISH),
        ("es", SPANISH),
        ("pt", PORTUGUESE),
        ("it", ITALIAN),
        ("fr", FRENCH),
        ("de", GERMAN),
        ("nl", DUTCH),
    ],
)
def test_syllables_are_those_that_one_hears(language: str, listed: str) -> None:
    assert counted(listed, language) == by_ear(listed)


@given(st.text(min_size=1, max_size=30), st.sampled_from(LANGUAGES))
def test_every_word_has_at_least_one_and_never_more_than_three_to_a_letter(word: str, language: str) -> None:
    assert 1 <= syllables(word, language) <= 3 * len(word) + 1


def test_a_language_that_cannot_be_counted_is_refused() -> None:
    with pytest.raises(
        ValueError,
        match=r'^Syllables cannot be counted in the language "fi"\. Known are: de, en, es, fr, it, nl, pt\.$',
    ):
        syllables("sydän", "fi")
