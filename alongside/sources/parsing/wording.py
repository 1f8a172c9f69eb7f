"""Text out of marked-up elements. Raised figures stay raised: 10<sup>-3</sup> must not become 10-3."""

import html
import re

from lxml import etree

from alongside.sources.parsing.hostile import DocumentError

_RAISED = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_CAN_RAISE = re.compile(r"[0-9+\-−=()n]{1,12}\Z")
_CAN_LOWER = re.compile(r"[0-9+\-−=()]{1,12}\Z")


def raised(text: str) -> str:
    """Text set above the line: in Unicode's raised figures where they exist, else marked with a caret."""
    bare = text.strip()
    if _CAN_RAISE.match(bare):
        return bare.translate(_RAISED)
    return f"^{bare}" if bare[:1].isdigit() else text


def lowered(text: str) -> str:
    """Text set below the line: in Unicode's lowered figures where they exist, else as it stands."""
    bare = text.strip()
    return bare.translate(_LOWERED) if _CAN_LOWER.match(bare) else text


def flat_text(element: etree._Element, leave_out: frozenset[str] = frozenset()) -> str:
    """All text inside an element in reading order; elements named in ``leave_out`` are skipped with their
    text.

    Raises DocumentError for an entity that only an unread DTD could explain.
    """
    if not len(element):
        return element.text or ""
    pieces: list[str] = [element.text or ""]
    for child in element:
        pieces.append(element_text(child, leave_out))
        pieces.append(child.tail or "")
    return "".join(pieces)


def element_text(child: etree._Element, leave_out: frozenset[str] = frozenset()) -> str:
    """The text of one element as it stands in a line, without what follows it."""
    if child.tag is etree.Entity:
        return _entity(child)
    if not isinstance(child.tag, str):
        return ""
    name = child.tag.rpartition("}")[2]
    if name in leave_out:
        return ""
    text = flat_text(child, leave_out)
    if name == "sup":
        return raised(text)
    return lowered(text) if name == "sub" else text


def _entity(node: etree._Element) -> str:
    written = f"&{node.name};" if hasattr(node, "name") else (node.text or "")
    meaning = html.unescape(written)
    if meaning == written:
        raise DocumentError(f"The text uses {written}, which the file does not explain.")
    return meaning


def local_name(element: etree._Element) -> str:
    """The element's name without its namespace; empty for comments and entities."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def child_text(element: etree._Element, path: str) -> str:
    """The text at a path below the element on one line, or an empty string."""
    found = element.find(path)
    return " ".join(flat_text(found).split()) if found is not None else ""


def text_of(element: etree._Element) -> str:
    """The element's own text on one line."""
    return " ".join(flat_text(element).split())
