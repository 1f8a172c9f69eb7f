"""The words of sources in ours."""

import pytest

from alongside.sources.parsing.describing import (
    date_from_words,
    doi_of,
    kind_from_title,
    kind_from_types,
    kind_from_words,
    language_tag,
    licence_from,
    pmcid_of,
    pmid_of,
)
from alongside.sources.passages import EvidenceKind, Licence


@pytest.mark.parametrize(
    ("types", "mesh", "title", "kind"),
    [
        (["Journal Article", "Practice Guideline"], [], "", EvidenceKind.GUIDELINE),
        (["Meta-Analysis", "Systematic Review"], [], "", EvidenceKind.META_ANALYSIS),
        (["Systematic Review", "Review"], [], "", EvidenceKind.SYSTEMATIC_REVIEW),
        (["Randomized Controlled Trial", "Multicenter Study"], [], "", EvidenceKind.RANDOMISED_TRIAL),
        (["Clinical Trial Protocol", "Randomized Controlled Trial"], [], "", EvidenceKind.OTHER),
        (["Multicenter Study"], ["Cohort Studies"], "", EvidenceKind.COHORT),
        (["Journal Article"], ["Prospective Studies"], "", EvidenceKind.COHORT),
        (["Comparative Study"], [], "", EvidenceKind.STUDY),
        (["Case Reports"], [], "", EvidenceKind.CASE),
        (["Editorial"], [], "", EvidenceKind.OPINION),
        (["Patient Education Handout"], [], "", EvidenceKind.PATIENT_INFORMATION),
        (
            ["Journal Article"],
            [],
            "Rest or walk: a randomised, controlled trial",
            EvidenceKind.RANDOMISED_TRIAL,
        ),
        (["Journal Article"], [], "Walking: study protocol for a randomised trial", EvidenceKind.OTHER),
        ([], [], "Knees", EvidenceKind.OTHER),
    ],
)
def test_the_kind_of_evidence_is_read_from_types_then_mesh_then_title(types, mesh, title, kind):
    assert kind_from_types(types, mesh, title) is kind


def test_a_retraction_notice_is_no_trial():
    assert kind_from_title("Retraction: a randomised trial") is EvidenceKind.OTHER


def test_a_person_may_write_the_kind_in_either_english():
    assert kind_from_words(" Randomized trial") is EvidenceKind.RANDOMISED_TRIAL
    assert kind_from_words("hearsay") is None


@pytest.mark.parametrize(
    ("words", "url", "licence"),
    [
        ("", "http://creativecommons.org/licenses/by-nc-nd/4.0/", ("CC BY-NC-ND 4.0", True)),
        ("", "https://creativecommons.org/publicdomain/zero/1.0/", ("Public domain", True)),
        ("Published under CC BY 4.0.", "", ("CC BY 4.0", True)),
        (
            "Creative Commons Attribution Non-Commercial terms",
            "",
            ("Creative Commons Attribution Non-Commercial", True),
        ),
        ("© 2020 A Publisher. All rights reserved.", "", ("© 2020 A Publisher. All rights reserved.", False)),
        ("", "", ("", False)),
    ],
)
def test_only_open_terms_let_a_document_be_shown(words, url, licence):
    found = licence_from(words, url)
    assert (found.name, found.may_show) == licence


def test_nothing_said_of_a_licence_means_cite_only():
    assert Licence().may_show is False


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("2021-03-09", "2021-03-09"),
        ("2021/3", "2021-03"),
        ("2021", "2021"),
        ("03/09/2021", "2021-03-09"),
        ("9 March 2021", "2021-03-09"),
        ("March 2021", "2021-03"),
        ("2021-13-45", "2021"),
        ("yesterday", ""),
    ],
)
def test_dates_are_kept_as_far_as_they_are_known(words, date):
    assert date_from_words(words) == date


def test_identifiers_are_bare():
    assert doi_of("https://doi.org/10.5555/ABC.1).") == "10.5555/abc.1"
    assert (pmid_of("PMID: 123"), pmid_of("not one"), pmid_of("0")) == ("123", "", "")
    assert (pmcid_of("PMC12.1"), pmcid_of("12"), pmcid_of("x")) == ("PMC12", "PMC12", "")


def test_languages_become_tags():
    assert [language_tag(w) for w in ("eng", "English", "pt_BR", "chi", "und", "not a tag!")] == [
        "en",
        "en",
        "pt-BR",
        "zh",
        "",
        "",
    ]
