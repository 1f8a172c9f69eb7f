"""A content file of any room: text to document, every mistake at once with its line and how to mend it.

A room gives the shape of its document and what else it asks; choice aids and handouts are two.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import Any, Generic, TypeVar

import msgspec
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend

from alongside.editorial.mistakes import FileError, Mistake, Path, Problem, path_in_words
from alongside.editorial.yaml_text import Reading, read

Document = TypeVar("Document", bound=msgspec.Struct)

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


@dataclass(frozen=True, slots=True)
class Checked(Generic[Document]):
    """A file read: its document (None where its shape is wrong), its mistakes, and the line of a path."""

    document: Document | None
    findings: tuple[Mistake, ...]
    line_of: Callable[[Path], int | None]


@dataclass(frozen=True, slots=True)
class Names:
    """What a room says in its own words. ``unknown``: why a field is not known here, by its name.
    ``rules``: the name of a broken rule of the schema at a path, where it has one of its own."""

    unknown: Mapping[str, str] = field(default_factory=dict)
    rules: Mapping[tuple[str, Path], str] = field(default_factory=dict)


@dataclass(frozen=True)
class FileShape(Generic[Document]):
    """How one kind of content is written in a file. ``examine``: what is wrong with a document that fits."""

    document: type[Document]
    schema: Callable[[], dict[str, Any]]
    examine: Callable[[Document], Iterable[Problem]]
    names: Names = Names()

    def check(self, data: str | bytes) -> tuple[Mistake, ...]:
        """All that keeps the file from being loaded, in the order of its lines."""
        return self.checked(data).findings

    def load(self, data: str | bytes) -> Document:
        """The document. Raises FileError with every mistake if there is any."""
        found = self.checked(data)
        if found.document is None or found.findings:
            raise FileError(found.findings)
        return found.document

    def checked(self, data: str | bytes) -> Checked[Document]:
        """The file with all that is wrong with it. Never raises, whatever is given."""
        reading = read(data)
        if reading.refused:
            return Checked(None, _mistakes(reading.refused, reading), reading.line)
        document, problems = self.checked_tree(reading.tree)
        return Checked(document, _mistakes(problems, reading), reading.line)

    def checked_tree(self, tree: Any) -> tuple[Document | None, tuple[Problem, ...]]:
        """The document that plain values make (None where their shape is wrong), and all that is wrong."""
        shape = tuple(islice(self._shape_problems(tree), MOST_TOLD))
        if shape:
            return None, shape
        document = msgspec.convert(tree, self.document)
        return document, tuple(self.examine(document))

    def canonical(self, document: Document) -> bytes:
        """The document as JSON bytes in one fixed order, for its digest."""
        return msgspec.json.encode(document, order="deterministic")

    def to_content(self, document: Document) -> dict[str, Any]:
        """The document as plain JSON values, for keeping."""
        content: dict[str, Any] = msgspec.to_builtins(document)
        return content

    def from_content(self, content: dict[str, Any]) -> Document:
        """The document from stored content. Raises msgspec.ValidationError if it is not one."""
        return msgspec.convert(content, self.document)

    def _shape_problems(self, tree: Any) -> Iterator[Problem]:
        for error in self._validator.iter_errors(tree):
            yield from _told(error, self.names)

    @cached_property
    def _validator(self) -> Any:
        chosen_by_kind: Any = extend(Draft202012Validator, {"anyOf": _any_of})  # type: ignore[no-untyped-call]
        return chosen_by_kind(self.schema())


def _mistakes(problems: Iterable[Problem], reading: Reading) -> tuple[Mistake, ...]:
    found = [
        Mistake(
            problem.rule,
            path_in_words(problem.path, reading.tree),
            reading.line(problem.path),
            problem.what,
            problem.mend,
        )
        for problem in problems
    ]
    return tuple(sorted(found, key=lambda one: one.line or 0))


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


def _told(error: ValidationError, names: Names) -> Iterator[Problem]:
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
                    "unknown-field", (*path, name), f'"{name}" is not a field here.', _why(name, known, names)
                )
        case _:
            yield Problem(_rule(error, names), path, *_what_and_mend(error))


def _missing(error: ValidationError) -> list[str]:
    # jsonschema reports each missing name as its own error; its name is only in the sentence.
    wanted: Any = error.validator_value
    return [name for name in wanted if error.message.startswith(f"'{name}' ")]


def _why(name: str, known: dict[str, Any], names: Names) -> str:
    return names.unknown.get(name) or "Remove it or correct its name. Known here: " + ", ".join(known) + "."


def _rule(error: ValidationError, names: Names) -> str:
    return names.rules.get((str(error.validator), tuple(error.absolute_path)), "shape")


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
