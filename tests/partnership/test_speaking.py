"""Who may speak for a person: by matter, by time, by a rule that is data."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.partnership.speaking import (
    UNCONFIRMED_RULE,
    Assessment,
    Candidate,
    Capacity,
    Rule,
    Speaking,
    Standard,
    Sureness,
    View,
    Voice,
    Wish,
    Within,
    highest_standard,
    missing_reason,
    rule_from,
    standpoint,
    who_speaks,
)

START = datetime(2026, 5, 4, 8, tzinfo=UTC)
TUBE = "breathing tube"
AGENT = Candidate("Ana", "healthcare agent")
SON = Candidate("Luis", "adult child")
DAUGHTER = Candidate("Eva", "adult child")
NEIGHBOUR = Candidate("Tom", "neighbour")


def at(hours: float) -> datetime:
    return START + timedelta(hours=hours)


def found(capacity: Capacity, hours: float, matter: str = TUBE) -> Assessment:
    return Assessment(matter, capacity, "Dr Kim", at(hours), ("asked twice, with the interpreter",))


def speaking(*candidates: Candidate, told: list[Assessment], now: float = 10, matter: str = TUBE) -> Speaking:
    return who_speaks(matter, now=at(now), assessments=told, candidates=candidates, rule=UNCONFIRMED_RULE)


CANNOT = found(Capacity.CANNOT, 0)


def test_without_any_assessment_the_patient_decides_whoever_else_is_there() -> None:
    assert speaking(AGENT, SON, told=[]).voice is Voice.PATIENT


def test_an_assessment_of_one_matter_says_nothing_about_another() -> None:
    assert speaking(AGENT, told=[CANNOT], matter="what to eat").voice is Voice.PATIENT


def test_an_assessment_counts_from_its_time_on() -> None:
    assert speaking(AGENT, told=[found(Capacity.CANNOT, 11)], now=10).voice is Voice.PATIENT
    assert speaking(AGENT, told=[found(Capacity.CANNOT, 11)], now=11).voice is Voice.OTHERS


def test_with_support_the_patient_decides() -> None:
    assert speaking(AGENT, told=[found(Capacity.CAN_WITH_SUPPORT, 0)]).voice is Voice.PATIENT_WITH_SUPPORT


def test_the_first_rank_that_has_someone_speaks_and_only_that_rank() -> None:
    assert speaking(SON, AGENT, DAUGHTER, told=[CANNOT]).speakers == (AGENT,)
    assert speaking(SON, DAUGHTER, NEIGHBOUR, told=[CANNOT]).speakers == (DAUGHTER, SON)


@pytest.mark.parametrize(
    "agent",
    [
        Candidate("Ana", "healthcare agent", willing=False),
        Candidate("Ana", "healthcare agent", reachable=False),
        Candidate("Ana", "healthcare agent", refused_by_patient=True),
        Candidate("Ana", "healthcare agent", holds_from=at(11)),
        Candidate("Ana", "healthcare agent", holds_until=at(10)),
    ],
)
def test_someone_who_cannot_speak_is_passed_over(agent: Candidate) -> None:
    assert speaking(agent, SON, told=[CANNOT]).speakers == (SON,)


def test_a_relationship_that_the_rule_does_not_name_never_speaks() -> None:
    answer = speaking(NEIGHBOUR, told=[CANNOT])
    assert (answer.voice, answer.speakers) == (Voice.NOBODY, ())


def test_the_order_is_the_rules_and_not_ours() -> None:
    rule = rule_from(
        {"jurisdiction": "here", "order": ["adult child", "healthcare agent"], "within": "majority"}
    )
    answer = who_speaks(TUBE, now=at(1), assessments=[CANNOT], candidates=[AGENT, SON], rule=rule)
    assert answer.speakers == (SON,)
    assert (rule.within, rule.confirmed) == (Within.MAJORITY, False)


def test_a_rule_is_confirmed_only_with_its_source_and_a_name() -> None:
    assert not UNCONFIRMED_RULE.confirmed
    assert not Rule("here", ("parent",), source="the act").confirmed
    assert Rule("here", ("parent",), source="the act", confirmed_by="legal office").confirmed


def test_when_capacity_is_regained_the_patient_decides_and_access_is_reviewed() -> None:
    answer = speaking(AGENT, told=[found(Capacity.CAN, 5), CANNOT])
    assert (answer.voice, answer.review_access, answer.speakers) == (Voice.PATIENT, True, ())
    assert not speaking(AGENT, told=[found(Capacity.CAN, 5)]).review_access


def test_capacity_lost_again_is_lost_again() -> None:
    told = [CANNOT, found(Capacity.CAN, 5), found(Capacity.CANNOT, 9)]
    assert speaking(AGENT, told=told).voice is Voice.OTHERS


def test_two_findings_at_one_time_leave_the_choice_with_the_patient() -> None:
    answer = speaking(AGENT, told=[found(Capacity.CAN, 3), found(Capacity.CANNOT, 3)])
    assert (answer.voice, answer.review_access) == (Voice.PATIENT, False)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: Assessment(TUBE, Capacity.CAN, " ", START), "name of the clinician"),
        (lambda: Assessment(TUBE, Capacity.CANNOT, "Dr Kim", START), "what was tried to help"),
        (lambda: Assessment(TUBE, Capacity.CAN, "Dr Kim", datetime(2026, 5, 4)), "carry its time zone"),
        (lambda: Rule("here", ()), "names nobody"),
        (lambda: Rule("here", ("parent", "parent")), "names 'parent' twice"),
        (lambda: rule_from({"order": "parent"}), "list of relationships"),
        (
            lambda: rule_from({"order": ["parent"], "within": "the oldest"}),
            "must be one of: all agree, majority, anyone",
        ),
        (lambda: Wish("", "Ana", "last summer", Sureness.SURE), "needs its words"),
        (lambda: standpoint([View("Ana", "a"), View("Ana", "b")], Within.ANYONE), "two views on one matter"),
    ],
)
def test_what_is_incomplete_is_refused_in_a_sentence(make: object, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        make()  # type: ignore[operator]


def wish(matter: str | None, sureness: Sureness = Sureness.SURE) -> Wish:
    return Wish("No machines if I cannot wake up", "Ana", "last summer", sureness, matter)


@pytest.mark.parametrize(
    ("wishes", "known", "standard"),
    [
        ([wish(TUBE)], True, Standard.KNOWN_WISHES),
        ([wish(TUBE, Sureness.FAIRLY_SURE)], False, Standard.KNOWN_WISHES),
        ([wish(TUBE, Sureness.UNSURE)], False, Standard.SUBSTITUTED_JUDGMENT),
        ([wish(None)], False, Standard.SUBSTITUTED_JUDGMENT),
        ([wish("dialysis")], False, Standard.SUBSTITUTED_JUDGMENT),
        ([], True, Standard.SUBSTITUTED_JUDGMENT),
        ([], False, Standard.BEST_INTERESTS),
    ],
)
def test_known_wishes_go_before_judging_for_them_and_that_before_their_good(
    wishes: list[Wish], known: bool, standard: Standard
) -> None:
    assert highest_standard(TUBE, wishes, someone_knows_them=known).standard is standard


def test_a_lower_standard_needs_a_reason() -> None:
    basis = highest_standard(TUBE, [wish(TUBE)], someone_knows_them=True)
    assert missing_reason(Standard.BEST_INTERESTS, basis, " ") == (
        "The patient spoke about this before. Say why this choice follows another standard."
    )
    assert missing_reason(Standard.BEST_INTERESTS, basis, "She said it about another illness.") is None
    assert missing_reason(Standard.KNOWN_WISHES, basis, "") is None


def test_people_who_disagree_are_told_and_nothing_is_decided_for_them() -> None:
    answer = standpoint([View("Luis", "go on"), View("Eva", "comfort")], Within.ALL_AGREE)
    assert answer.position is None
    assert [view.by for view in answer.dissent] == ["Eva", "Luis"]
    assert answer.sentence == "They do not agree. Meet again, and offer someone to help them talk."


def test_a_majority_settles_and_dissent_stays_visible() -> None:
    answer = standpoint(
        [View("Luis", "go on"), View("Eva", "comfort"), View("Ana", "comfort")], Within.MAJORITY
    )
    assert (answer.position, answer.dissent) == ("comfort", (View("Luis", "go on"),))


def test_someone_silent_is_asked_before_all_agree() -> None:
    answer = standpoint([View("Luis", "go on"), View("Eva", None)], Within.ALL_AGREE)
    assert (answer.position, answer.silent) == (None, ("Eva",))
    assert standpoint([View("Luis", "go on"), View("Eva", None)], Within.ANYONE).position == "go on"


views = st.lists(st.none() | st.sampled_from(("go on", "comfort", "wait")), min_size=1, max_size=6)


@given(views, st.sampled_from(Within))
def test_a_standpoint_follows_its_rule_by_counting_hands(positions: list[str | None], within: Within) -> None:
    told = [View(f"person {n}", position) for n, position in enumerate(positions)]
    hands = Counter(position for position in positions if position is not None)
    settled = {
        Within.ALL_AGREE: [p for p, n in hands.items() if n == len(positions)],
        Within.MAJORITY: [p for p, n in hands.items() if n > len(positions) - n],
        Within.ANYONE: list(hands) if len(hands) == 1 else [],
    }[within]
    answer = standpoint(told, within)
    assert answer.position == (settled[0] if settled else None)
    assert len(answer.silent) == positions.count(None)
    if answer.position is not None:
        assert len(answer.dissent) == sum(hands.values()) - hands[answer.position]


assessments = st.builds(
    found, st.sampled_from(Capacity), st.integers(0, 20), st.sampled_from((TUBE, "dialysis"))
)
candidates = st.builds(
    Candidate,
    st.sampled_from(("Ana", "Eva", "Luis", "Tom")),
    st.sampled_from((*UNCONFIRMED_RULE.order, "neighbour")),
    willing=st.booleans(),
    reachable=st.booleans(),
    refused_by_patient=st.booleans(),
)


@given(st.lists(assessments, max_size=6), st.lists(candidates, max_size=6), st.integers(0, 20))
def test_others_speak_only_after_a_finding_for_this_matter_and_never_against_the_patients_word(
    told: list[Assessment], people: list[Candidate], now: int
) -> None:
    answer = speaking(*people, told=told, now=now)
    relevant = [one for one in told if one.matter == TUBE and one.at <= at(now)]
    newest = max((one.at for one in relevant), default=None)
    last = {one.found for one in relevant if one.at == newest}
    assert (answer.voice in {Voice.OTHERS, Voice.NOBODY}) == (last == {Capacity.CANNOT})
    assert all(one.willing and one.reachable and not one.refused_by_patient for one in answer.speakers)
    able = [one for one in people if one.may_speak_at(at(now)) and one.relationship in UNCONFIRMED_RULE.order]
    ranks = {UNCONFIRMED_RULE.order.index(one.relationship) for one in answer.speakers}
    if answer.voice is Voice.OTHERS:
        assert ranks == {min(UNCONFIRMED_RULE.order.index(one.relationship) for one in able)}
