"""An approved answer serves again only the same question."""

from alongside.answers.reuse import approved_match

APPROVED = [
    "What are the benefits of warfarin in atrial fibrillation?",
    "What is the rationale for a collaborative partnership with the patient?",
    "How can I prevent a stroke?",
]


def test_the_same_question_in_other_words_finds_its_approved_answer() -> None:
    assert (
        approved_match("Why a collaborative partnership with patients, what is the rationale?", APPROVED)
        == APPROVED[1]
    )
    assert approved_match("benefits of coumadin for AFib?", APPROVED) == APPROVED[0]


def test_a_neighbour_does_not() -> None:
    neighbours = [
        "What are the benefits of apixaban in atrial fibrillation?",
        "What are the benefits of warfarin in atrial fibrillation in pregnancy?",
        "What are the side effects of warfarin in atrial fibrillation?",
        "What are the benefits of atrial fibrillation without warfarin?",
        "How can I prevent a stroke in children?",
        "Why does partnership fail?",
    ]
    assert [q for q in neighbours if approved_match(q, APPROVED)] == []


def test_nothing_approved_matches_nothing() -> None:
    assert approved_match("How can I prevent a stroke?", []) is None
