"""Made-up documents for the library's tests."""

from typing import Any

from alongside.sources.passages import Draft, EvidenceKind, Licence, ParsedDocument, SourceRecord

OPEN = Licence("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/", True)


def parsed(
    title: str,
    *paragraphs: str,
    kind: EvidenceKind = EvidenceKind.STUDY,
    licence: Licence = OPEN,
    path: tuple[str, ...] = (),
    **record: Any,
) -> ParsedDocument:
    """A document of these paragraphs; one that starts with a hyphen is a point of a list."""
    draft = Draft(title)
    for paragraph in paragraphs:
        is_item = paragraph.startswith("- ")
        draft.add(paragraph.removeprefix("- "), path, "item" if is_item else "prose")
    return draft.finish(SourceRecord(kind=kind, licence=licence, **record))


def pubmed_record(pmid: int, title: str, abstract: str, more: str = "") -> str:
    """One PubMed record as XML."""
    return (
        f'<PubmedArticle><MedlineCitation Status="MEDLINE"><PMID Version="1">{pmid}</PMID>'
        "<Article><Journal><JournalIssue><PubDate><Year>2015</Year></PubDate></JournalIssue>"
        f"<Title>Journal of Examples</Title></Journal><ArticleTitle>{title}</ArticleTitle>"
        f"<Abstract><AbstractText>{abstract}</AbstractText></Abstract><Language>eng</Language>"
        "<PublicationTypeList><PublicationType>Journal Article</PublicationType></PublicationTypeList>"
        f"</Article>{more}</MedlineCitation><PubmedData><ArticleIdList>"
        f'<ArticleId IdType="pubmed">{pmid}</ArticleId></ArticleIdList></PubmedData></PubmedArticle>'
    )


def pubmed_file(*records: str) -> bytes:
    return f'<?xml version="1.0"?><PubmedArticleSet>{"".join(records)}</PubmedArticleSet>'.encode()
