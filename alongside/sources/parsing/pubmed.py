"""PubMed and MEDLINE XML (NLM's PubmedArticleSet, also MedlineCitationSet and book articles), as a stream.

Elements as in the NLM DTD pubmed_190101 and later. Abstract labels become sections; CommentsCorrections that
change trust become links.
"""

from collections.abc import Iterator

from lxml import etree

from alongside.sources.parsing.describing import (
    doi_of,
    iso_date,
    kind_from_types,
    language_tag,
    licence_from,
    pmcid_of,
)
from alongside.sources.parsing.hostile import CAPS, CappedStream, Caps, DocumentError, prolog, xml_records
from alongside.sources.parsing.wording import child_text, text_of
from alongside.sources.passages import Draft, Licence, LinkKind, ParsedDocument, RecordLink, SourceRecord

ABSTRACT = "abstract"
_PUBMED = ("PubmedArticle", "PubmedBookArticle", "DeleteCitation")
_MEDLINE = ("MedlineCitation", "DeleteCitation")
_LINKS = {
    "RetractionIn": LinkKind.RETRACTED_IN,
    "PartialRetractionIn": LinkKind.CORRECTED_IN,
    "RetractionOf": LinkKind.RETRACTION_OF,
    "PartialRetractionOf": LinkKind.CORRECTION_OF,
    "ExpressionOfConcernIn": LinkKind.CONCERN_IN,
    "ExpressionOfConcernFor": LinkKind.CONCERN_FOR,
    "ErratumIn": LinkKind.CORRECTED_IN,
    "ErratumFor": LinkKind.CORRECTION_OF,
    "UpdateIn": LinkKind.UPDATED_IN,
    "UpdateOf": LinkKind.UPDATE_OF,
    "CorrectedandRepublishedIn": LinkKind.REPUBLISHED_IN,
    "CorrectedandRepublishedFrom": LinkKind.REPUBLISHED_FROM,
    "RetractedandRepublishedIn": LinkKind.RETRACTED_IN,
    "RetractedandRepublishedFrom": LinkKind.REPUBLISHED_FROM,
    "SummaryForPatientsIn": LinkKind.SUMMARY_FOR_PATIENTS_IN,
}
# MeSH check tags that say whom a study was about.
_POPULATION = {
    "Infant, Newborn": "newborns",
    "Infant": "infants",
    "Child, Preschool": "young children",
    "Child": "children",
    "Adolescent": "adolescents",
    "Young Adult": "young adults",
    "Adult": "adults",
    "Middle Aged": "middle-aged adults",
    "Aged": "people aged 65 and over",
    "Aged, 80 and over": "people aged 80 and over",
    "Pregnant People": "pregnant people",
    "Pregnancy": "pregnancy",
    "Female": "female",
    "Male": "male",
    "Animals": "animals",
}
_NLM_TERMS = Licence("NLM data terms; the abstract may be under copyright", "", True)


def parse(stream: CappedStream, caps: Caps = CAPS) -> Iterator[ParsedDocument | DocumentError]:
    """Each record as a document. A record that makes no sense is an error of its own and the rest goes on;
    a fault of the file ends it, and is raised."""
    tags = _MEDLINE if "<MedlineCitationSet" in prolog(stream.peek(4096)) else _PUBMED
    for element in xml_records(stream, tags, caps):
        yield from _documents(element, stream.where)


def _documents(element: etree._Element, where: str) -> Iterator[ParsedDocument | DocumentError]:
    if element.tag == "DeleteCitation":
        for pmid in element.iterfind("PMID"):
            yield DocumentError(
                "PubMed has deleted this record. Withdraw it here too.", f"{where} PMID {pmid.text}"
            )
        return
    try:
        yield _book(element) if element.tag == "PubmedBookArticle" else _article(element)
    except DocumentError as error:
        pmid_text = element.findtext(".//PMID") or "unknown"
        yield DocumentError(error.sentence, f"{where} PMID {pmid_text}")


def _article(element: etree._Element) -> ParsedDocument:
    citation = element if element.tag == "MedlineCitation" else element.find("MedlineCitation")
    article = citation.find("Article") if citation is not None else None
    if citation is None or article is None:
        raise DocumentError("The record has no article in it.")
    draft = Draft(title=_title(article))
    abstract = article.find("Abstract")
    if abstract is not None:
        _add_abstract(draft, abstract)
    for other in citation.iterfind("OtherAbstract"):
        if other.get("Type") == "plain-language-summary" and other.get("Language", "eng") == "eng":
            _add_abstract(draft, other, ("Plain language summary",))
    if draft.is_empty and not draft.title:
        raise DocumentError("The record has neither a title nor an abstract.")
    return draft.finish(_record(element, citation, article))


def _title(article: etree._Element) -> str:
    title = child_text(article, "ArticleTitle")
    if title in ("", "[Not Available]."):
        return child_text(article, "VernacularTitle") or title
    return title


def _add_abstract(draft: Draft, abstract: etree._Element, above: tuple[str, ...] = ()) -> None:
    for part in abstract.iterfind("AbstractText"):
        label = (part.get("Label") or "").strip().rstrip(":")
        if label == "UNLABELLED":
            label = ""
        heading = label.capitalize() if label.isupper() and len(label) > 4 else label
        draft.add(text_of(part), (*above, heading) if heading else above)


def _record(element: etree._Element, citation: etree._Element, article: etree._Element) -> SourceRecord:
    types = [t.text or "" for t in article.iterfind("PublicationTypeList/PublicationType")]
    mesh = _mesh(citation)
    ids = _identifiers(element, article)
    names = [name.partition(" / ")[0] for name in mesh]
    journal = article.find("Journal")
    return SourceRecord(
        kind=kind_from_types(types, names, article.findtext("ArticleTitle") or ""),
        date=_date(article),
        population=_population(names),
        licence=_licence(article),
        # The abstracts in PubMed are English, in whatever language the article is.
        language="en"
        if article.find("Abstract") is not None
        else language_tag(article.findtext("Language") or ""),
        doi=doi_of(ids.get("doi", "")),
        pmid=(citation.findtext("PMID") or "").strip(),
        pmcid=pmcid_of(ids.get("pmc", "")),
        mesh=mesh,
        keywords=tuple(text_of(word) for word in citation.iterfind("KeywordList/Keyword")),
        authors=_authors(article),
        published_in=child_text(journal, "Title") if journal is not None else "",
        volume=article.findtext("Journal/JournalIssue/Volume") or "",
        issue=article.findtext("Journal/JournalIssue/Issue") or "",
        pages=article.findtext("Pagination/MedlinePgn") or "",
        links=tuple(_links(citation)),
        retracted="Retracted Publication" in types,
        form=ABSTRACT if article.find("Abstract") is not None else "",
        revised=_date_in(citation.find("DateRevised")),
    )


def _identifiers(element: etree._Element, article: etree._Element) -> dict[str, str]:
    ids = {
        i.get("IdType", ""): (i.text or "") for i in element.iterfind("PubmedData/ArticleIdList/ArticleId")
    }
    for location in article.iterfind("ELocationID"):
        if location.get("ValidYN", "Y") == "Y":
            ids.setdefault(location.get("EIdType", ""), location.text or "")
    return ids


def _mesh(citation: etree._Element) -> tuple[str, ...]:
    """Headings as NLM prints them, "Descriptor" or "Descriptor / qualifier"."""
    names: list[str] = []
    for heading in citation.iterfind("MeshHeadingList/MeshHeading"):
        descriptor = heading.findtext("DescriptorName") or ""
        qualifiers = [q.text or "" for q in heading.iterfind("QualifierName")]
        names.extend(f"{descriptor} / {q}" for q in qualifiers) if qualifiers else names.append(descriptor)
    return tuple(names)


def _population(mesh: list[str]) -> str:
    said = set(mesh)
    if "Humans" in said:
        said.discard("Animals")
    return ", ".join(words for name, words in _POPULATION.items() if name in said)


def _licence(article: etree._Element) -> Licence:
    """A stated copyright makes the abstract cite-only, unless the statement itself opens it."""
    statement = child_text(article, "Abstract/CopyrightInformation")
    return licence_from(statement) if statement else _NLM_TERMS


def _authors(article: etree._Element) -> tuple[str, ...]:
    return tuple(name for author in article.iterfind("AuthorList/Author") if (name := _author(author)))


def _author(author: etree._Element) -> str:
    family, initials = author.findtext("LastName") or "", author.findtext("Initials") or ""
    return f"{family} {initials}".strip() or child_text(author, "CollectiveName")


def _date(article: etree._Element) -> str:
    """The date of the issue; the electronic date where the issue gives less."""
    printed = _date_in(article.find("Journal/JournalIssue/PubDate"))
    electronic = _date_in(article.find("ArticleDate"))
    if not printed or (electronic.startswith(printed) and len(electronic) > len(printed)):
        return electronic or printed
    return printed


def _date_in(element: etree._Element | None) -> str:
    if element is None:
        return ""
    free = (element.findtext("MedlineDate") or "").split()
    year = element.findtext("Year") or (free[0] if free else "")
    month = element.findtext("Month") or (free[1].partition("-")[0] if len(free) > 1 else "")
    return iso_date(year, month.strip(), (element.findtext("Day") or "").strip())


def _links(citation: etree._Element) -> Iterator[RecordLink]:
    for tie in citation.iterfind("CommentsCorrectionsList/CommentsCorrections"):
        kind = _LINKS.get(tie.get("RefType", ""))
        if kind:
            source = child_text(tie, "RefSource")
            yield RecordLink(kind, (tie.findtext("PMID") or "").strip(), doi_of(source), source)


def _book(element: etree._Element) -> ParsedDocument:
    book = element.find("BookDocument")
    if book is None:
        raise DocumentError("The record has no book chapter in it.")
    draft = Draft(title=child_text(book, "ArticleTitle") or child_text(book, "Book/BookTitle"))
    abstract = book.find("Abstract")
    if abstract is not None:
        _add_abstract(draft, abstract)
    if draft.is_empty and not draft.title:
        raise DocumentError("The record has neither a title nor an abstract.")
    statement = child_text(book, "Abstract/CopyrightInformation")
    types = [t.text or "" for t in book.iterfind("PublicationType")]
    ids = {i.get("IdType", ""): i.text or "" for i in book.iterfind("ArticleIdList/ArticleId")}
    dates = [_date_in(book.find(name)) for name in ("DateRevised", "ContributionDate", "Book/PubDate")]
    record = SourceRecord(
        kind=kind_from_types(types, (), draft.title),
        date=next((date for date in dates if date), ""),
        licence=licence_from(statement) if statement else _NLM_TERMS,
        language=language_tag(book.findtext("Language") or ""),
        doi=doi_of(ids.get("doi", "")),
        pmid=(book.findtext("PMID") or "").strip(),
        other_ids=(("bookaccession", ids["bookaccession"]),) if ids.get("bookaccession") else (),
        authors=_authors(book),
        published_in=child_text(book, "Book/BookTitle"),
    )
    return draft.finish(record)
