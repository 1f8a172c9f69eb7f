"""Units, people, stays and teams from a table (CSV): read row by row, compared with what is known, as a plan.

Pure: it reads text and values and returns values. Four kinds of table, told apart by their header:

    units    name, kind, zone
    people   reference, full_name [, called, born, language, profession, title]
    stays    patient, unit, started_at [, ended_at]
    teams    patient, person, role, since [, until, leads]

`reference` is the other system's number for a person; `patient` and `person` point at it. A row that is
known already and the same changes nothing, so a file may be read as often as one likes; a field left empty
leaves what is known. Times are ISO 8601;
without an offset they are clocks of the zone that is given.
"""

import csv
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from enum import StrEnum
from io import StringIO
from zoneinfo import ZoneInfo, available_timezones

MOST_BYTES = 5_000_000
MOST_ROWS = 20_000
LONGEST = 200  # characters in one field


class NotATable(ValueError):
    """The file as a whole cannot be read; the message says what to do."""


@dataclass(frozen=True, slots=True)
class RowError:
    """What is wrong in one line of the file (the header is line 1)."""

    line: int
    sentence: str


@dataclass(frozen=True, slots=True)
class UnitRow:
    name: str
    kind: str
    zone: str

    @property
    def key(self) -> object:
        return self.name


@dataclass(frozen=True, slots=True)
class PersonRow:
    reference: str
    full_name: str
    called: str = ""
    born: date | None = None
    language: str = ""
    profession: str = ""
    title: str = ""

    @property
    def key(self) -> object:
        return self.reference


@dataclass(frozen=True, slots=True)
class StayRow:
    patient: str
    unit: str
    started_at: datetime
    ended_at: datetime | None = None

    @property
    def key(self) -> object:
        return (self.patient, self.unit, self.started_at)


@dataclass(frozen=True, slots=True)
class TeamRow:
    patient: str
    person: str
    role: str
    since: datetime
    until: datetime | None = None
    leads: bool = False

    @property
    def key(self) -> object:
        return (self.patient, self.person, self.since)


Row = UnitRow | PersonRow | StayRow | TeamRow


@dataclass(frozen=True, slots=True)
class Table:
    """What a file holds: its kind, its good rows with their lines, and what is wrong with the others."""

    kind: str
    rows: tuple[tuple[int, Row], ...]
    errors: tuple[RowError, ...]


@dataclass(frozen=True)
class Known:
    """What there is already, by key; `patients` holds the references of people who are patients."""

    units: Mapping[str, UnitRow] = field(default_factory=dict)
    people: Mapping[str, PersonRow] = field(default_factory=dict)
    stays: Mapping[object, StayRow] = field(default_factory=dict)
    teams: Mapping[object, TeamRow] = field(default_factory=dict)


class Deed(StrEnum):
    ADD = "add"
    CHANGE = "change"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Step:
    line: int
    deed: Deed
    row: Row


@dataclass(frozen=True, slots=True)
class Plan:
    """What reading the file would do. Nothing is done while there are errors."""

    kind: str
    steps: tuple[Step, ...]
    errors: tuple[RowError, ...]

    def count(self, deed: Deed) -> int:
        return sum(step.deed is deed for step in self.steps)


# -- reading ----------------------------------------------------------------------------------------------

HEADERS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "units": (frozenset({"name", "kind", "zone"}), frozenset()),
    "people": (
        frozenset({"reference", "full_name"}),
        frozenset({"called", "born", "language", "profession", "title"}),
    ),
    "stays": (frozenset({"patient", "unit", "started_at"}), frozenset({"ended_at"})),
    "teams": (frozenset({"patient", "person", "role", "since"}), frozenset({"until", "leads"})),
}
UNIT_KINDS = ("clinic", "ward", "intensive care")
PROFESSIONS = ("doctor", "nurse", "pharmacist", "interpreter", "social worker")
_YES, _NO = frozenset({"yes", "true", "1", "x"}), frozenset({"", "no", "false", "0"})


def read(data: bytes, *, zone: str = "UTC") -> Table:
    """Read a table. Raises NotATable when it cannot be told what it is; wrong rows are in `errors`."""
    if zone not in available_timezones():
        raise NotATable(f"There is no time zone {zone!r}. Write it as in Europe/Stockholm.")
    lines = _lines(data)
    kind, names = _header(next(lines, []))
    rows: list[tuple[int, Row]] = []
    errors: list[RowError] = []
    for line, cells in enumerate(lines, start=2):
        if not any(cell.strip() for cell in cells):
            continue
        try:
            rows.append((line, _row(kind, names, cells, zone)))
        except _Wrong as wrong:
            errors.append(RowError(line, str(wrong)))
    return Table(kind, tuple(rows), tuple(errors))


class _Wrong(ValueError):
    """One row is wrong; the message is the sentence."""


def _lines(data: bytes) -> Iterator[list[str]]:
    if len(data) > MOST_BYTES:
        raise NotATable(f"The file is larger than {MOST_BYTES // 1_000_000} MB. Cut it into several files.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotATable("The file is not in UTF-8. Save it again as “CSV UTF-8”.") from None
    first = text.split("\n", 1)[0]
    separator = max(",;\t", key=first.count)
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for number, cells in enumerate(reader):
            if number > MOST_ROWS:
                raise NotATable(f"The file has more than {MOST_ROWS} rows. Cut it into several files.")
            yield cells
    except csv.Error as problem:
        raise NotATable(f"The table breaks off near line {reader.line_num}: {problem}.") from None


def _header(cells: list[str]) -> tuple[str, list[str]]:
    names = [cell.strip().lower() for cell in cells]
    for kind, (needed, possible) in HEADERS.items():
        if needed <= set(names) <= needed | possible and len(set(names)) == len(names):
            return kind, names
    headers = "; ".join(f"{kind}: {', '.join(sorted(needed))}" for kind, (needed, _more) in HEADERS.items())
    raise NotATable(f"The first line must name the columns of one kind of table. {headers}.")


def _row(kind: str, names: list[str], cells: list[str], zone: str) -> Row:
    if len(cells) != len(names):
        raise _Wrong(f"This row has {len(cells)} fields, and the header has {len(names)}.")
    said = {name: _text(name, cell) for name, cell in zip(names, cells, strict=True)}
    for name in sorted(HEADERS[kind][0]):
        if not said[name]:
            raise _Wrong(f"The field {name} is empty.")
    return _MAKE[kind](said, zone)


def _text(name: str, cell: str) -> str:
    text = unicodedata.normalize("NFC", cell.strip())
    if len(text) > LONGEST:
        raise _Wrong(f"The field {name} is longer than {LONGEST} characters.")
    # Control and direction-changing characters make one name look like another.
    if any(unicodedata.category(letter) in {"Cc", "Cs", "Co", "Cn"} for letter in text) or any(
        letter in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069" for letter in text
    ):
        raise _Wrong(f"The field {name} holds a character that cannot be seen. Type it again.")
    return text


def _unit(said: Mapping[str, str], _zone: str) -> UnitRow:
    if said["kind"] not in UNIT_KINDS:
        raise _Wrong(f"There is no kind of unit {said['kind']!r}. Choose: {', '.join(UNIT_KINDS)}.")
    if said["zone"] not in available_timezones():
        raise _Wrong(f"There is no time zone {said['zone']!r}. Write it as in Europe/Stockholm.")
    return UnitRow(said["name"][:120], said["kind"], said["zone"])


def _person(said: Mapping[str, str], _zone: str) -> PersonRow:
    profession = said.get("profession", "")
    if profession and profession not in PROFESSIONS:
        raise _Wrong(f"There is no profession {profession!r} here. Choose: {', '.join(PROFESSIONS)}.")
    return PersonRow(
        reference=said["reference"][:120],
        full_name=said["full_name"],
        called=said.get("called", "")[:80],
        born=_date("born", said.get("born", "")),
        language=said.get("language", "")[:12],
        profession=profession,
        title=said.get("title", "")[:80],
    )


def _stay(said: Mapping[str, str], zone: str) -> StayRow:
    row = StayRow(
        patient=said["patient"],
        unit=said["unit"],
        started_at=_must("started_at", said["started_at"], zone),
        ended_at=_time("ended_at", said.get("ended_at", ""), zone),
    )
    if row.ended_at and row.ended_at < row.started_at:
        raise _Wrong("The stay ends before it starts.")
    return row


def _team(said: Mapping[str, str], zone: str) -> TeamRow:
    leads = said.get("leads", "").lower()
    if leads not in _YES | _NO:
        raise _Wrong("The field leads is yes or no.")
    row = TeamRow(
        patient=said["patient"],
        person=said["person"],
        role=said["role"][:60],
        since=_must("since", said["since"], zone),
        until=_time("until", said.get("until", ""), zone),
        leads=leads in _YES,
    )
    if row.until and row.until < row.since:
        raise _Wrong("The time in the team ends before it starts.")
    return row


_MAKE: dict[str, Callable[[Mapping[str, str], str], Row]] = {
    "units": _unit,
    "people": _person,
    "stays": _stay,
    "teams": _team,
}


def _date(name: str, text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise _Wrong(f"The field {name} is a date as in 1957-03-09, not {text!r}.") from None


def _must(name: str, text: str, zone: str) -> datetime:
    moment = _time(name, text, zone)
    if moment is None:
        raise _Wrong(f"The field {name} is empty.")
    return moment


def _time(name: str, text: str, zone: str) -> datetime | None:
    """A moment in UTC. A clock that was set to this time twice, or never, must come with its offset."""
    if not text:
        return None
    try:
        said = datetime.fromisoformat(text)
    except ValueError:
        raise _Wrong(f"The field {name} is a time as in 2026-11-22 14:05, not {text!r}.") from None
    if said.tzinfo is not None:
        return said.astimezone(UTC)
    local = said.replace(tzinfo=ZoneInfo(zone))
    if local.utcoffset() != local.replace(fold=1).utcoffset():
        raise _Wrong(f"The clocks were changed at {text}. Add the offset, as in {text}+01:00.")
    return local.astimezone(UTC)


# -- planning ---------------------------------------------------------------------------------------------


def plan(table: Table, known: Known) -> Plan:
    """Compare every row with what is known and with the rows before it."""
    there = {"units": known.units, "people": known.people, "stays": known.stays, "teams": known.teams}
    have: Mapping[object, Row] = there[table.kind]  # type: ignore[assignment]
    seen: dict[object, int] = {}
    steps: list[Step] = []
    errors = list(table.errors)
    for line, read_row in table.rows:
        row = _filled(read_row, have.get(read_row.key))
        wrong = _repeated(row, seen) or _does_not_fit(row, known)
        seen.setdefault(row.key, line)
        if wrong:
            errors.append(RowError(line, wrong))
        else:
            steps.append(Step(line, _deed(row, have.get(row.key)), row))
    errors += _two_leaders(steps, known)
    return Plan(table.kind, tuple(steps), tuple(sorted(errors, key=lambda error: error.line)))


def _filled(row: Row, before: Row | None) -> Row:
    """What a file leaves empty stays as it is known: an old file read again must not let anybody back in,
    nor take back how a person wants to be called."""
    if isinstance(row, PersonRow):
        new = PersonRow(row.reference, row.full_name, called=row.full_name.split()[0][:80], language="en")
        known = before if isinstance(before, PersonRow) else new
        return replace(
            row,
            called=row.called or known.called,
            born=row.born or known.born,
            language=row.language or known.language,
            profession=row.profession or known.profession,
            title=row.title or known.title,
        )
    if isinstance(row, StayRow) and isinstance(before, StayRow):
        return replace(row, ended_at=row.ended_at or before.ended_at)
    if isinstance(row, TeamRow) and isinstance(before, TeamRow):
        return replace(row, until=row.until or before.until)
    return row


def _deed(row: Row, before: Row | None) -> Deed:
    if before is None:
        return Deed.ADD
    return Deed.SAME if before == row else Deed.CHANGE


def _repeated(row: Row, seen: Mapping[object, int]) -> str:
    return f"This stands in line {seen[row.key]} already." if row.key in seen else ""


def _does_not_fit(row: Row, known: Known) -> str:
    """Why this row cannot stand beside what is known; empty when it can."""
    if isinstance(row, StayRow | TeamRow) and row.patient not in known.people:
        return f"Nobody with the reference {row.patient!r} is known. Bring the people in first."
    if isinstance(row, StayRow) and row.unit not in known.units:
        return f"There is no unit {row.unit!r}. Bring the units in first."
    if isinstance(row, TeamRow):
        return _no_member(row, known)
    return ""


def _no_member(row: TeamRow, known: Known) -> str:
    if row.person not in known.people:
        return f"Nobody with the reference {row.person!r} is known. Bring the people in first."
    if not known.people[row.person].profession:
        return f"{row.person!r} has no profession here, so they cannot be in a team."
    if not any(stay.patient == row.patient for stay in known.stays.values()):
        return f"{row.patient!r} has no stay. Bring the stays in first."
    return ""


def _two_leaders(steps: list[Step], known: Known) -> Iterator[RowError]:
    """A patient has one leader at a time, and a person stands in a team once at a time."""
    after: dict[object, TeamRow] = dict(known.teams)
    lines: dict[object, int] = {}
    for step in steps:
        if isinstance(step.row, TeamRow):
            after[step.row.key], lines[step.row.key] = step.row, step.line
    leaders: dict[str, object] = {}
    members: dict[tuple[str, str], object] = {}
    # What was known first, so that the error stands at a line of this file.
    for key, row in sorted(after.items(), key=lambda item: lines.get(item[0], 0)):
        if row.until is not None:
            continue
        if row.leads and leaders.setdefault(row.patient, key) != key:
            yield RowError(lines.get(key, 1), f"{row.patient!r} has a leader of the team already.")
        if members.setdefault((row.patient, row.person), key) != key:
            yield RowError(lines.get(key, 1), f"{row.person!r} is in the team of {row.patient!r} already.")
