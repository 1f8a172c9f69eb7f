"""A draft as a choice-aid file: YAML, fields in the order of the document, the same bytes each time."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import yaml

from alongside.aids.drafting.sections import Tree
from alongside.aids.drafting.shapes import KIND, Either, Group, Items, Shape, whole

WIDTH = 100


class _Writer(yaml.SafeDumper):
    """Numbers as ``yaml_text`` reads them; lists indented below their name."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        del indentless
        super().increase_indent(flow, False)


def _number(writer: _Writer, value: float) -> yaml.ScalarNode:
    digits = format(Decimal(repr(value)), "f")
    return writer.represent_scalar("tag:yaml.org,2002:float", digits if "." in digits else f"{digits}.0")


def _words(writer: _Writer, value: str) -> yaml.ScalarNode:
    # These break lines for YAML though not for people: written plainly they would be read as a space.
    style = '"' if any(one in value for one in "\x85\u2028\u2029") else None
    return writer.represent_scalar("tag:yaml.org,2002:str", value, style=style)


_Writer.add_representer(float, _number)
_Writer.add_representer(str, _words)


def written(tree: Tree) -> str:
    """The file. Reading it (``yaml_text.read``) gives the draft again; fields that are null are left out."""
    text: str = yaml.dump(
        ordered(whole(), tree), Dumper=_Writer, sort_keys=False, allow_unicode=True, width=WIDTH
    )
    return text


def ordered(shape: Shape, tree: Any) -> Any:
    """The same values with the fields of each group in their order and without those that are null."""
    match shape:
        case Group(fields=fields) if isinstance(tree, dict):
            filled = ((one.name, ordered(one, tree.get(one.name))) for one in fields)
            return {name: value for name, value in filled if value is not None}
        case Either() if isinstance(tree, dict):
            group = shape.group(tree.get(KIND))
            return {KIND: tree.get(KIND)} | (ordered(group, tree) if group else {})
        case Items(item=item) if isinstance(tree, list):
            return [ordered(item, one) for one in tree]
        case _:
            return tree


def plain_words(value: Any) -> str:
    """One value for reading: words as they are, anything larger as it would stand in the file."""
    if value is None:
        return ""
    if isinstance(value, bool | int | float | str):
        return str(value)
    text: str = yaml.dump(value, Dumper=_Writer, sort_keys=False, allow_unicode=True, width=WIDTH)
    return text.strip()
