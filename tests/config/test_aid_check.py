"""`alongside aid check`: the verdict of the gate on a file, for people and for programs."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from alongside.aids.gate.verdict import CHECKS
from alongside.config.command_line.main import app
from alongside.config.command_line.verdicts import WIDTH
from tests.aids.good import as_yaml, good_aid
from tests.installation import CHECKOUT

LIBRARY = CHECKOUT / "alongside/aids/library"
runner = CliRunner()


def check(file: str | Path, *options: str, given: str | bytes | None = None) -> tuple[int, str]:
    result = runner.invoke(app, ["aid", "check", str(file), *options], input=given)
    return result.exit_code, result.stdout


def spoilt(*path: str | int, value: Any) -> str:
    aid: Any = good_aid()
    part = aid
    for step in path[:-1]:
        part = part[step]
    part[path[-1]] = value
    return as_yaml(aid)


def test_the_shipped_aid_passes_but_for_a_gap_that_reviewers_may_sign() -> None:
    code, told = check(LIBRARY / "atrial-fibrillation.yaml")
    assert code == 0
    assert "may be approved if both reviewers sign what is open" in told.replace("\n", " ")
    assert told.index("Stops approval unless") < told.index("Advice, stops nothing")
    assert "Stops approval:" not in told


def test_statins_are_stopped_until_their_harms_are_sourced() -> None:
    code, told = check(LIBRARY / "statin-primary-prevention.yaml")
    assert code == 1
    assert "cannot be approved like this" in told.replace("\n", " ")  # where it breaks hangs on the path
    assert "numbers-sourced" in told


def test_what_stops_approval_comes_first_with_place_line_mend_and_who_asks() -> None:
    text = spoilt("options", 1, "body", value="It is rare to feel it.")
    code, told = check("-", given=text)
    line = next(number for number, one in enumerate(text.splitlines(), 1) if "It is rare" in one)
    assert code == 1
    assert told.splitlines()[2:10] == [
        "Stops approval:",
        "",
        "  R10: Words such as “rare” or “likely” stand only beside a number.",
        "  Who asks: Trevena 2013 (doi 10.1186/1472-6947-13-S2-S7). Different people mean very different",
        "  numbers by the same word.",
        f"    line {line}, options, 2nd (socks), body:",
        "      \"rare\" tells a chance without a number.",
        "      To mend: Leave it to the numbers, or say it in a note of the comparison.",
    ]  # fmt: skip


def test_no_line_is_wider_than_a_terminal() -> None:
    told = "".join(check(file)[1] for file in sorted(LIBRARY.glob("*.yaml")))
    assert max(map(len, told.splitlines())) <= WIDTH


def test_for_programs_every_rule_is_told_with_its_result() -> None:
    code, told = check("-", "--json", given=spoilt("options", 1, "body", value="It is rare to feel it."))
    verdict = json.loads(told)
    assert (code, verdict["loads"], verdict["may_be_approved"]) == (1, True, False)
    assert [one["rule"]["id"] for one in verdict["results"]] == [check.rule.id for check in CHECKS]
    must = [one for one in verdict["results"] if not one["holds"] and one["rule"]["weight"] == "must"]
    ((finding,),) = [one["findings"] for one in must]
    assert finding["block"] == "options/socks"
    assert finding["line"] > 0


def test_a_file_that_cannot_be_loaded_is_told_with_line_and_mend() -> None:
    text = as_yaml(good_aid()).replace("denominator: 1000", "denominator: 250", 1)
    code, told = check("-", "--json", given=text)
    verdict = json.loads(told)
    (mistake,) = verdict["mistakes"]
    assert (code, verdict["loads"], mistake["place"]) == (1, False, "denominator")
    assert text.splitlines()[mistake["line"] - 1] == "denominator: 250"
    code, told = check("-", given=text)
    assert code == 1
    assert "cannot be loaded. 1 to mend" in told
    assert "To mend: Use 100 or 1000." in told


EVENTS = ("comparisons", 0, "arms", 0, "figure", "events")
BOUND = ("comparisons", 2, "at_most", "per_100")
BAD: list[tuple[str, str | bytes, str]] = [
    ("cut off in the middle", as_yaml(good_aid())[:1500], "is missing."),
    ("cut off inside a bracket", 'a: [1, "tw', "This is not YAML"),
    ("two megabytes", "# " + "x" * 2_000_000, "The file is larger than 1 MB."),
    ("a bomb of anchors", "a: &a [x, x]\nb: [*a, *a]", "Anchors (&name) and aliases (*name) are not read."),
    ("brackets without end", "[" * 50_000, "Values are nested more than 32 deep."),
    ("a hundred thousand values", "a:\n" + "- {}\n" * 100_000, "The file holds more than 20000 values."),
    ("UTF-16", as_yaml(good_aid()).encode("utf-16"), "The file is not written in UTF-8."),
    ("Latin-1", b"title: caf\xe9", "The file is not written in UTF-8."),
    ("a field written twice", "slug: a\n" + as_yaml(good_aid()), '"slug" is written twice.'),
    ("a second document", as_yaml(good_aid()) + "---\na: 1\n", "The file holds a second document."),
    ("a program in a tag", "a: !!python/object/apply:os.system [ls]", "Tags (!name) are not read."),
    ("a number as text", spoilt(*EVENTS, value="10"), "This must be a whole number."),
    ("half a person", spoilt(*EVENTS, value=0.5), "This must be a whole number."),
    ("not a number", spoilt(*BOUND, value=float("nan")), "This must be a number."),
    ("infinity", spoilt(*BOUND, value=float("inf")), "This must be a number."),
    ("a day that does not exist", spoilt("published", value="2026-02-30"), "There is no day 2026-02-30."),
    ("the year nought", spoilt("published", value="0000-01-01"), "There is no day 0000-01-01."),
    ("nothing", b"", "The file is empty."),
    ("bytes of a picture", b"\x89PNG\r\n\x1a\n\x00\x00", "The file is not written in UTF-8."),
]  # fmt: skip


@pytest.mark.parametrize(("given", "sentence"), [case[1:] for case in BAD], ids=[case[0] for case in BAD])
def test_a_bad_file_is_refused_with_a_sentence(given: str | bytes, sentence: str) -> None:
    code, told = check("-", given=given)
    assert code == 1
    assert sentence in " ".join(told.split())
    assert "To mend:" in told
