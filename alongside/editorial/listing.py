"""The rules of a gate as a reference page prints them."""

from __future__ import annotations

from collections.abc import Iterable

from alongside.editorial.findings import Rule, Weight

START, END = "<!-- The rules, written by the command above. -->", "<!-- The end of the rules. -->"
_STOPS = {
    Weight.MUST: "stops approval",
    Weight.MAY_BE_SIGNED: "may be signed by both reviewers",
    Weight.ADVICE: "advice",
}


def rules_as_markdown(families: Iterable[tuple[str, Iterable[Rule]]]) -> str:
    """One table for each family of rules, between the two marks."""
    parts = [START]
    for family, rules in families:
        parts += [
            "",
            f"### {family}",
            "",
            "| rule | asks | who asks, and why | an open finding |",
            "|---|---|---|---|",
        ]
        parts += [
            f"| `{rule.id}` | {rule.asks} | {rule.source}. {rule.why} | {_STOPS[rule.weight]} |"
            for rule in rules
        ]
    return "\n".join([*parts, "", END])
