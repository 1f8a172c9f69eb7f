"""The choice-aid file: text to document, every mistake at once with its line and how to mend it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any

import msgspec
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend

from alongside.aids import checks, wording
from alongside.aids.document import AidDocument, Path, json_schema
from alongside.aids.findings import AidFileError, Finding, Problem, path_in_words
from alongside.aids.yaml_text import Reading, read

MOST_TOLD = 500
"""After so many mistakes of shape the rest is not told: the file is something else."""

_TYPES = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list",
    "object": "named fields",
    "null": "nothing",
}
_ONE_PER_AID = {"denominator", "people_per", "out_of"}
_ONE_PER_COMPARISON = {"population", "time_span", "source", "grounds", "people_studied"}


@dataclass(frozen=True, slots=True)
class Checked:
    """A file read: its document (None where its shape is wrong), its mistakes, and the line of a path."""

    document: AidDocument | None
    findings: tuple[Finding, ...]
    line_of: Callable[[Path], int | None]


def check(data: str | bytes) -> tuple[Finding, ...]:
    """All that keeps the file from being loaded, in the order of its lines."""
    return checked(data).findings


def load(data: str | bytes) -> AidDocument:
    """The document. Raises AidFileError with every finding if there is any."""
    found = checked(data)
    if found.document is None or found.findings:
        raise AidFileError(found.findings)
    return found.document


def canonical(document: AidDocument) -> bytes:
    """The document as JSON bytes in one fixed order, for its digest."""
    return msgspec.json.encode(document, order="deterministic")


def to_content(document: AidDocument) -> dict[str, Any]:
    """The document as plain JSON values, for keeping."""
    content: dict[str, Any] = msgspec.to_builtins(document)
    return content


def from_content(content: dict[str, Any]) -> AidDocument:
    """The document from stored content. Raises msgspec.ValidationError if it is not one."""
    return msgspec.convert(content, AidDocument)


def checked(data: str | bytes) -> Checked:
    """The file with all that is wrong with it. Never raises, whatever is given."""
    reading = read(data)
    if reading.refused:
        return Checked(None, _findings(reading.refused, reading), reading.line)
    document, problems = checked_tree(reading.tree)
    return Checked(document, _findings(problems, reading), reading.line)


def checked_tree(tree: Any) -> tuple[AidDocument | None, tuple[Problem, ...]]:
    """The document that plain values make (None where their shape is wrong), and all that is wrong."""
    shape = tuple(islice(_shape_problems(tree), MOST_TOLD))
    if shape:
        return None, shape
    document = msgspec.convert(tree, AidDocument)
    return document, (*checks.examine(document), *wording.examine(document))


def _findings(problems: Iterable[Problem], reading: Reading) -> tuple[Finding, ...]:
    found = [
        Finding(
            problem.rule,
            path_in_words(problem.path, reading.tree),
            reading.line(problem.path),
            problem.what,
            problem.mend,
        )
        for problem in problems
    ]
    return tuple(sorted(found, key=lambda one: one.line or 0))


def _shape_problems(tree: Any) -> Iterator[Problem]:
    for error in _validator().iter_errors(tree):
        yield from _told(error)


@lru_cache(maxsize=1)
def _validator() -> Any:
    chosen_by_kind: Any = extend(Draft202012Validator, {"anyOf": _any_of})  # type: ignore[no-untyped-call]
    return chosen_by_kind(json_schema())


def _any_of(validator: Any, branches: Any, value: Any, schema: Any) -> Iterator[ValidationError]:
    """Check against the one shape that is meant, so that errors speak of that shape only."""
    kinds = schema.get("discriminator", {}).get("mapping")
    if kinds and isinstance(value, dict):
        shape = kinds.get(value.get("kind")) if isinstance(value.get("kind"), str) else None
        if shape is None:
            yield ValidationError(" or ".join(f'"{kind}"' for kind in kinds), validator="kind")
        else:
            yield from validator.descend(value, {"$ref": shape})
        return
    meant = [branch for branch in branches if branch != {"type": "null"}]
    if kinds or (value is None and len(meant) == len(branches)):
        yield ValidationError("", validator="type", validator_value="object")
    elif value is not None:
        yield from validator.descend(value, meant[0])


def _told(error: ValidationError) -> Iterator[Problem]:
    path: Path = tuple(error.absolute_path)
    match str(error.validator):
        case "required":
            for name in _missing(error):
                what, mend = f'"{name}" is missing.', f"Add a line {name}: here."
                yield Problem("missing-field", path, what, mend, lacks=name)
        case "additionalProperties":
            schema: Any = error.schema
            instance: Any = error.instance
            known = schema["properties"]
            for name in sorted(set(instance) - set(known)):
                yield Problem(
                    "unknown-field", (*path, name), f'"{name}" is not a field here.', _why(name, known)
                )
        case _:
            yield Problem(_rule(error), path, *_what_and_mend(error))


def _missing(error: ValidationError) -> list[str]:
    # jsonschema reports each missing name as its own error; its name is only in the sentence.
    wanted: Any = error.validator_value
    return [name for name in wanted if error.message.startswith(f"'{name}' ")]


def _why(name: str, known: dict[str, Any]) -> str:
    if name in _ONE_PER_AID:
        return "One aid has one denominator, at the top: numbers out of different groups cannot be compared."
    if name in _ONE_PER_COMPARISON:
        return "A comparison is one population, time span and source: write a second comparison instead."
    return "Remove it or correct its name. Known here: " + ", ".join(known) + "."


def _rule(error: ValidationError) -> str:
    if error.validator == "minItems" and list(error.absolute_path) == ["options"]:
        return "fewer-than-two-options"
    return "shape"


def _what_and_mend(error: ValidationError) -> tuple[str, str]:
    wanted = error.validator_value
    match str(error.validator):
        case "kind":
            return "The kind is missing or not known.", f"Write kind: followed by {error.message}."
        case "type":
            return f"This must be {_type(wanted)}.", _type_mend(wanted, error.instance)
        case "enum" | "const":
            choices = wanted if isinstance(wanted, list) else [wanted]
            return "This value is not one of the known ones.", f"Use {' or '.join(map(str, choices))}."
        case "pattern":
            return "This is not written in the form that is needed.", _pattern_mend(str(wanted))
        case "minItems":
            return f"This list needs at least {wanted}.", "Add what is missing."
        case "minLength":
            return "This is empty.", "Write it, or leave the field out if it may be left out."
        case "maxLength":
            return f"This is longer than {wanted} characters.", "Shorten it."
        case "minimum" | "exclusiveMinimum" | "maximum" | "exclusiveMaximum":
            return f"{error.instance} is not possible here.", f"The limit is {wanted}."
    return "This does not fit the file's shape.", f"See the rule {error.validator} of the schema."


def _type(wanted: Any) -> str:
    return " or ".join(_TYPES[one] for one in ([wanted] if isinstance(wanted, str) else wanted))


def _type_mend(wanted: Any, value: Any) -> str:
    if wanted == "string" and isinstance(value, int | float):
        return f'Put it in quotes: "{value}".'
    if wanted == "boolean" and value in ("yes", "no", "on", "off"):
        return "Write true or false."
    if value is None:
        return "Write a value, or leave the field out if it may be left out."
    return "Correct the value."


def _pattern_mend(pattern: str) -> str:
    known = {
        r"\?$": "End it with a question mark.",
        "^[0-9]{4}-[0-9]{2}-[0-9]{2}$": "Write the date as year-month-day, such as 2026-03-01.",
        "^[a-z0-9][a-z0-9_-]*$": "Use small letters, digits, - and _ only.",
        "^[1-9][0-9]{0,8}$": "A PMID is digits only.",
        r"^10\.[0-9]{4,9}/\S+$": 'A DOI starts with "10." and has a slash; leave out https://doi.org/.',
    }
    return known.get(pattern, f"It must match {pattern}.")
