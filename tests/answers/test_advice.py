"""No sentence of an answer tells the reader what to take or stop."""

import pytest

from alongside.answers.advice import RULES, tells_to_take_or_stop


@pytest.mark.parametrize(
    "sentence",
    [
        "Take two tablets of paracetamol every six hours.",
        "Stop taking your warfarin before the operation.",
        "You should take aspirin every day.",
        "You must not stop your insulin.",
        "Do not take ibuprofen with this medicine.",
        "Patients should discontinue the statin when muscles ache.",
        "Increase your dose after a week.",
        "If it hurts, you can take 400 mg of ibuprofen.",
        "Please take one at night.",
        "Ask your doctor first. Then double the dose.",
        "Tome dos pastillas de aspirina.",
        "No deje de tomar su warfarina; debe tomar la dosis.",
        "Never skip your blood pressure tablets.",
    ],
)
def test_an_order_about_a_medicine_is_found(sentence: str) -> None:
    assert tells_to_take_or_stop(sentence) is not None


@pytest.mark.parametrize(
    "sentence",
    [
        "Warfarin lowered the risk of stroke by 64% against control.",
        "Patients who took aspirin had fewer strokes.",
        "The dose was increased in 12% of participants.",
        "Clinicians should take time to listen.",
        "We recommend that clinicians should offer patients a statin.",
        "Stop and think about what matters to you.",
        "You can ask what can be done.",
        "A time-limited trial uses life-sustaining therapy for a defined duration.",
    ],
)
def test_a_report_is_not_an_order(sentence: str) -> None:
    assert tells_to_take_or_stop(sentence) is None


def test_every_rule_has_an_id_of_its_own_and_says_why() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES)
    assert all(rule.why for rule in RULES)
