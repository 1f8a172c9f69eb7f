"""The reference lists the gate's rules as they are."""

from alongside.editorial.listing import END, START
from alongside.materials.gate.listing import rules_as_markdown
from tests.installation import CHECKOUT


def test_the_reference_lists_every_rule_as_it_is() -> None:
    page = (CHECKOUT / "docs/reference/handout.md").read_text(encoding="utf-8")
    kept = page[page.index(START) : page.index(END) + len(END)]
    assert kept == rules_as_markdown(), "Write it again: python -m alongside.materials.gate.listing"
