"""From a choice aid to a page that is ready to be shown, for one reader. Pure: no Django, no patient."""

from __future__ import annotations

from collections.abc import Callable

from alongside.aids.about_test import AboutTest
from alongside.aids.compared import Comparing
from alongside.aids.document import AidDocument, Option, Strata, all_grounds_of
from alongside.aids.framing import Frame
from alongside.aids.page import AidPage, OptionView, OutcomeView, Picker, SourceView, TestedView
from alongside.aids.telling import Teller
from alongside.web.pictures import TreeOfFindings


class UnknownStratum(ValueError):
    """The answer to the baseline question is not one of its choices."""


def present(
    document: AidDocument,
    stratum: str | None = None,
    order: int = 0,
    gettext: Callable[[str], str] = str,
) -> AidPage:
    """The page for one stratum (None: not chosen yet) with its options rotated by ``order`` places.

    ``order`` is any whole number; the same one gives the same order, so that a reader finds the page as
    they left it. ``gettext`` translates the sentences about numbers.
    Raises UnknownStratum for a stratum that the aid does not have.
    """
    _check_stratum(document, stratum)
    turn = order % len(document.options)
    options = document.options[turn:] + document.options[:turn]
    comparing = Comparing(document, options, Teller(gettext), stratum)
    named = [(one.key, one.name) for one in document.outcomes]
    return AidPage(
        kind=document.kind,
        slug=document.slug,
        version=document.version,
        language=document.language,
        title=document.title,
        question=document.question,
        condition=document.condition.name,
        condition_medical=document.condition.medical_name,
        condition_words=document.condition.what_it_is,
        for_whom=document.for_whom,
        test=_about_test(document.test, gettext),
        options=tuple(_option(option, gettext) for option in options),
        outcomes=tuple(_outcomes(comparing)),
        matters=(*named, *((one.key, one.name) for one in document.also_matters)),
        picker=_picker(document.strata, stratum),
        terms=tuple((term.word, term.means) for term in document.terms),
        people=document.denominator,
        authors=document.authors,
        funding=document.funding,
        conflicts=document.conflicts,
        update_policy=document.update_policy,
        published=document.published,
        next_review_due=document.next_review_due,
        sources=_sources(document),
        tested=_tested(document, comparing),
    )


def _check_stratum(document: AidDocument, stratum: str | None) -> None:
    known = {choice.key for choice in document.strata.choices} if document.strata else set()
    if stratum is not None and stratum not in known:
        raise UnknownStratum(f'"{stratum}" is not one of the answers here. Choose one from the list.')


def _outcomes(comparing: Comparing) -> list[OutcomeView]:
    return [
        OutcomeView(
            outcome.key,
            outcome.name,
            outcome.what_it_is,
            outcome.not_sourced or "",
            tuple(
                comparing.view(one) for one in comparing.document.comparisons if one.outcome == outcome.key
            ),
        )
        for outcome in comparing.document.outcomes
    ]


def _option(option: Option, gettext: Callable[[str], str]) -> OptionView:
    return OptionView(
        key=option.key,
        name=option.name,
        with_it=option.with_it,
        medical_name=option.medical_name or "",
        does_nothing=option.does_nothing,
        what_it_is=option.what_it_is,
        may_help=option.may_help,
        may_harm=option.may_harm,
        life=(
            (gettext("Your body"), option.body),
            (gettext("Your mind"), option.mind),
            (gettext("Your daily life"), option.daily_life),
            (gettext("Cost and effort"), option.cost_and_effort),
        ),
        told_by_team=option.told_by_team or "",
        tries_for_a_time=option.tries_for_a_time,
    )


def _about_test(test: AboutTest | None, gettext: Callable[[str], str]) -> tuple[tuple[str, str], ...]:
    if test is None:
        return ()
    return (
        (gettext("What the test looks for"), test.measures),
        (gettext("If it finds something"), test.if_found),
        (gettext("If it finds nothing"), test.if_not_found),
        (gettext("Finding what would never do harm"), test.found_for_nothing),
    )


def _tested(document: AidDocument, frame: Frame) -> TestedView | None:
    if document.test is None or document.test.tested is None:
        return None
    tested, gettext = document.test.tested, frame.teller.gettext
    span = tested.grounds.time_span
    tree = TreeOfFindings(
        "tested",
        gettext("What the test finds"),
        tested.tree(),
        tested.ill_label,
        tested.well_label,
        span.words if span else "",
        tested.harmless_label or "",
    )
    who, sure = frame.teller.who(tested.grounds), frame.teller.certainty(tested.grounds.certainty)
    return TestedView(tree, who, sure, (frame.citation(tested.grounds),))


def _picker(strata: Strata | None, stratum: str | None) -> Picker | None:
    if strata is None:
        return None
    choices = tuple((choice.key, choice.name) for choice in strata.choices)
    return Picker(
        strata.name,
        strata.medical_name,
        strata.question,
        strata.what_it_is,
        choices,
        stratum or "",
        dict(choices).get(stratum or "", ""),
    )


def _sources(document: AidDocument) -> tuple[SourceView, ...]:
    places: dict[str, dict[str, None]] = {record.key: {} for record in document.sources}
    for _, grounds in all_grounds_of(document):
        places[grounds.source][grounds.place] = None
    return tuple(
        SourceView(
            number=number,
            key=record.key,
            citation=" ".join(
                (record.reference(), *(f"{scheme} {value}." for scheme, value in record.identifiers()))
            ),
            place="; ".join(places[record.key]),
            note=record.note or "",
            href=f"https://doi.org/{record.doi}" if record.doi else "",
        )
        for number, record in enumerate(document.sources, start=1)
    )
