"""Quantities: what two wordings have in common when they say the same number."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.sources.claim_numbers import is_stated, quantities


def read(text: str) -> list[tuple[Fraction, str, str]]:
    return [(q.value, q.unit, q.bound) for q in quantities(text)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("3 in 100 people", "3%"),
        ("3 percent", "30 per 1000"),
        ("3 out of every 100 patients", "30 in 1,000"),
        ("one in five", "20 per cent"),
        ("a third of women", "1 of 3 women"),
        ("half of them", "50%"),
        ("0.5 g", "500 mg"),
        ("0·5 g", "500 milligrams"),
        ("one week", "7 days"),
        ("two years", "24 months"),
        ("twenty-five tablets", "25 pills"),
        ("two hundred people", "200 participants"),
        ("5 mg daily", "5 mg per day"),
        ("5 mg/day", "5 mg a day"),
        ("at least 4 hours", "≥ 4 h"),
        ("no more than 4 g", "up to 4 g"),
        ("aged 65", "65 years old"),
        ("twice", "2-fold"),
        ("2.5 × 10⁻³", "0.0025"),
    ],
)
def test_two_wordings_of_one_quantity_are_equal(one, other):
    assert read(one) == read(other)
    assert len(read(one)) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("3%", "3"),
        ("3 mg", "3 g"),
        ("3 days", "3 weeks"),
        ("5 mg daily", "5 mg weekly"),
        ("5 mg", "5 mg/kg"),
        ("less than 5%", "more than 5%"),
        ("5%", "less than 5%"),
        ("at least 3 doses", "more than 3 doses"),
        ("24 hours", "24 patients"),
        ("24 women", "24 men"),
        ("-2 points", "2 points"),
        ("0.5 mg", "5 mg"),
        ("3% of people", "3 percentage points"),
        ("1,000 people", "1.000 people"),
    ],
)
def test_two_different_quantities_are_not_equal(one, other):
    assert not is_stated(quantities(one)[0], quantities(other))


def test_a_range_gives_its_unit_to_both_ends():
    assert read("5 to 10 mg") == [(Fraction(1, 200), "g", ""), (Fraction(1, 100), "g", "")]


def test_names_and_years_are_not_counts():
    assert read("COVID-19, p53, IL-6 and HbA1c") == []
    assert read("20 trials in 2019") == [(Fraction(20), "study", ""), (Fraction(2019), "", "")]


def test_a_bare_count_agrees_with_a_count_of_people_and_not_of_hours():
    assert is_stated(quantities("300 patients")[0], quantities("300 adult patients"))
    assert not is_stated(quantities("300")[0], quantities("300 hours"))


def test_over_five_years_is_a_time_and_aged_over_65_a_bound():
    assert read("over 5 years") == [(Fraction(60), "month", "")]
    assert read("aged over 65") == [(Fraction(780), "month", ">")]


@given(st.text(max_size=300))
def test_every_text_states_what_it_states(text):
    stated = quantities(text)
    assert all(is_stated(quantity, stated) for quantity in stated)


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_numbers_are_equal_only_when_they_are(one, other):
    assert is_stated(quantities(f"{one:,} mg")[0], quantities(f"{other} mg")) is (one == other)
