"""YAML read with limits: text to plain values, with the line of every value.

Only what a content file needs is read: mappings, lists, text, true/false, null and plain decimal numbers.
Dates, yes, no, 0x10 and 1_000 stay the text that was written. Anchors, aliases, tags, a second
document, a repeated key, anything too big or too deep are refused before any tree is built.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    NodeEvent,
)
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from alongside.editorial.mistakes import Path, Problem

MAX_BYTES = 1_000_000
MAX_DEPTH = 32
MAX_VALUES = 20_000

# The C loader where PyYAML has it: hostile text is then refused quickly too.
Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]{0,14})")
_DECIMAL = re.compile(r"[-+]?(0|[1-9][0-9]{0,14})\.[0-9]{1,15}")
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: the plain tree, the line (from 1) of each path, and what was refused."""

    tree: Any = None
    lines: dict[Path, int] = field(default_factory=dict)
    refused: tuple[Problem, ...] = ()
    refused_line: int | None = None

    def line(self, path: Path) -> int | None:
        """The line of a path, or of the nearest value above it."""
        if self.refused:
            return self.refused_line
        while path not in self.lines and path:
            path = path[:-1]
        return self.lines.get(path)


class _Refused(Exception):
    def __init__(self, rule: str, line: int | None, what: str, mend: str) -> None:
        super().__init__(what)
        self.problem = Problem(rule, (), what, mend)
        self.line = line


def read(data: str | bytes) -> Reading:
    """Text or UTF-8 bytes to plain values. Never raises for bad input: see ``Reading.refused``."""
    try:
        text = _text(data)
        _check_events(text)
        node = yaml.compose(text, Loader)
        if node is None:
            raise _Refused("empty-file", None, "The file is empty.", "Start from an existing one.")
        reading = Reading()
        tree = _plain(node, (), reading.lines)
        return Reading(tree, reading.lines)
    except _Refused as refused:
        return Reading(refused=(refused.problem,), refused_line=refused.line)
    except yaml.YAMLError as error:
        return _not_yaml(error)


def _text(data: str | bytes) -> str:
    too_big = _Refused(
        "file-size",
        None,
        "The file is larger than 1 MB.",
        "It is for text and numbers only: shorten it.",
    )
    if len(data) > MAX_BYTES:
        raise too_big
    try:
        text = data.decode("utf-8-sig") if isinstance(data, bytes) else data
        size = len(text.encode("utf-8"))
    except UnicodeError:
        what, mend = "The file is not written in UTF-8.", "Save it again with the encoding UTF-8."
        raise _Refused("encoding", None, what, mend) from None
    if size > MAX_BYTES:
        raise too_big
    return text


def _check_events(text: str) -> None:
    """Walk the parser's events, which costs no memory, and refuse what no content file needs."""
    depth = documents = values = 0
    for event in yaml.parse(text, Loader):
        line = _line(event)
        documents += isinstance(event, DocumentStartEvent)
        depth += isinstance(event, CollectionStartEvent)
        depth -= isinstance(event, CollectionEndEvent)
        if documents > 1:
            raise _Refused("one-document", line, "The file holds a second document.", "Remove the line ---.")
        if depth > MAX_DEPTH:
            what = f"Values are nested more than {MAX_DEPTH} deep."
            raise _Refused("depth", line, what, "Take brackets or indentation away.")
        values += isinstance(event, NodeEvent)
        if values > MAX_VALUES:
            what = f"The file holds more than {MAX_VALUES} values."
            raise _Refused("too-many-values", line, what, "A few thousand are usual: split the file.")
        if isinstance(event, NodeEvent):
            _check_node_event(event, line)


def _check_node_event(event: NodeEvent, line: int) -> None:
    if isinstance(event, AliasEvent) or event.anchor:
        what = "Anchors (&name) and aliases (*name) are not read."
        raise _Refused(
            "alias", line, what, "Write the value out, or put text that starts with & or * in quotes."
        )
    if getattr(event, "tag", None):
        raise _Refused(
            "tag", line, "Tags (!name) are not read.", "Remove the tag, or put the text in quotes."
        )


def _plain(node: Node, path: Path, lines: dict[Path, int]) -> Any:
    lines[path] = _line(node)
    if isinstance(node, MappingNode):
        return {key: _plain(value, (*path, key), lines) for key, value in _pairs(node, path, lines)}
    if isinstance(node, SequenceNode):
        return [_plain(item, (*path, place), lines) for place, item in enumerate(node.value)]
    return _scalar(node)


def _pairs(node: MappingNode, path: Path, lines: dict[Path, int]) -> Iterator[tuple[str, Node]]:
    seen: set[str] = set()
    for key_node, value in node.value:
        line = _line(key_node)
        if not isinstance(key_node, ScalarNode):
            raise _Refused("key", line, "The name of a field must be a word.", "Write it as name: value.")
        key = str(key_node.value).strip()
        if key in seen:
            raise _Refused("repeated-key", line, f'"{key}" is written twice.', "Keep one of the two.")
        seen.add(key)
        yield key, value
        # A field's line is the line of its name, also where its value starts further down.
        lines[(*path, key)] = line


def _scalar(node: Node) -> str | int | float | bool | None:
    # Folded and quoted text may end in a line break that nobody meant.
    text = str(node.value).strip()
    if not isinstance(node, ScalarNode) or node.style:
        return text
    if text in _WORDS:
        return _WORDS[text]
    number = number_of(text)
    return text if number is None else number


def number_of(text: str) -> int | float | None:
    """The number that a plain text is, or None: 12, -0.5; not 1e3, 0x10, 1_000 or 1,5."""
    if _INTEGER.fullmatch(text):
        return int(text)
    return float(text) if _DECIMAL.fullmatch(text) else None


def _line(at: Event | Node) -> int:
    """Its line, from 1. PyYAML's parser marks all that it reads; its types only say that it may."""
    return at.start_mark.line + 1 if at.start_mark else 1


def _not_yaml(error: yaml.YAMLError) -> Reading:
    mark = getattr(error, "problem_mark", None)
    said = getattr(error, "problem", None) or getattr(error, "reason", None) or "it cannot be read"
    mend = "Check the indentation and put text with : or # in quotes."
    problem = Problem("not-yaml", (), f"This is not YAML: {said}.", mend)
    return Reading(refused=(problem,), refused_line=mark.line + 1 if mark else None)
