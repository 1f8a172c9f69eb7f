"""What the gate says about a choice-aid file, as a person wants to read it and as JSON."""

from collections.abc import Iterable, Iterator
from textwrap import fill
from typing import Any

import msgspec

from alongside.editorial.findings import Report, Result, Weight
from alongside.editorial.mistakes import Mistake

WIDTH = 100

_PARTS = (
    (Weight.MUST, "Stops approval"),
    (Weight.MAY_BE_SIGNED, "Stops approval unless both reviewers sign it; every reader is then told"),
    (Weight.ADVICE, "Advice, stops nothing"),
)


def mistakes_in_words(file: str, mistakes: tuple[Mistake, ...]) -> str:
    """Why a file cannot even be loaded."""
    return _wrapped(_mistakes(file, mistakes))


def verdict_in_words(file: str, report: Report) -> str:
    """The verdict: what stops approval first, then what may be signed, then advice, then what holds."""
    return _wrapped(_verdict(file, report))


def _wrapped(lines: Iterable[str]) -> str:
    """Lines no longer than a terminal is wide, the rest of each under its beginning."""
    return "\n".join(_folded(line) for line in lines)


def _folded(line: str) -> str:
    indent = line[: len(line) - len(line.lstrip())]
    return fill(line, WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)


def _mistakes(file: str, mistakes: tuple[Mistake, ...]) -> Iterator[str]:
    yield f"{file}: cannot be loaded. {len(mistakes)} to mend; the rules of the gate come after that."
    for mistake in mistakes:
        yield ""
        yield from _told(mistake.line, mistake.place, mistake.what, mistake.mend)


def _verdict(file: str, report: Report) -> Iterator[str]:
    yield f"{file}: {_in_short(report)}"
    for weight, heading in _PARTS:
        results = report.open(weight)
        if results:
            yield ""
            yield f"{heading}:"
        for result in results:
            yield from _result_in_words(result)
    applied = [one for one in report.results if one.applies]
    held = sum(one.holds for one in applied)
    others = len(report.results) - len(applied)
    yield ""
    yield f"{held} of {len(applied)} rules hold; {others} had nothing to look at."


def verdict_as_json(file: str, report: Report) -> dict[str, Any]:
    """Every rule with what it looked at and found."""
    return {
        "file": file,
        "loads": True,
        "may_be_approved": report.may_be_approved,
        "results": [_with_state(one) for one in report.results],
    }


def mistakes_as_json(file: str, mistakes: tuple[Mistake, ...]) -> dict[str, Any]:
    return {
        "file": file,
        "loads": False,
        "may_be_approved": False,
        "mistakes": [msgspec.to_builtins(one) for one in mistakes],
    }


def _with_state(result: Result) -> dict[str, Any]:
    told: dict[str, Any] = msgspec.to_builtins(result)
    return told | {"holds": result.holds}


def _in_short(report: Report) -> str:
    if not report.may_be_approved:
        return "cannot be approved like this."
    if report.open(Weight.MAY_BE_SIGNED):
        return "may be approved if both reviewers sign what is open."
    return "passes the gate. People still have to read it: two reviewers, and a named clinician approves."


def _result_in_words(result: Result) -> Iterator[str]:
    rule = result.rule
    yield ""
    yield f"  {rule.id}: {rule.asks}"
    yield f"  Who asks: {rule.source}. {rule.why}"
    for finding in result.findings:
        yield from _told(finding.line, finding.place, finding.found, finding.mend, "    ")


def _told(line: int | None, place: str, found: str, mend: str, indent: str = "  ") -> Iterator[str]:
    yield f"{indent}line {line}, {place}:" if line else f"{indent}{place}:"
    yield f"{indent}  {found}"
    yield f"{indent}  To mend: {mend}"
