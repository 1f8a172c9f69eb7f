"""What holds of all that was told: nobody else's words take the place of the person's own."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from alongside.partnership.profile import NOTHING, Holding, Told, Voice, holding, on_the_wall

START = datetime(2026, 5, 4, 8, tzinfo=UTC)


def told(
    hour: int, voice: Voice, words: str = "x", *, taken_back: bool = False, through_relative: bool = False
) -> Told:
    return Told(
        id=UUID(int=hour),
        topic="story",
        voice=voice,
        at=START + timedelta(hours=hour),
        said_by="",
        recorded_by="",
        recorder=UUID(int=0),
        words="" if taken_back else words,
        taken_back=taken_back,
        through_relative=through_relative,
    )


def held(*rows: Told) -> Holding:
    return holding(rows).get(("story", ""), NOTHING)


def test_the_newest_of_the_persons_own_words_holds() -> None:
    first, second = told(1, Voice.PATIENT), told(2, Voice.WITH_HELP)
    assert held(first, second) == Holding(second, None, (first,))


def test_newer_words_of_somebody_else_stand_beside() -> None:
    own, other = told(1, Voice.PATIENT), told(2, Voice.SOMEONE_ELSE)
    assert held(own, other) == Holding(own, other, ())


def test_what_a_relative_wrote_down_for_the_person_stands_beside_what_they_wrote_themselves() -> None:
    own, through = told(1, Voice.PATIENT), told(2, Voice.WITH_HELP, through_relative=True)
    assert held(own, through) == Holding(own, through, ())


def test_while_the_person_has_said_nothing_the_words_of_somebody_else_hold() -> None:
    other = told(1, Voice.SOMEONE_ELSE)
    assert held(other) == Holding(other, None, ())


def test_the_persons_correction_takes_the_place_of_what_somebody_else_told() -> None:
    other, own = told(1, Voice.SOMEONE_ELSE), told(2, Voice.PATIENT)
    assert held(other, own) == Holding(own, None, (other,))


def test_what_the_person_takes_away_holds_no_more_and_stays_readable() -> None:
    own, away = told(1, Voice.PATIENT), told(2, Voice.PATIENT, taken_back=True)
    assert held(own, away) == Holding(None, None, (away, own))


rows = st.lists(
    st.builds(
        told,
        st.integers(0, 50),
        st.sampled_from(Voice),
        taken_back=st.booleans(),
        through_relative=st.booleans(),
    ),
    unique_by=lambda one: one.id,
    max_size=12,
)


@given(rows)
def test_whatever_others_tell_the_persons_last_word_is_not_replaced(some: list[Told]) -> None:
    own = [one for one in some if one.own]
    last = max(own, key=lambda one: one.at, default=None)
    if last is not None and not last.taken_back:
        assert held(*some).now is last


@given(rows, st.randoms())
def test_the_order_in_which_it_is_read_does_not_matter(some: list[Told], random: object) -> None:
    shuffled = list(some)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert held(*shuffled) == held(*some)


@given(rows)
def test_nothing_told_is_lost(some: list[Told]) -> None:
    now = held(*some)
    kept = [one for one in (now.now, now.beside, *now.earlier) if one]
    assert sorted(one.id for one in kept) == sorted(one.id for one in some)


def test_without_the_persons_yes_nothing_hangs_on_the_wall() -> None:
    assert on_the_wall(held(told(1, Voice.PATIENT)), None) is None


def test_words_of_somebody_else_told_after_the_yes_do_not_hang() -> None:
    yes = START + timedelta(hours=2)
    before, after = told(1, Voice.SOMEONE_ELSE), told(3, Voice.SOMEONE_ELSE)
    assert on_the_wall(held(before), yes) is before
    assert on_the_wall(held(before, after), yes) is None
    own = told(4, Voice.PATIENT)
    assert on_the_wall(held(before, after, own), yes) is own
