"""The agenda: the family first, no countdown, no grades."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.meetings.agenda import (
    PROMPTS,
    TOO_FEW,
    Met,
    Open,
    PromptShare,
    Voice,
    build,
    prompts_for,
    share_of_prompts_met,
)

texts = st.lists(st.text(alphabet="abcdefgh ?", min_size=1, max_size=20), max_size=3).map(tuple)
opens = st.builds(
    Open,
    name=st.just("Rosa"),
    to_introduce=texts,
    interpreter=st.none() | st.just("Ana, who interprets"),
    questions=texts,
    person_known=st.booleans(),
    what_matters_known=st.booleans(),
    speaker_named=st.booleans(),
    news=texts,
    choices=texts,
    trials_to_review=texts,
    disagreements=texts,
    to_explain_again=texts,
    promised_last_time=texts,
)


@given(opens)
def test_the_family_speaks_before_the_team_tells_anything(now: Open) -> None:
    voices = [item.voice for item in build(now)]
    assert voices[:3] == [Voice.EVERYONE, Voice.FAMILY, Voice.FAMILY]


@given(opens)
def test_there_is_no_countdown_and_no_number_in_an_agenda(now: Open) -> None:
    for item in build(now):
        words = " ".join((str(item.text), str(item.why), *(prompt.say for prompt in item.prompts)))
        assert re.findall(r"\d|\bminutes?\b|\bseconds?\b|\bhours?\b|time left|score|grade", words) == []


@given(opens)
def test_everything_open_is_on_the_agenda_in_its_own_words(now: Open) -> None:
    details = [detail for item in build(now) for detail in item.details]
    wanted = (
        *now.to_introduce,
        *((now.interpreter,) if now.interpreter else ()),
        *now.questions,
        *now.promised_last_time,
        *now.to_explain_again,
        *now.news,
        *now.trials_to_review,
        *now.disagreements,
        *now.choices,
    )
    assert details == list(wanted)


def test_a_meeting_with_nothing_open_still_greets_listens_answers_checks_and_plans() -> None:
    assert [str(item.text) for item in build(Open("Rosa"))] == [
        "Say who is here, and why.",
        "How are you? What do you know so far?",
        "Your questions",
        "In your own words: what do you take home from this?",
        "Who does what, and when we meet again",
    ]


def test_what_is_not_written_yet_is_said_kindly_and_concretely() -> None:
    now = Open("Rosa", person_known=False, what_matters_known=False, speaker_named=False)
    assert [str(item.why) for item in build(now)[3:6]] == [
        "We do not know Rosa as a person yet.",
        "What matters to Rosa is not written yet.",
        "No one is named yet to speak for Rosa.",
    ]


def test_what_matters_comes_before_what_can_be_done() -> None:
    now = Open("Rosa", what_matters_known=False, choices=("More time on the breathing machine?",))
    texts_in_order = [str(item.text) for item in build(now)]
    assert texts_in_order.index("What matters to Rosa") < texts_in_order.index("What can be done")


def test_both_models_are_whole_and_name_their_source() -> None:
    assert [prompt.key for prompt in PROMPTS] == [
        "value.value",
        "value.acknowledge",
        "value.listen",
        "value.understand",
        "value.elicit",
        "remap.reframe",
        "remap.expect",
        "remap.map",
        "remap.align",
        "remap.propose",
    ]
    assert {(prompt.model, prompt.source) for prompt in PROMPTS} == {
        ("VALUE", "PMID 17267907"),
        ("REMAP", "doi:10.1200/JOP.2016.018796"),
    }


def test_prompts_name_the_person_and_come_once() -> None:
    now = Open("Rosa", person_known=False, what_matters_known=False, choices=("Which way to go?",))
    prompts = prompts_for(build(now))
    assert [prompt.key for prompt in prompts].count("remap.map") == 1
    assert "What is Rosa like? What makes a good day?" in [str(prompt.about("Rosa")) for prompt in prompts]


@pytest.mark.parametrize("word", ["decision", "option", "preference", "surrogate", "prognosis"])
def test_words_that_families_do_not_use_are_not_in_the_agenda(word: str) -> None:
    everything_open = Open(
        "Rosa", ("a",), "b", ("c",), False, False, False, ("d",), ("e",), ("f",), ("g",), ("h",), ("i",)
    )
    spoken = " ".join(f"{item.text} {item.why}" for item in build(everything_open))
    assert word not in (spoken + " ".join(prompt.say for prompt in PROMPTS)).lower()


def test_the_share_of_prompts_met_leaves_out_meetings_that_did_not_need_them() -> None:
    meetings = [{"value.listen": Met.MET, "remap.propose": Met.NOT_NEEDED}] * 7
    meetings += [{"value.listen": Met.NOT_MET, "remap.propose": Met.MET}] * 3
    shares = share_of_prompts_met(meetings)
    assert shares is not None
    found = {share.prompt: share for share in shares}
    assert found["value.listen"] == PromptShare("value.listen", 7, 10)
    assert found["value.listen"].share == 0.7
    assert found["remap.propose"].share == 1.0
    assert found["remap.map"].share is None


def test_a_handful_of_meetings_gives_no_share_because_it_would_be_one_persons() -> None:
    assert share_of_prompts_met([{"value.listen": Met.MET}] * (TOO_FEW - 1)) is None


def test_an_unknown_prompt_is_refused() -> None:
    with pytest.raises(ValueError, match=r"no prompt 'value.lisen'"):
        share_of_prompts_met([{"value.lisen": Met.MET}] * TOO_FEW)
