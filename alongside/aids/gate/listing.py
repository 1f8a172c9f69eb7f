"""The rules of the gate as the reference page prints them."""

from __future__ import annotations

from alongside.aids.gate.verdict import FAMILIES
from alongside.editorial.findings import Weight

START, END = "<!-- The rules, written by the command above. -->", "<!-- The end of the rules. -->"
_STOPS = {
    Weight.MUST: "stops approval",
    Weight.MAY_BE_SIGNED: "may be signed by both reviewers",
    Weight.ADVICE: "advice",
}


def rules_as_markdown() -> str:
    """One table for each family of rules, between the two marks."""
    parts = [START]
    for family, checks in FAMILIES:
        parts += [
            "",
            f"### {family}",
            "",
            "| rule | asks | who asks, and why | an open finding |",
            "|---|---|---|---|",
        ]
        parts += [
            f"| `{check.rule.id}` | {check.rule.asks} | {check.rule.source}. {check.rule.why} "
            f"| {_STOPS[check.rule.weight]} |"
            for check in checks
        ]
    return "\n".join([*parts, "", END])


if __name__ == "__main__":
    print(rules_as_markdown())
