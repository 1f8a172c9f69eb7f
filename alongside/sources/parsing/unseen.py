"""Whether a web page hides an element from its reader, by the usual ways of inline and page styles.

Only what the file itself says can be judged: a style sheet elsewhere is never fetched.
"""

import re

from selectolax.lexbor import LexborNode

_ZERO = r"0(?:\.0+)?(?:px|pt|em|rem|%)?\s*(?:!important\s*)?(?:;|\}|\Z)"
_HIDING = re.compile(
    rf"""display\s*:\s*none
    | visibility\s*:\s*(?:hidden|collapse)
    | opacity\s*:\s*{_ZERO}
    | font-size\s*:\s*(?:{_ZERO}|[01](?:\.\d+)?(?:px|pt)\b)
    | color\s*:\s*transparent
    | (?:left|top|text-indent|margin-left)\s*:\s*-\d{{3,}}
    | clip\s*:\s*rect\(\s*[01](?:px)?[\s,]+[01](?:px)?[\s,]+[01](?:px)?[\s,]+[01](?:px)?\s*\)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SHRUNK = re.compile(rf"(?:^|[;{{\s])(?:max-)?(?:height|width)\s*:\s*{_ZERO}", re.IGNORECASE)
_COLOUR = re.compile(r"(?:^|[;{\s])color\s*:\s*([^;}!]{1,60})", re.IGNORECASE)
_BACKGROUND = re.compile(r"background(?:-color)?\s*:\s*([^;}!]{1,60})", re.IGNORECASE)
_WHITES = frozenset(
    {"white", "#fff", "#ffffff", "rgb(255,255,255)", "rgba(255,255,255,1)", "#fefefe", "snow"}
)
_RULE = re.compile(r"([^{}]{1,2000})\{([^{}]{0,4000})\}")
_PLAIN_SELECTOR = re.compile(r"\s*([.#][\w-]{1,100})\s*\Z")
# How far up the tree a dark background is looked for.
_ANCESTORS = 40


def hiding_selectors(styles: str) -> frozenset[str]:
    """The plain class and id selectors (".x", "#y") that a page's own style sheet hides."""
    found: set[str] = set()
    for selectors, body in _RULE.findall(styles[:500_000]):
        if _hides_by_style(body):
            for one in selectors.split(","):
                plain = _PLAIN_SELECTOR.match(one)
                if plain:
                    found.add(plain[1])
    return frozenset(found)


def hides(node: LexborNode, hiding: frozenset[str]) -> bool:
    """Whether this element is hidden by itself; what stands above it was asked before."""
    attributes = node.attributes
    if "hidden" in attributes and (attributes["hidden"] or "").lower() != "until-found":
        return True
    if hiding and _is_selected(attributes, hiding):
        return True
    style = attributes.get("style") or ""
    if style and (_hides_by_style(style) or _is_white_on_white(style, node)):
        return True
    return node.tag == "font" and _is_white(attributes.get("color") or "") and not _on_dark(node)


def _is_selected(attributes: dict[str, str | None], hiding: frozenset[str]) -> bool:
    classes = (attributes.get("class") or "").split()
    return f"#{attributes.get('id')}" in hiding or any(f".{name}" in hiding for name in classes)


def _hides_by_style(style: str) -> bool:
    if _HIDING.search(style):
        return True
    return bool(_SHRUNK.search(style)) and "overflow" in style.lower()


def _is_white(colour: str) -> bool:
    return colour.lower().replace(" ", "") in _WHITES


def _is_white_on_white(style: str, node: LexborNode) -> bool:
    colour, background = _COLOUR.search(style), _BACKGROUND.search(style)
    if not colour:
        return False
    if background:
        return colour[1].strip().lower() == background[1].strip().lower()
    return _is_white(colour[1]) and not _on_dark(node)


def _on_dark(node: LexborNode) -> bool:
    """Whether an element above sets a background that is not white, or one that this file does not tell."""
    above = node.parent
    for _ in range(_ANCESTORS):
        if above is None:
            return False
        background = _BACKGROUND.search(above.attributes.get("style") or "")
        if background:
            return not _is_white(background[1])
        if above.attributes.get("bgcolor"):
            return not _is_white(above.attributes["bgcolor"] or "")
        above = above.parent
    return False
