"""What a gate says about a text for readers, in one shape: each rule, what it looked at, what it found.

A gate (of choice aids, of handouts) is a list of rules, each a pure function from a document to a Result.
The board reads the Report; so does the command line; so does the editor beside each field.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Weight(StrEnum):
    """What an open finding of a rule stops."""

    MUST = "must"
    """No approval while it is open."""
    MAY_BE_SIGNED = "may be signed"
    """A reviewer may sign an exception, which every reader is shown. Only reading grades and honest gaps."""
    ADVICE = "advice"
    """Told to the author; stops nothing."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its name for ever, what it asks for, who asks for it, and why."""

    id: str
    asks: str
    source: str
    why: str
    weight: Weight = Weight.MUST


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a rule found wrong. ``block`` is the key of the block it stands in, "" for the whole."""

    place: str
    found: str
    mend: str
    block: str = ""
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """One rule applied: what it looked at, and its findings. ``applies`` is False where there was nothing
    for the rule to look at (a rule for tests, in an aid about treatments)."""

    rule: Rule
    looked_at: str
    findings: tuple[Finding, ...] = ()
    applies: bool = True

    @property
    def holds(self) -> bool:
        return not self.findings


@dataclass(frozen=True, slots=True)
class Report:
    """What a gate says about one document: every rule, also those that hold."""

    results: tuple[Result, ...]

    @property
    def may_be_approved(self) -> bool:
        """Nothing is open that nobody may sign away."""
        return not self.open(Weight.MUST)

    def open(self, *weights: Weight) -> tuple[Result, ...]:
        """The results with findings; only of these weights, or of all."""
        return tuple(
            one for one in self.results if one.findings and (not weights or one.rule.weight in weights)
        )

    def of(self, block: str) -> tuple[tuple[Rule, Finding], ...]:
        """What is open about one block, for showing beside it."""
        return tuple((r.rule, f) for r in self.results for f in r.findings if f.block == block)
