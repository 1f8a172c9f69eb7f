"""Blocks and gate reports as JSON, kept with an edition, and the digest that names what readers see."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

import msgspec

from alongside.editorial.blocks import Block
from alongside.editorial.findings import Report, Result, Weight

NO_REPORT = Report(())


def blocks_to_json(blocks: Sequence[Block]) -> list[dict[str, Any]]:
    kept: list[dict[str, Any]] = msgspec.to_builtins(list(blocks))
    return kept


def blocks_from_json(kept: list[dict[str, Any]]) -> tuple[Block, ...]:
    """Raises msgspec.ValidationError if the JSON does not hold blocks."""
    return msgspec.convert(kept, tuple[Block, ...])


def report_to_json(report: Report) -> list[dict[str, Any]]:
    kept: list[dict[str, Any]] = msgspec.to_builtins(list(report.results))
    return kept


def report_from_json(kept: list[dict[str, Any]]) -> Report:
    """Raises msgspec.ValidationError if the JSON does not hold a report."""
    return Report(msgspec.convert(kept, tuple[Result, ...]))


def digest_of(title: str, language: str, blocks: Sequence[Block]) -> str:
    """SHA-256 in hex over all that readers are shown, in reading order."""
    return hashlib.sha256(msgspec.json.encode([title, language, list(blocks)], order="sorted")).hexdigest()


def open_rules(report: Report, weight: Weight) -> tuple[str, ...]:
    """The ids of the rules of one weight that have findings."""
    return tuple(result.rule.id for result in report.open(weight))
