"""Related questions stay with the topic and the setting."""

from alongside.answers.related import is_related, related_questions
from alongside.answers.topic import topic_of

PARTNERSHIP = "What is the rationale for establishing a collaborative partnership with the patient?"
# What a published page offers beside that question, told in our own words.
DRIFTING = [
    "Which tests find Down syndrome before birth?",
    "What antibiotics treat an infection with Citrobacter, and at what dose?",
    "Can vitamin C by mouth make urine less acid?",
    "With high sperm DNA fragmentation, is fresh or frozen testicular sperm better for ICSI?",
    "Does clotiazepam make lisdexamfetamine work less well in a young woman?",
    "What does a urinalysis with much glucose and hyaline casts mean?",
    "How are critically ill patients approached in emergency medicine?",
    "How is person-centred care framed for people with dementia or diabetes?",
]
NEAR = [
    "How can a team practise shared decision making?",
    "What is the evidence for partnership with patients?",
    "Why does person-centred care matter?",
]


def test_the_list_that_drifts_is_refused_whole() -> None:
    assert related_questions(PARTNERSHIP, DRIFTING) == ()


def test_questions_on_the_same_topic_are_kept() -> None:
    assert set(related_questions(PARTNERSHIP, [*DRIFTING, *NEAR])) == set(NEAR)


def test_the_question_itself_is_not_related_to_itself() -> None:
    assert (
        related_questions(
            PARTNERSHIP,
            [PARTNERSHIP, "what's the rationale for establishing a collaborative partnership with patients"],
        )
        == ()
    )


def test_another_setting_population_or_medicine_is_not_related() -> None:
    asked = topic_of("What are the benefits of statins for high cholesterol?")
    assert is_related(asked, topic_of("What are the harms of statins?"))
    for other in (
        "Statins in pregnancy",
        "Statins in children",
        "Statins and warfarin",
        "Statins in the ICU",
    ):
        assert not is_related(asked, topic_of(other))


def test_two_rare_words_in_common_are_a_topic_and_one_is_not() -> None:
    asked = topic_of("What causes retinal vein occlusion?")
    assert is_related(asked, topic_of("How is retinal vein blockage treated?"))
    assert not is_related(asked, topic_of("What is vein stripping?"))
