"""The grade beside a field: every field that patients read, no other, and none of a few words."""

from alongside.aids import file
from alongside.aids.drafting.grading import FOR_PATIENTS, grades
from alongside.aids.drafting.sections import Part
from alongside.aids.shipped import aid_files
from alongside.aids.wording import patient_words
from tests.aids.gate.mutations import HARD
from tests.aids.good import aid_about_a_test, as_yaml, good_aid


def test_every_field_that_patients_read_is_graded() -> None:
    aids = [file.load(as_yaml(aid_about_a_test())), *(file.load(one.read_bytes()) for one in aid_files())]
    read = {
        next(str(step) for step in reversed(path) if isinstance(step, str))
        for aid in aids
        for path, _text in patient_words(aid)
    }
    assert read <= FOR_PATIENTS


def test_each_item_of_a_list_has_its_own_grade_and_a_few_words_have_none() -> None:
    draft = good_aid()
    value = draft["options"][1] | {
        "may_help": ["It helps.", HARD],
        "body": "Your toes feel warm all day long.",
    }
    found = grades(Part("options", 1), value, draft)
    assert {"may_help.1", "body"} <= set(found)
    assert not {"may_help.0", "name", "with_it", "key"} & set(found)
    assert found["may_help.1"].grade > 12 > 5 > found["body"].grade


def test_the_terms_of_the_draft_are_excused_and_sources_are_not_read() -> None:
    words = "You may take an anticoagulant pill each day."
    draft = good_aid() | {"terms": [{"word": "anticoagulant", "means": "a pill that slows clots"}]}
    plain, excused = (
        grades(Part("about"), {"for_whom": words}, one)["for_whom"].grade for one in (good_aid(), draft)
    )
    assert excused < plain
    assert grades(Part("sources", 0), {"title": HARD}, draft) == {}


def test_a_language_without_a_formula_is_not_measured() -> None:
    draft = good_aid() | {"language": "so"}
    words = "Waa inaad maalin walba daawada qaadato."
    assert grades(Part("about"), {"for_whom": words}, draft)["for_whom"].grade is None
