"""Web pages: the main text, without menus and scripts, and without what a reader of the page cannot see.

Text that the page hides (display none, no size, white on white, moved off the page) is left out, and said.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from alongside.sources.parsing.describing import (
    date_from_words,
    doi_of,
    kind_from_title,
    language_tag,
    licence_from,
    pmid_of,
)
from alongside.sources.parsing.hostile import CAPS, CappedStream, Caps, DocumentError, decode, read_whole
from alongside.sources.parsing.unseen import hides, hiding_selectors
from alongside.sources.parsing.wording import lowered, raised
from alongside.sources.passages import Draft, ParagraphKind, ParsedDocument, SourceRecord
from alongside.sources.sentences import word_set

_LEFT_OUT = word_set("""-comment script style nav aside footer form noscript template svg iframe button
    select option textarea canvas video audio object embed dialog head link meta
    base area map input progress meter !doctype""")
_ROLES_LEFT_OUT = frozenset(
    {"navigation", "banner", "contentinfo", "complementary", "search", "dialog", "alert"}
)
_BLOCKS = word_set("""address article blockquote body center dd details div dl dt fieldset figcaption
    figure header hgroup hr html legend li main ol p pre section summary table tbody
    tfoot thead tr caption ul""")
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_NOT_A_ROW = "table, p, ul, ol, h1, h2, h3, h4"


def parse(stream: CappedStream, caps: Caps = CAPS) -> Iterator[ParsedDocument | DocumentError]:
    """The page as one document. Raises DocumentError when it cannot be read."""
    text = _decoded(read_whole(stream, caps), stream.where)
    page = _parsed(text, stream.where)
    draft = Draft(title=_title(page))
    _Walk(draft, hiding_selectors(_styles(page))).run(_main(page))
    yield draft.finish(_record(page, draft.title))


def add_blocks(draft: Draft, fragment: str, where: str = "") -> None:
    """Add the blocks of a piece of HTML to a draft, headings as its sections."""
    page = _parsed(fragment, where)
    if page.body is not None:
        _Walk(draft, hiding_selectors(_styles(page))).run(page.body)


# Reading the bytes

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,40})", re.I)


def _decoded(data: bytes, where: str) -> str:
    declared = _CHARSET.search(data[:4096])
    name = declared[1].decode("ascii").lower() if declared else "utf-8"
    if name in ("utf-8", "utf8") or data[:2] in (b"\xff\xfe", b"\xfe\xff") or data[:3] == b"\xef\xbb\xbf":
        return decode(data, where)
    name = "cp1252" if name in ("iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii") else name
    try:
        return data.decode(name)
    except (UnicodeDecodeError, LookupError) as error:
        raise DocumentError(
            f"The page says that it is written in {name[:40]}, but it is not. Save it as UTF-8.", where
        ) from error


_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})")
_VOID = word_set("area base br col embed hr img input link meta source track wbr")
_CLOSES_ITSELF = word_set("p li td th tr dt dd option optgroup thead tbody tfoot colgroup rp rt body html")
_FORMATTING = word_set("a b big code em font i nobr s small strike strong tt u")
_RAW = frozenset({"script", "style", "textarea", "title", "noscript", "xmp", "iframe"})
_MOST_TAGS, _MOST_DEPTH, _MOST_FORMATTING = 100_000, 400, 24


def _check_shape(text: str, where: str) -> None:
    """Refuse pages whose nesting makes an HTML parser take quadratic time or memory: the standard's own rules
    for unclosed tags do that. 200,000 nested blocks, measured, take minutes."""
    tags = depth = formatting = at = 0
    while found := _TAG.search(text, at):
        at = found.end()
        name, step = found[2].lower(), -1 if found[1] else 1
        tags += 1
        if name in _RAW and step == 1:
            at = _after_raw(text, name, at)
        elif name in _FORMATTING:
            formatting = max(0, formatting + step)
        elif name not in _VOID and name not in _CLOSES_ITSELF:
            depth = max(0, depth + step)
        if tags > _MOST_TAGS or depth > _MOST_DEPTH or formatting > _MOST_FORMATTING:
            raise DocumentError(
                "The page is nested or marked up far beyond a real one. It was not read.", where
            )


def _after_raw(text: str, name: str, at: int) -> int:
    found = re.compile(rf"</{name}", re.I).search(text, at)
    return found.end() if found else len(text)


def _parsed(text: str, where: str) -> LexborHTMLParser:
    _check_shape(text, where)
    return LexborHTMLParser(text)


# What the page says of itself


def _metas(page: LexborHTMLParser) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for node in page.css("meta")[:500]:
        name = (node.attributes.get("name") or node.attributes.get("property") or "").lower()
        found.setdefault(name, []).append(node.attributes.get("content") or "")
    return found


def _first(metas: dict[str, list[str]], *names: str) -> str:
    return next((metas[name][0] for name in names if metas.get(name)), "")


def _title(page: LexborHTMLParser) -> str:
    told = _first(_metas(page), "citation_title", "dc.title", "og:title")
    heading, head = page.css_first("h1"), page.css_first("title")
    shown = heading.text(strip=True) if heading is not None else ""
    return told or shown or (head.text(strip=True) if head is not None else "")


def _record(page: LexborHTMLParser, title: str) -> SourceRecord:
    metas = _metas(page)
    root = page.root
    language = (root.attributes.get("lang") or "") if root is not None else ""
    canonical = page.css_first('link[rel="canonical"]')
    written = _first(metas, "citation_publication_date", "citation_date", "dcterms.date", "dc.date", "date")
    return SourceRecord(
        kind=kind_from_title(title),
        date=date_from_words(written or _first(metas, "article:published_time", "dcterms.modified")),
        licence=licence_from(
            _first(metas, "dcterms.license", "dc.rights", "dcterms.rights"), _licence_address(page)
        ),
        language=language_tag(language or _first(metas, "citation_language", "dc.language")),
        doi=doi_of(_first(metas, "citation_doi", "dc.identifier")),
        pmid=pmid_of(_first(metas, "citation_pmid")),
        authors=tuple(metas.get("citation_author", metas.get("author", []))[:200]),
        published_in=_first(metas, "citation_journal_title", "og:site_name", "dc.publisher"),
        url=(canonical.attributes.get("href") or "") if canonical is not None else "",
    )


def _licence_address(page: LexborHTMLParser) -> str:
    found = page.css_first('[rel="license"]')
    return (found.attributes.get("href") or "") if found is not None else ""


def _styles(page: LexborHTMLParser) -> str:
    return "\n".join(node.text() for node in page.css("style"))


def _main(page: LexborHTMLParser) -> LexborNode:
    for choice in ("main", '[role="main"]', "article"):
        found = page.css(choice)
        if len(found) == 1:
            return found[0]
    if page.body is None:
        raise DocumentError("The page has no body.")
    return page.body


# Walking the tree


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the walk stands: in a list item, in a table row."""

    kind: ParagraphKind = "prose"


@dataclass(slots=True)
class _Walk:
    """Goes through the nodes in reading order and hands finished paragraphs to the draft."""

    draft: Draft
    hiding: frozenset[str]
    _buffer: list[str] = field(default_factory=list)
    _headings: list[tuple[int, str]] = field(default_factory=list)
    _hidden: list[str] = field(default_factory=list)
    _breaks: int = 0

    def run(self, top: LexborNode) -> None:
        # A stack of our own: a page's nesting must not become Python's recursion.
        stack: list[tuple[LexborNode, _Place, bool]] = [(top, _Place(), True)]
        while stack:
            node, place, entering = stack.pop()
            if not entering:
                self._flush(place.kind)
                continue
            inside = self._enter(node, place)
            if inside is None:
                continue
            if self._breaks_line(node.tag or "", place):
                stack.append((node, inside, False))
            children = list(node.iter(include_text=True))
            stack.extend((child, inside, True) for child in reversed(children))
        self._flush("prose")
        self._say_hidden()

    def _enter(self, node: LexborNode, place: _Place) -> _Place | None:
        """Take in a node; returns the place of its children, or None when they are not to be visited."""
        tag = node.tag or ""
        if tag == "-text":
            self._take(node.text_content or "")
            return None
        if tag in _LEFT_OUT or (node.attributes.get("role") or "") in _ROLES_LEFT_OUT:
            return None
        if hides(node, self.hiding):
            self._keep_hidden(node)
            return None
        return self._enter_visible(node, tag, place)

    def _enter_visible(self, node: LexborNode, tag: str, place: _Place) -> _Place | None:
        if tag in _HEADINGS:
            self._flush(place.kind)
            self._open_section(_HEADINGS[tag], " ".join(node.text().split()))
            return None
        if tag in ("sup", "sub"):
            self._take(raised(node.text()) if tag == "sup" else lowered(node.text()))
            return None
        if tag == "br":
            self._break(place)
            return None
        if tag == "header" and node.css_first("h1") is None:
            return None
        return self._enter_block(node, tag, place)

    def _enter_block(self, node: LexborNode, tag: str, place: _Place) -> _Place:
        if place.kind == "row":
            follows = any(piece.strip() for piece in self._buffer)
            self._take(" | " if tag in ("td", "th") and follows else " " if tag in _BLOCKS else "")
            return place
        if tag in _BLOCKS or tag in ("td", "th"):
            self._flush(place.kind)
        if tag == "tr" and node.css_first(_NOT_A_ROW) is None:
            return _Place("row")
        return _Place("item") if tag in ("li", "dd") else place

    def _breaks_line(self, tag: str, place: _Place) -> bool:
        return tag == "tr" or (place.kind != "row" and (tag in _BLOCKS or tag in ("td", "th")))

    def _take(self, text: str) -> None:
        if text:
            self._buffer.append(text)
            if not text.isspace():
                self._breaks = 0

    def _break(self, place: _Place) -> None:
        self._breaks += 1
        self._buffer.append(" ")
        if self._breaks > 1 and place.kind == "prose":
            self._flush(place.kind)

    def _flush(self, kind: ParagraphKind) -> None:
        text = "".join(self._buffer)
        self._buffer.clear()
        self._breaks = 0
        if text.strip(" |\n\t\r"):
            self.draft.add(text, tuple(words for _, words in self._headings), kind)

    def _open_section(self, level: int, words: str) -> None:
        while self._headings and self._headings[-1][0] >= level:
            self._headings.pop()
        if words and not (level == 1 and words == " ".join(self.draft.title.split())):
            self._headings.append((level, words[:300]))

    def _keep_hidden(self, node: LexborNode) -> None:
        text = " ".join(node.text(separator=" ").split())
        if text:
            self._hidden.append(text)

    def _say_hidden(self) -> None:
        if self._hidden:
            first = self._hidden[0][:120]
            self.draft.warn(
                "hidden text",
                f"The page hides text that a reader cannot see ({len(self._hidden)} places); it was left "
                f"out. It begins: “{first}”.",
            )
