"""The reference page lists the rules as they are."""

from alongside.aids.gate.listing import rules_as_markdown
from alongside.aids.gate.verdict import CHECKS
from alongside.editorial.listing import END, START
from tests.installation import CHECKOUT

PAGE = (CHECKOUT / "docs/reference/choice-aid.md").read_text(encoding="utf-8")


def test_the_reference_page_lists_every_rule_as_the_program_has_it() -> None:
    kept = START + PAGE.partition(START)[2].partition(END)[0] + END
    assert kept == rules_as_markdown(), "Write it again: python -m alongside.aids.gate.listing"


def test_every_rule_is_a_row_of_four_cells() -> None:
    rows = [line for line in rules_as_markdown().splitlines() if line.startswith("| `")]
    assert [row.count(" | ") for row in rows] == [3] * len(CHECKS)
