"""The rules of the gate as the reference page prints them."""

from __future__ import annotations

from alongside.editorial import listing
from alongside.materials.gate.verdict import FAMILIES


def rules_as_markdown() -> str:
    """One table for each family of rules, between the two marks."""
    return listing.rules_as_markdown((family, [one.rule for one in checks]) for family, checks in FAMILIES)


if __name__ == "__main__":
    print(rules_as_markdown())
