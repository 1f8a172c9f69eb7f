"""Every control that the safety case names has a test that exists; every row is complete."""

import re

from tests.installation import CHECKOUT

COLUMNS = ["Hazard", "Cause", "Control", "Test that can fail", "Residual", "Owner"]


def rows() -> list[list[str]]:
    text = (CHECKOUT / "docs/safety.md").read_text(encoding="utf-8")
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
    named = {name for row in rows() for name in re.findall(r"`(test_\w+)`", row[3])}
    assert named - existing_tests() == set()


def test_every_row_names_a_test_and_says_everything():
    assert [row for row in rows() if len(row) != len(COLUMNS) or not all(row) or "`test_" not in row[3]] == []


def test_a_test_that_does_not_exist_would_be_noticed():
    assert "test_that_nobody_wrote" not in existing_tests()
