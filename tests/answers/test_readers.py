"""Every reader gets the same evidence, in an order of their own."""

from hypothesis import given, settings

from alongside.answers.composition import compose
from alongside.answers.question import QuestionType
from alongside.answers.readers import Reader, view_for
from alongside.answers.selection import Place, choose
from alongside.sources.passages import ParsedDocument
from tests.answers.made_up import QUESTION, candidate, libraries


@given(libraries)
@settings(deadline=None)
def test_the_claims_are_the_same_for_every_reader(library: list[ParsedDocument]) -> None:
    answer = compose(choose([candidate(QUESTION, d) for d in library], QuestionType.INFORMATION))
    for reader in Reader:
        claims = [c for s in view_for(answer, reader).sections for c in s.claims]
        assert sorted(claims, key=str) == sorted(answer.claims, key=str)


@given(libraries)
@settings(deadline=None)
def test_what_is_uncertain_is_never_folded_away(library: list[ParsedDocument]) -> None:
    answer = compose(choose([candidate(QUESTION, d) for d in library], QuestionType.INFORMATION))
    uncertain = any(s.place is Place.UNCERTAIN for s in answer.sections)
    for reader in Reader:
        assert (Place.UNCERTAIN in view_for(answer, reader).open_at_first) == uncertain


def test_patients_and_families_meet_plain_words_first_and_clinicians_the_record() -> None:
    answer = compose(())
    plain = {r for r in Reader if view_for(answer, r).plain_words_first}
    detail = {r for r in Reader if view_for(answer, r).record_detail}
    assert plain == {Reader.PATIENT, Reader.FAMILY, Reader.OTHER}
    assert detail == {Reader.NURSE, Reader.DOCTOR, Reader.PHARMACIST}
