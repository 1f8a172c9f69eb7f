"""Record formats: PubMed, JATS, MedQuAD, MedlinePlus, and reference lists."""

from alongside.sources.passages import EvidenceKind, Licence, LinkKind, RecordLink

from .reading import FILES, read_bytes, read_file, sentences


def test_a_pubmed_record_keeps_its_sections_and_its_raised_figures():
    documents, _ = read_file("pubmed.xml")
    assert documents[0].title == "Walking for knee pain: a made-up trial of CO₂."
    assert sentences(documents[0]) == [
        (("Background",), "prose", "Knee pain is common."),
        (("Background",), "prose", "Dr. Example asked whether walking helps."),
        (("Results",), "prose", "Pain fell by 2.5 points vs. 1.0 (P < 10⁻³)."),
        (("Results",), "prose", "Falls did not rise."),
    ]


def test_a_pubmed_record_says_what_it_is():
    record = read_file("pubmed.xml")[0][0].record
    assert record.kind is EvidenceKind.RANDOMISED_TRIAL
    assert (record.date, record.language) == ("2019-03-09", "en")
    assert (record.pmid, record.pmcid, record.doi) == ("90000001", "PMC9000001", "10.5555/invented.1")
    assert record.mesh == ("Humans", "Aged", "Osteoarthritis, Knee / therapy")
    assert record.population == "people aged 65 and over"
    assert record.authors == ("Example A", "Walking Group")
    assert (record.published_in, record.volume, record.issue, record.pages) == (
        "Journal of invented trials",
        "12",
        "3",
        "101-9",
    )


def test_a_retracted_pubmed_record_is_known_as_such():
    record = read_file("pubmed.xml")[0][0].record
    assert record.is_retracted
    assert record.links == (
        RecordLink(
            LinkKind.RETRACTED_IN,
            "90000009",
            "10.5555/notice.2",
            "J Invent. 2021;1:2. doi: 10.5555/notice.2.",
        ),
        RecordLink(LinkKind.CORRECTED_IN, "", "", "J Invent. 2020;1:1"),
    )


def test_an_abstract_under_copyright_may_only_be_cited():
    record = read_file("pubmed.xml")[0][1].record
    assert record.licence == Licence("Copyright 2008 Invented Press. All rights reserved.", "", False)
    assert record.kind is EvidenceKind.META_ANALYSIS
    assert record.date == "2008-07"
    assert record.is_superseded


def test_a_broken_or_deleted_pubmed_record_is_an_error_of_its_own():
    _, errors = read_file("pubmed.xml")
    assert [str(error) for error in errors] == [
        "pubmed.xml PMID 90000002: The record has no article in it.",
        "pubmed.xml PMID 90000005: PubMed has deleted this record. Withdraw it here too.",
    ]


def test_a_medline_set_is_read_too():
    data = b"""<MedlineCitationSet><MedlineCitation><PMID>7</PMID><Article>
    <ArticleTitle>Old style</ArticleTitle><Abstract><AbstractText>Text.</AbstractText></Abstract>
    </Article></MedlineCitation></MedlineCitationSet>"""
    documents, errors = read_bytes(data, "old.xml")
    assert [(d.title, d.text, d.record.pmid) for d in documents] == [("Old style", "Text.", "7")]
    assert errors == []


def test_a_book_chapter_in_pubmed_is_read():
    data = b"""<PubmedArticleSet><PubmedBookArticle><BookDocument><PMID>8</PMID>
    <ArticleIdList><ArticleId IdType="bookaccession">NBK8</ArticleId></ArticleIdList>
    <Book><BookTitle>Invented chapters</BookTitle><PubDate><Year>2020</Year></PubDate></Book>
    <ArticleTitle>Knees</ArticleTitle><Language>eng</Language>
    <Abstract><AbstractText>Knees bend.</AbstractText></Abstract>
    <ContributionDate><Year>2022</Year><Month>7</Month><Day>4</Day></ContributionDate>
    </BookDocument></PubmedBookArticle></PubmedArticleSet>"""
    documents, errors = read_bytes(data, "book.xml")
    record = documents[0].record
    assert (documents[0].title, documents[0].text, record.date) == ("Knees", "Knees bend.", "2022-07-04")
    assert (record.published_in, record.other_ids) == ("Invented chapters", (("bookaccession", "NBK8"),))
    assert errors == []


def test_a_set_of_jats_articles_is_read_one_by_one():
    article = (FILES / "article.xml").read_text().partition("<article ")[2]
    data = f"<pmc-articleset><article {article}<article {article}<article/></pmc-articleset>"
    documents, errors = read_bytes(data.encode(), "set.xml")
    assert [document.record.pmcid for document in documents] == ["PMC9000010", "PMC9000010"]
    assert documents[0] == documents[1] == read_file("article.xml")[0][0]
    assert [error.sentence for error in errors] == ["The file has no article with front matter in it."]


def test_a_jats_article_keeps_its_lists_and_tables_and_drops_its_pointers():
    documents, errors = read_file("article.xml")
    assert errors == []
    assert sentences(documents[0]) == [
        (("Abstract", "Results"), "prose", "Meetings took 30 minutes."),
        (("Introduction",), "prose", "Families wait too long."),
        (("Introduction",), "prose", "Meetings help."),
        (("Introduction",), "prose", "They cost little."),
        (("Introduction",), "prose", "Area was 4 m²."),
        (("Introduction", "Aims"), "prose", "We asked:"),
        (("Introduction", "Aims"), "item", "who comes;"),
        (("Introduction", "Aims"), "item", "what is said."),
        (("Introduction", "Aims"), "prose", "Both were answered."),
        (("Results", "Table 1"), "prose", "Who came."),
        (("Results", "Table 1"), "row", "Group | n"),
        (("Results", "Table 1"), "row", "Wives | 12"),
    ]


def test_a_jats_article_says_what_it_is():
    record = read_file("article.xml")[0][0].record
    assert record.kind is EvidenceKind.COHORT
    assert record.licence == Licence("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/", True)
    assert (record.date, record.pages, record.authors) == ("2020-02-05", "11-19", ("Sample Bo",))
    assert (record.pmid, record.pmcid, record.doi) == ("90000010", "PMC9000010", "10.5555/jats.10")
    assert record.links == (RecordLink(LinkKind.CORRECTED_IN, "", "10.5555/correction.11", "Correction"),)


def test_a_medquad_pair_is_a_document_and_an_emptied_answer_an_error():
    documents, errors = read_file("medquad.xml")
    assert documents[0].title == "What are the treatments for Knee strain ?"
    assert sentences(documents[0])[2:] == [
        (("Knee strain",), "prose", "Call your doctor if you have:"),
        (("Knee strain",), "item", "fever"),
        (("Knee strain",), "item", "a swollen knee"),
    ]
    record = documents[0].record
    assert (record.question_type, record.synonyms) == ("treatment", ("Strained knee", "Knee sprain"))
    assert record.other_ids == (("UMLS CUI", "C0000001"), ("MedQuAD", "0000001-1"))
    assert [str(error) for error in errors] == [
        "medquad.xml pair 2: The answer was taken out by its publisher; the pair is left out."
    ]


def test_a_medlineplus_topic_is_read_from_its_html():
    documents, errors = read_file("medlineplus.xml")
    assert sentences(documents[0]) == [
        (("What helps?",), "prose", "Keep moving."),
        (("What helps?",), "prose", "Rest briefly."),
        (("What helps?",), "item", "Walk"),
        (("What helps?",), "item", "Swim"),
    ]
    record = documents[0].record
    assert (record.kind, record.date, record.language) == (
        EvidenceKind.PATIENT_INFORMATION,
        "2024-10-05",
        "en",
    )
    assert (record.mesh, record.synonyms) == (("Knee",), ("Caring for knees",))
    assert len(errors) == 1


def test_ris_references_become_records():
    documents, errors = read_file("list.ris")
    record = documents[0].record
    assert (documents[0].title, documents[0].text) == (
        "Shared choices: a systematic review",
        "Shared choices helped. Few were harmed.",
    )
    assert (record.kind, record.date, record.doi) == (
        EvidenceKind.SYSTEMATIC_REVIEW,
        "2018-04-02",
        "10.5555/ris.1",
    )
    assert (record.authors, record.licence.may_show) == (("Example, Ada", "Sample, Bo"), False)
    assert [str(error) for error in errors] == ["list.ris reference 2: The entry has no title."]


def test_bibtex_entries_become_records_and_a_broken_one_an_error():
    documents, errors = read_file("list.bib")
    record = documents[0].record
    assert documents[0].title == "The ICU diary: a randomised controlled trial at the café"
    assert (record.kind, record.date, record.doi) == (
        EvidenceKind.RANDOMISED_TRIAL,
        "2017-05",
        "10.5555/bib.1",
    )
    assert [error.where for error in errors] == ["list.bib line 11"]


def test_csl_json_items_become_records_and_a_wrong_one_an_error():
    documents, errors = read_file("list.json")
    record = documents[0].record
    assert (documents[0].title, record.date, record.doi) == (
        "Open notes: a cohort study",
        "2016-05",
        "10.5555/csl.1",
    )
    assert record.authors == ("Example Ada", "Notes Group")
    assert [str(error) for error in errors] == ["list.json item 2: The item is not a reference."]
