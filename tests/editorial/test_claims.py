"""Claims beside their sources: a made-up text with the faults of a real one."""

import pytest

from alongside.editorial.claims import Claim, Paper, Reference, Work, examine
from alongside.sources.records import Kind, Record

TRAINING = Work(
    Record(
        key="elm2019",
        title="Teaching nurses to warm toes",
        kind=Kind.REVIEW,
        primary=True,
        year=2019,
        pmid="11",
    ),
    "The review has 41 studies with 900 nurses. Teaching changed how nurses work; the certainty is very low.",
)
SOCK_GUIDES = Work(
    Record(
        key="oak2020",
        title="Sock guides and what wearers know",
        kind=Kind.REVIEW,
        primary=True,
        year=2020,
        pmid="12",
    ),
    "The review has 63 studies. Wearers with a sock guide know more of wool and cotton: 14 points of 100.",
)
LABELS = Work(
    Record(
        key="ash2003",
        title="How adults read sock labels",
        kind=Kind.COHORT,
        primary=True,
        year=2003,
        doi="10.1234/s",
    ),
    "Of adults, 23 % read a sock label well, 50 % read it fairly and 27 % read it badly.",
)
LIBRARY = (TRAINING, SOCK_GUIDES, LABELS)
GUIDES = Reference("2", "Oak B. Sock guides and what wearers know. J Toe 2020. PMID 12", SOCK_GUIDES.record)


def found(paper: Paper) -> list[str]:
    return [result.rule.id for result in examine(paper).open()]


def sentence(paper: Paper) -> str:
    (result,) = examine(paper).open()
    (finding,) = result.findings
    return finding.found


def paper(text: str, reference: Reference = GUIDES, status: tuple[str, ...] = ()) -> Paper:
    return Paper((Claim(text, (reference.key,)),), (reference,), status, LIBRARY)


TRUE = "Sock guides raise what wearers know of wool, as shown in a 2020 review of 63 studies."


def test_a_claim_that_its_source_states_is_left_alone() -> None:
    assert found(paper(TRUE)) == []


def test_a_reference_without_an_identifier_is_refused() -> None:
    assert (
        sentence(paper("Wool is warm.", Reference("9", "Elm A. Wool. 2019")))
        == "“Elm A. Wool. 2019” has no identifier."
    )


@pytest.mark.parametrize(
    "words", ["Toe Topic Overview. PMID 5", "Board & Editors. doi 10.1234/x", "Practical Summaries, PMC77"]
)
def test_a_summary_is_not_the_work_it_sums_up(words: str) -> None:
    assert found(paper("Wool is warm.", Reference("9", words))) == ["references-primary"]


def test_a_record_knows_better_than_the_printed_words_whether_a_work_is_primary() -> None:
    overview = Reference("2", "An overview of guides. PMID 12", SOCK_GUIDES.record)
    assert found(paper("Wool is warm.", overview)) == []


def test_a_reference_that_nothing_cites_is_not_judged() -> None:
    assert found(Paper((Claim("Wool is warm."),), (Reference("9", "A blog"),))) == []


def test_reviewed_and_waiting_for_review_cannot_both_be_true() -> None:
    status = ("All pages are reviewed by our board.", "This page is pending review.")
    assert sentence(paper("Wool is warm.", status=status)) == (
        "“All pages are reviewed by our board.” and “This page is pending review.” cannot both be true."
    )


@pytest.mark.parametrize(
    "status",
    [("This page is pending review.",), ("All pages were reviewed.",), ("It has not been reviewed yet.",)],
)
def test_one_status_is_no_contradiction(status: tuple[str, ...]) -> None:
    assert found(paper("Wool is warm.", status=status)) == []


def test_the_wrong_one_of_two_reviews_is_found_once_both_are_in_the_library() -> None:
    wrong = "Sock guides raise what wearers know of wool, as shown in a 2019 review of 41 studies."
    assert sentence(paper(wrong)) == (
        "The work named here is “Teaching nurses to warm toes” (2019); what the claim says is the matter of "
        "“Sock guides and what wearers know” (2020)."
    )


def test_with_only_one_of_the_two_reviews_nothing_is_known_to_be_wrong() -> None:
    wrong = "Sock guides raise what wearers know of wool, as shown in a 2019 review of 41 studies."
    assert found(Paper((Claim(wrong, ("2",)),), (GUIDES,), (), (TRAINING,))) == []


def test_a_number_turned_round_is_told_what_it_is() -> None:
    assert sentence(paper("Know that 77 % of adults read a sock label badly, and help them.")) == (
        "“77 %” is not stated in “How adults read sock labels” (2003), which is about this. "
        "It states 23 %, 50 %, 27 %. “77 %” is everybody but the 23 %."
    )


def test_a_number_that_the_source_states_in_other_words_holds() -> None:
    assert found(paper("Know that 27 of 100 adults read a sock label badly.")) == []


def test_a_number_of_which_no_work_speaks_is_refused() -> None:
    assert sentence(paper("Warm the bath for 24 hours.")) == "No work of the library states “24 hours”."


def test_a_review_of_a_size_that_no_work_has_is_refused() -> None:
    assert sentence(paper("Sock guides help, as shown in a review of 12 studies.")) == (
        "No work of the library states “12 studies”."
    )
