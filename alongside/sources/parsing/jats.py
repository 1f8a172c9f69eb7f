"""JATS articles (NISO Z39.96), as PubMed Central gives them: front matter, abstract, body, tables as rows.

Pointers to the reference list are left out of the text, so that a sentence reads and quotes cleanly; the list
itself, footnotes and formulae in mark-up are left out too.
"""

import re
from collections.abc import Iterator

from lxml import etree

from alongside.sources.parsing.describing import (
    doi_of,
    iso_date,
    kind_from_title,
    language_tag,
    licence_from,
    pmcid_of,
    pmid_of,
)
from alongside.sources.parsing.hostile import (
    CAPS,
    CappedStream,
    Caps,
    DocumentError,
    prolog,
    read_whole,
    xml_records,
    xml_tree,
)
from alongside.sources.parsing.wording import child_text, element_text, flat_text, local_name, text_of
from alongside.sources.passages import (
    Draft,
    EvidenceKind,
    Licence,
    LinkKind,
    ParagraphKind,
    ParsedDocument,
    RecordLink,
    SourceRecord,
)
from alongside.sources.sentences import word_set

ARTICLE = "article"
_ARTICLE_TYPES = {
    "systematic-review": EvidenceKind.SYSTEMATIC_REVIEW,
    "meta-analysis": EvidenceKind.META_ANALYSIS,
    "case-report": EvidenceKind.CASE,
    "case-study": EvidenceKind.CASE,
    "editorial": EvidenceKind.OPINION,
    "letter": EvidenceKind.OPINION,
    "article-commentary": EvidenceKind.OPINION,
    "news": EvidenceKind.OPINION,
    "protocol": EvidenceKind.OTHER,
    "retraction": EvidenceKind.OTHER,
    "correction": EvidenceKind.OTHER,
}
_LOOK_AT_TITLE = {
    "research-article": EvidenceKind.STUDY,
    "review-article": EvidenceKind.REVIEW,
    "brief-report": EvidenceKind.STUDY,
}
_RELATED = {
    "retraction-forward": LinkKind.RETRACTED_IN,
    "retracted-article": LinkKind.RETRACTION_OF,
    "correction-forward": LinkKind.CORRECTED_IN,
    "corrected-article": LinkKind.CORRECTION_OF,
    "expression-of-concern": LinkKind.CONCERN_IN,
    "object-of-concern": LinkKind.CONCERN_FOR,
    "update": LinkKind.UPDATED_IN,
    "updated-article": LinkKind.UPDATE_OF,
}
_LEFT_OUT = word_set(
    "xref-bibr fn disp-formula tex-math math inline-graphic graphic object-id label-only media alternatives"
)
_NESTED = word_set(
    "list disp-quote boxed-text fig table-wrap def-list disp-formula fig-group supplementary-material"
)
_EMPTY_BRACKETS = re.compile(r"\s?(?:\[[\s,;–-]*\]|\((?:[\s,;–-]|see|and)*\))|[⁽⁾]|\s+(?=[.,;:](?:\s|\Z))")
_XLINK = "{http://www.w3.org/1999/xlink}href"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def parse(stream: CappedStream, caps: Caps = CAPS) -> Iterator[ParsedDocument | DocumentError]:
    """Each article in the file as a document: one, or many in a ``pmc-articleset``."""
    if "<pmc-articleset" in prolog(stream.peek(4096)):
        articles: Iterator[etree._Element] = xml_records(stream, ("article",), caps)
    else:
        articles = iter([xml_tree(read_whole(stream, caps), stream.where, caps)])
    for article in articles:
        try:
            yield _article(article)
        except DocumentError as error:
            yield DocumentError(error.sentence, error.where or stream.where)


def _article(article: etree._Element) -> ParsedDocument:
    meta = article.find("front/article-meta")
    if local_name(article) != "article" or meta is None:
        raise DocumentError("The file has no article with front matter in it.")
    _mark_pointers(article)
    draft = Draft(title=child_text(meta, "title-group/article-title"))
    for abstract in meta.iterfind("abstract"):
        _add_section(draft, abstract, (_abstract_name(abstract),))
    body = article.find("body")
    if body is not None:
        _add_section(draft, body, ())
    return draft.finish(_record(article, meta, draft.title))


def _abstract_name(abstract: etree._Element) -> str:
    kind = abstract.get("abstract-type") or ""
    if kind in ("plain-language-summary", "executive-summary", "teaser", "key-points", "precis"):
        return kind.replace("-", " ").capitalize()
    return child_text(abstract, "title") if kind and abstract.find("title") is not None else "Abstract"


def _mark_pointers(article: etree._Element) -> None:
    """Name the pointers to references so that they can be left out, raised figures around them included."""
    for pointer in article.iter("xref"):
        if pointer.get("ref-type") in ("bibr", "fn", "table-fn"):
            pointer.tag = "xref-bibr"
    for above in article.iter("sup"):
        inner = [local_name(child) for child in above]
        bare = (above.text or "") + "".join(child.tail or "" for child in above)
        if inner and set(inner) == {"xref-bibr"} and not bare.strip(" ,;–-[]()"):
            above.tag = "xref-bibr"


def _words(element: etree._Element) -> str:
    return _EMPTY_BRACKETS.sub("", flat_text(element, _LEFT_OUT))


def _add_section(draft: Draft, section: etree._Element, path: tuple[str, ...]) -> None:
    for child in section:
        name = local_name(child)
        if name == "sec":
            title = child_text(child, "title")
            _add_section(draft, child, (*path, title) if title else path)
        elif name == "p":
            _add_paragraph(draft, child, path, "prose")
        else:
            _add_other(draft, child, name, path)


def _add_other(draft: Draft, child: etree._Element, name: str, path: tuple[str, ...]) -> None:
    if name == "list":
        _add_list(draft, child, path)
    elif name == "def-list":
        for item in child.iterfind("def-item"):
            draft.add(": ".join(_words(part) for part in item), path, "item")
    elif name == "table-wrap":
        _add_table(draft, child, path)
    elif name == "fig":
        caption = child.find("caption")
        if caption is not None:
            draft.add(_words(caption), (*path, child_text(child, "label") or "Figure"))
    elif name in ("disp-quote", "boxed-text", "fig-group", "statement"):
        _add_section(draft, child, path)


def _add_paragraph(
    draft: Draft, paragraph: etree._Element, path: tuple[str, ...], kind: ParagraphKind
) -> None:
    """A paragraph; lists and tables inside it follow as what they are, in their place."""
    nested = [child for child in paragraph if local_name(child) in _NESTED]
    if not nested:
        draft.add(_words(paragraph), path, kind)
        return
    piece: list[str] = [paragraph.text or ""]
    for child in paragraph:
        if child in nested:
            draft.add(_EMPTY_BRACKETS.sub("", "".join(piece)), path, kind)
            _add_other(draft, child, local_name(child), path)
            piece = [child.tail or ""]
        else:
            piece += [element_text(child, _LEFT_OUT), child.tail or ""]
    draft.add(_EMPTY_BRACKETS.sub("", "".join(piece)), path, kind)


def _add_list(draft: Draft, listed: etree._Element, path: tuple[str, ...]) -> None:
    for item in listed.iterfind("list-item"):
        for part in item:
            if local_name(part) == "list":
                _add_list(draft, part, path)
            elif local_name(part) == "p":
                _add_paragraph(draft, part, path, "item")


def _add_table(draft: Draft, wrap: etree._Element, path: tuple[str, ...]) -> None:
    place = (*path, child_text(wrap, "label") or "Table")
    caption = wrap.find("caption")
    if caption is not None:
        draft.add(_words(caption), place)
    for row in wrap.iter("tr"):
        cells = [" ".join(_words(cell).split()) for cell in row if local_name(cell) in ("td", "th")]
        draft.add(" | ".join(cells) if any(cells) else "", place, "row")


def _record(article: etree._Element, meta: etree._Element, title: str) -> SourceRecord:
    ids = {e.get("pub-id-type") or "": text_of(e) for e in meta.iterfind("article-id")}
    kind = article.get("article-type") or ""
    return SourceRecord(
        kind=_ARTICLE_TYPES.get(kind) or kind_from_title(title, _LOOK_AT_TITLE.get(kind, EvidenceKind.OTHER)),
        date=_date(meta),
        licence=_licence(meta),
        language=language_tag(article.get(_XML_LANG) or ""),
        doi=doi_of(ids.get("doi", "")),
        pmid=pmid_of(ids.get("pmid", "")),
        pmcid=pmcid_of(ids.get("pmc") or ids.get("pmcid") or ids.get("pmcaid") or ""),
        keywords=tuple(text_of(word) for word in meta.iterfind("kwd-group/kwd")),
        authors=_authors(meta),
        published_in=child_text(article, "front/journal-meta//journal-title"),
        volume=child_text(meta, "volume"),
        issue=child_text(meta, "issue"),
        pages=_pages(meta),
        links=tuple(_links(meta)),
        retracted=title.lower().startswith(("retracted:", "retracted article")),
        form=ARTICLE if article.find("body") is not None else "",
    )


def _date(meta: etree._Element) -> str:
    """The first complete publication date, else the fullest one there is."""
    dates = []
    for date in [*meta.iterfind("pub-date")]:
        words = [child_text(date, part) for part in ("year", "month", "day")]
        dates.append(iso_date(*words))
    return min((date for date in dates if date), key=lambda date: (-len(date), date), default="")


def _licence(meta: etree._Element) -> Licence:
    element = meta.find("permissions/license")
    if element is None:
        return licence_from(child_text(meta, "permissions/copyright-statement"))
    addresses = [element.get(_XLINK) or ""]
    for part in element.iter():
        if local_name(part) == "license_ref":
            addresses.append(text_of(part))
        addresses.append(part.get(_XLINK) or "")
    return licence_from(
        text_of(element), next((a for a in addresses if "creativecommons" in a), addresses[0])
    )


def _authors(meta: etree._Element) -> tuple[str, ...]:
    found = []
    for author in meta.iterfind("contrib-group/contrib[@contrib-type='author']"):
        family, given = child_text(author, "name/surname"), child_text(author, "name/given-names")
        found.append(f"{family} {given}".strip() or child_text(author, "collab"))
    return tuple(name for name in found if name)


def _pages(meta: etree._Element) -> str:
    first, last = child_text(meta, "fpage"), child_text(meta, "lpage")
    return (
        f"{first}-{last}" if first and last and first != last else first or child_text(meta, "elocation-id")
    )


def _links(meta: etree._Element) -> Iterator[RecordLink]:
    for related in meta.iterfind("related-article"):
        kind = _RELATED.get(related.get("related-article-type") or "")
        if kind:
            target = related.get(_XLINK) or ""
            yield RecordLink(kind, pmid_of(target), doi_of(target), text_of(related))
