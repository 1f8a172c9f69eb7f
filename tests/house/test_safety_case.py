"""Every control that the safety case names has a test that exists; every row is complete."""

import re

from tests.installation import CHECKOUT

SAFETY = (CHECKOUT / "docs/safety.md").read_text(encoding="utf-8")
COLUMNS = ["Hazard", "Cause", "Control", "Test that can fail", "Residual", "Owner"]


def rows(text: str = SAFETY) -> list[list[str]]:
    lines = [line for line in text.splitlines() if line.startswith("|") and not line.startswith("|--")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    assert cells[0] == COLUMNS
    return cells[1:]


def existing_tests() -> set[str]:
    found: set[str] = set()
    for file in (CHECKOUT / "tests").rglob("test_*.py"):
        found |= set(re.findall(r"^def (test_\w+)", file.read_text(encoding="utf-8"), re.MULTILINE))
    return found


def test_every_named_test_exists():
    assert named_by(rows()) - existing_tests() == set()


def named_by(hazards: list[list[str]]) -> set[str]:
    return {name for row in hazards for name in re.findall(r"`(test_\w+)`", row[3])}


def incomplete(hazards: list[list[str]]) -> list[str]:
    return [row[0] for row in hazards if len(row) != len(COLUMNS) or not all(row) or "`test_" not in row[3]]


def test_every_row_names_a_test_and_says_everything():
    assert incomplete(rows()) == []


def test_a_row_without_a_test_or_with_one_that_does_not_exist_would_be_noticed():
    head = f"| {' | '.join(COLUMNS)} |\n|---|---|---|---|---|---|\n"
    planted = rows(
        f"{head}| one | cause | control | `test_that_nobody_wrote` | low | operator |\n"
        "| two | cause | control | somebody looks | low | operator |\n"
        "| three | cause | control | `test_every_named_test_exists` | low | |\n"
    )
    assert incomplete(planted) == ["two", "three"]
    assert named_by(planted) - existing_tests() == {"test_that_nobody_wrote"}
