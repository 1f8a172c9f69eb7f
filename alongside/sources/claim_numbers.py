"""The quantities that a sentence states, in a form in which two wordings can be compared.

"3 in 100", "3%" and "30 per 1000" are one share; "0.5 g" and "500 mg" one mass; "one week" and "7 days" one
time. Exact arithmetic: what is equal is equal, and nothing is rounded.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final, Literal, NamedTuple

from alongside.sources.sentences import word_set

Bound = Literal["", "<", "<=", ">", ">="]


class Quantity(NamedTuple):
    """A value, its unit in base form ("" when bare), and whether the text gives it as a bound."""

    value: Fraction
    unit: str
    bound: Bound
    words: str


# unit as written: (base unit, how many of the base it is)
_UNIT_LINES: Final = """
g: g gram grams gramme grammes gm | 1
g: kg kilogram kilograms kilo kilos | 1000
g: mg milligram milligrams | 1/1000
g: µg μg mcg ug microgram micrograms | 1/1000000
g: ng nanogram nanograms | 1/1000000000
l: l L litre litres liter liters | 1
l: dl dL | 1/10
l: ml mL millilitre millilitres milliliter milliliters cc | 1/1000
l: µl μl µL μL | 1/1000000
mol: mol | 1
mol: mmol | 1/1000
mol: µmol μmol umol | 1/1000000
mol: nmol | 1/1000000000
m: m metre metres meter meters | 1
m: km | 1000
m: cm centimetre centimetres centimeter centimeters | 1/100
m: mm | 1/1000
hour: h hr hrs hour hours | 1
hour: min mins minute minutes | 1/60
hour: s sec secs second seconds | 1/3600
hour: day days d | 24
hour: week weeks wk wks | 168
month: month months mo mos | 1
month: year years yr yrs | 12
month: decade decades | 120
IU: IU iu unit units U | 1
mmHg: mmHg mmhg | 1
kPa: kPa | 1
degC: °C ºC | 1
degF: °F ºF | 1
kcal: kcal calories calorie | 1
bpm: bpm | 1
times: times time fold | 1
tablet: tablet tablets pill pills capsule capsules | 1
dose: dose doses | 1
drop: drop drops | 1
puff: puff puffs | 1
cup: cup cups | 1
share: % percent | 1/100
points: points point | 1
person: patients patient people person persons participants participant individuals subjects | 1
woman: women woman | 1
man: men man | 1
child: children child babies infants | 1
adult: adults | 1
study: studies study trials trial reviews review | 1
"""
_SOFT: Final = word_set("person woman man child adult study")


def _units() -> dict[str, tuple[str, Fraction]]:
    table: dict[str, tuple[str, Fraction]] = {}
    for line in _UNIT_LINES.strip().splitlines():
        base, _, rest = line.partition(": ")
        names, _, factor = rest.partition(" | ")
        table.update({name: (base, Fraction(factor)) for name in names.split()})
    return table


_UNITS: Final = _units()
_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
)
_SMALL: Final = {
    **{word: n for n, word in enumerate((_ONES + " seventeen eighteen nineteen").split())},
    **{
        word: 10 * n
        for n, word in enumerate(
            ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2
        )
    },
}
_LARGE: Final = {"hundred": 100, "thousand": 1000, "million": 1_000_000, "billion": 1_000_000_000}
_NUMBER_WORD = "|".join([*_SMALL, *_LARGE])
_WORDED = re.compile(rf"\b(?:{_NUMBER_WORD})(?:(?:[- ]|\sand\s)(?:{_NUMBER_WORD}))*\b", re.I)
_FRACTIONS: Final = {"half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "tenth": 10}
_WORDED_SHARE = re.compile(
    r"\b(?:(one|a|two|three|four)[- ])?(half|third|quarter|fourth|fifth|tenth)s?\b(?= of\b| the\b)"
    r"|\b(halves|halved)\b",
    re.I,
)
_MULTIPLES: Final = {"once": "1 times", "twice": "2 times", "thrice": "3 times", "doubled": "2 times"}
_MULTIPLES.update({"double": "2 times", "doubles": "2 times", "tripled": "3 times", "triple": "3 times"})
_MULTIPLE = re.compile(rf"\b({'|'.join(_MULTIPLES)})\b", re.I)

_RAISED: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
_POWER = re.compile(r"(?:(?<!\d)(\d{1,12}(?:[.·]\d{1,12})?)\s?[×x]\s?)?\b10([⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2})")
_NUMBER = re.compile(
    r"(?<![A-Za-z\d.,·])(?<![A-Za-z]-)(?:(?<=[\s(\[=<>≤≥])[-−–]|\A[-−–])?"
    r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:[.·]\d+)?|(?<![\w.,])[.·]\d+"
)
_UNIT = re.compile(
    r"[\s-]{0,2}(percentage points?|per cent|percent|beats per minute|years? old|"
    r"%|[°º][CF]|[A-Za-zµμ]{1,14})"
)
_PER = re.compile(
    r"(?:\s?/\s?|\s+(?:per|a|each|every)\s+)"
    r"(kg|g|mg|dl|dL|ml|mL|l|L|m2|m²|day|d|week|wk|hour|h|hr|minute|min|month|year|yr)\b"
    r"|\s+(daily|weekly|hourly|monthly|yearly|annually)\b"
)
_PER_NAMES: Final = {
    "daily": "day", "d": "day", "weekly": "week", "wk": "week", "hourly": "hour", "h": "hour", "hr": "hour",
    "monthly": "month", "yearly": "year", "annually": "year", "yr": "year", "min": "minute", "dL": "dl",
    "mL": "ml", "L": "l", "m²": "m2",
}  # fmt: skip
_PEOPLE = (
    r"(?:\s+(?:people|patients?|persons?|women|woman|men|man|children|child|adults?|babies|cases|events))?"
)
_OUT_OF = re.compile(
    rf"{_PEOPLE}\s*(in|of|out of|per|for|among|/)\s*(?:every\s+|each\s+|the\s+|a\s+)?"
    r"(\d+(?:,\d{3})*)(?![\d.·])"
)
_BOUND_WORDS: Final[tuple[tuple[Bound, str], ...]] = (
    ("<=", r"≤|<=|\bat most|\bup to|\bn(?:o|ot) more than|\bno greater than|\bmaximum of"),
    (">=", r"≥|>=|\bat least|\bn(?:o|ot) less than|\bno fewer than|\bminimum of"),
    ("<", r"<|\bless than|\bfewer than|\b(?:low|short|young)er than|\bunder|\bbelow"),
    (">", r">|\bmore than|\b(?:great|high|long|old)er than|\babove|\bover|\bexceed(?:s|ed|ing)?"),
)
_BEFORE: Final = tuple((re.compile(rf"(?:{words})\s*\Z", re.I), bound) for bound, words in _BOUND_WORDS)
_AFTER_MORE = re.compile(r"\s*(?:or|and) (?:more|older|over|above|higher|longer|greater)\b", re.I)
_AFTER_LESS = re.compile(r"\s*(?:or|and) (?:less|younger|under|below|lower|fewer|shorter)\b", re.I)
_RANGE = re.compile(r"\s*(?:-|–|—|to|and|or)\s*\Z")
_AGE_BEFORE = re.compile(r"\b(?:aged?|ages)(?: (?:of|over|under|above|below|at least|between))?\s*\Z", re.I)


@dataclass(slots=True)
class _Found:
    """A number on its way to a quantity, with its place in the text."""

    start: int
    end: int
    value: Fraction
    unit: str = ""
    bound: Bound = ""


def quantities(text: str) -> list[Quantity]:
    """Every quantity in the text, in order. "p53" and "COVID-19" are names and hold no quantity."""
    plain = _with_figures(text)
    found = list(_numbers(plain))
    _share_units_in_ranges(plain, found)
    return [Quantity(f.value, f.unit, f.bound, plain[f.start : f.end].strip()) for f in found]


def is_stated(quantity: Quantity, among: list[Quantity]) -> bool:
    """Whether the same value, unit and bound is among these; a bare count and a count of people agree."""
    return any(
        other.value == quantity.value
        and other.bound == quantity.bound
        and _same_unit(quantity.unit, other.unit)
        for other in among
    )


def _same_unit(one: str, other: str) -> bool:
    return one == other or (not one and other in _SOFT) or (not other and one in _SOFT)


# Number words into figures


def _with_figures(text: str) -> str:
    text = _POWER.sub(_power, text)
    text = _WORDED_SHARE.sub(_share_in_figures, text)
    text = _MULTIPLE.sub(lambda m: f" {_MULTIPLES[m[1].lower()]} ", text)
    return _WORDED.sub(lambda m: _in_figures(m, text), text)


def _power(found: re.Match[str]) -> str:
    exponent = int(found[2].translate(_RAISED))
    value = _value(found[1] or "1") * Fraction(10) ** exponent
    return format(Decimal(value.numerator) / Decimal(value.denominator), "f")


def _share_in_figures(found: re.Match[str]) -> str:
    if found[3]:
        return f"{found[0]} 50%"
    parts = {"two": 2, "three": 3, "four": 4}.get((found[1] or "").lower(), 1)
    return f"{parts} in {_FRACTIONS[found[2].lower()]}"


def _in_figures(found: re.Match[str], text: str) -> str:
    words = [word for word in re.split(r"[\s-]+", found[0].lower()) if word != "and"]
    if words == ["one"] and not re.match(_ONE_COUNTS, text[found.end() :]):
        return found[0]
    total = current = 0
    for word in words:
        if word in _SMALL:
            current += _SMALL[word]
        elif word == "hundred":
            current = (current or 1) * 100
        else:
            total, current = total + (current or 1) * _LARGE[word], 0
    return str(total + current)


# "one" is mostly not a number ("no one", "one should"): it counts before a unit or a share.
_ONE_COUNTS = re.compile(
    rf"{_PEOPLE}\s+(?:in|of every|out of|per)\s"
    r"|[\s-](?:mg|g|ml|(?:tablet|pill|dose|time|day|week|month|year|hour|minute|cup|drop|puff)s?"
    r"|patients?|trials?"
    r"|percent|per cent|hundred|thousand|million|person|study)\b",
    re.I,
)


# A longer row of figures is no quantity; its beginning is enough to tell it from another.
_LONGEST: Final = 200


def _value(figures: str) -> Fraction:
    plain = figures.replace(",", "").replace("·", ".").replace("−", "-").replace("–", "-")
    return Fraction(plain[:_LONGEST] if not plain.startswith(".") else f"0{plain[:_LONGEST]}")


# Numbers with their units


def _numbers(text: str) -> Iterator[_Found]:
    at = 0
    while number := _NUMBER.search(text, at):
        at = number.end()
        found = _Found(number.start(), number.end(), _value(number[0]))
        if not _take_share(text, found) and not _take_unit(text, found):
            continue
        found.bound = _bound(text, found)
        at = max(at, found.end)
        yield found


def _take_share(text: str, found: _Found) -> bool:
    """Read "3 in 100" and its like; a year after "in" is a year."""
    out_of = _OUT_OF.match(text, found.end)
    if not out_of:
        return False
    whole = _value(out_of[2])
    is_year = out_of[1] in ("in", "for", "of") and 1900 <= whole <= 2100
    if not 0 <= found.value <= whole or whole < 2 or is_year or found.value.denominator > 10:
        return False
    found.value, found.unit, found.end = found.value / whole, "share", out_of.end()
    return True


def _take_unit(text: str, found: _Found) -> bool:
    """Read the unit after a number; False when the number turns out to be part of a name, as in "5HT"."""
    unit = _UNIT.match(text, found.end)
    base = _base_of(unit[1]) if unit else None
    if unit is None or base is None:
        touches = text[found.end : found.end + 1]
        if _AGE_BEFORE.search(text, max(0, found.start - 20), found.start):
            found.value, found.unit = found.value * 12, "month"
        return not touches.isalpha()
    found.unit, factor = base
    found.value, found.end = found.value * factor, unit.end()
    for _ in range(2):
        per = _PER.match(text, found.end)
        if per:
            name = per[1] or per[2]
            found.unit, found.end = f"{found.unit}/{_PER_NAMES.get(name, name)}", per.end()
    return True


def _base_of(words: str) -> tuple[str, Fraction] | None:
    low = words.lower()
    if low.startswith("percentage"):
        return "percentage points", Fraction(1)
    if low in ("per cent", "percent"):
        return "share", Fraction(1, 100)
    if low == "beats per minute":
        return "bpm", Fraction(1)
    if low.startswith("year"):
        return "month", Fraction(12)
    return _UNITS.get(words) or (_UNITS.get(low) if len(low) > 2 else None)


def _bound(text: str, found: _Found) -> Bound:
    before = text[max(0, found.start - 24) : found.start]
    for pattern, bound in _BEFORE:
        said = pattern.search(before)
        # "over 5 years" is a time span, not a bound; "aged over 65" is one.
        is_span = said and said[0].strip().lower() == "over" and found.unit in ("hour", "month")
        if said and not (is_span and not _AGE_BEFORE.search(before)):
            return bound
    if _AFTER_MORE.match(text, found.end):
        return ">="
    return "<=" if _AFTER_LESS.match(text, found.end) else ""


def _share_units_in_ranges(text: str, found: list[_Found]) -> None:
    """ "5 to 10 mg": the first number takes the unit of the second."""
    for one, other in zip(reversed(found[:-1]), reversed(found[1:]), strict=True):
        if one.unit or not other.unit or not _RANGE.match(text[one.end : other.start]):
            continue
        factor = _factor_at(text, other)
        one.unit, one.value = other.unit, one.value * factor


def _factor_at(text: str, found: _Found) -> Fraction:
    """How much the written unit of a found number was multiplied by."""
    number = _NUMBER.search(text, found.start)
    written = _value(number[0]) if number else Fraction(0)
    return found.value / written if written else Fraction(1)
