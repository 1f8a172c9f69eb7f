"""What the editor calls each field of a choice aid, with a hint where the name does not say enough.

Looked up as "parent.field", else as "field". A field that stands in neither table is shown by its name in the
file; a test keeps that from happening.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from alongside.aids.drafting.shapes import Value
from alongside.editorial.mistakes import Path, ordinal

# A word, or one that gettext still has to translate.
Words = Any

SECTIONS: dict[str, Words] = {
    "about": _("Title, question and condition"),
    "test": _("About the test"),
    "options": _("What can be done"),
    "outcomes": _("What may happen"),
    "also_matters": _("What else may matter"),
    "strata": _("The question that chooses the baseline"),
    "comparisons": _("Numbers"),
    "sources": _("Sources"),
    "terms": _("Words that are explained"),
    "made": _("Who made it, and until when it holds"),
}
ONE: dict[str, Words] = {
    "options": _("One thing that can be done"),
    "outcomes": _("One thing that may happen"),
    "comparisons": _("One comparison"),
    "sources": _("One source"),
}
KINDS: dict[str, Words] = {
    "arms": _("Groups that one source counted side by side"),
    "baseline and effect": _("A cohort’s rate and what a trial found"),
    "upper bound": _("At most so many more"),
    "range over time": _("From so many to so many, over time"),
    "difference": _("Only a difference"),
    "tally": _("How many times it happened"),
    "score": _("A score that goes up or down"),
    "outlook": _("Outlook: what became of people"),
    "counts": _("Counted people"),
    "rate": _("A printed rate"),
}
VALUES: dict[str, Words] = {
    "choice": _("A choice between things that can be done"),
    "test": _("Whether to take a test"),
    "V": _("V: read in the primary source"),
    "V2": _("V2: read in a secondary source"),
    "R": _("R: recalled, not read"),
    "D": _("D: worked out from others"),
    "people": _("per 100 people"),
    "person-years": _("per 100 person-years"),
    "event": _("people who had it"),
    "no event": _("people who did not have it"),
}
LABELS: dict[str, Words] = {
    "about": _("About: the time is not exact"),
    "against": _("Compared with"),
    "also_matters": _("What else may matter"),
    "arms": _("Groups"),
    "at_most": _("At most"),
    "authors": _("Authors"),
    "baseline": _("The cohort without treatment"),
    "body": _("What it is like for the body"),
    "certainty": _("How sure the source is (GRADE)"),
    "our_rating.certainty": _("How sure we are"),
    "change": _("Mean change in points"),
    "choices": _("Answers"),
    "chosen_because": _("Why this cohort was chosen"),
    "cohorts": _("Studies"),
    "condition": _("The condition"),
    "conflicts": _("Ties to makers"),
    "cost_and_effort": _("Cost and effort"),
    "counted": _("What was counted"),
    "daily_life": _("Daily life"),
    "denominator": _("All numbers out of"),
    "desirable": _("People hope for this: the more, the better (“were alive”)"),
    "derived": _("Numbers worked out"),
    "difference": _("The source’s own difference"),
    "beside": _("What it counted that cannot be done here (aspirin; all such drugs together)"),
    "further": _("One more study of what another comparison tells: shown behind “more”"),
    "does_not_apply": _("Where it does not apply"),
    "does_nothing": _("This is the way without the treatment"),
    "doi": _("DOI"),
    "effect": _("What the trial found"),
    "endpoint": _("What was counted or measured"),
    "event": _("It happened: “will have a stroke”"),
    "events": _("How many had it"),
    "false_alarms": _("Alarmed for nothing"),
    "family": _("Family name"),
    "figure": _("The number"),
    "figures": _("Which figures"),
    "for_whom": _("For whom this page is"),
    "formula": _("Formula"),
    "found": _("Found by the test"),
    "found_in": _("Where they stand"),
    "found_for_nothing": _("If it finds what would never do harm"),
    "funding": _("Paid for by"),
    "given": _("Given names or initials"),
    "grounds": _("Where it stands"),
    "harmless": _("Found, and it would never have done harm"),
    "harmless_label": _("After a number: “would never have become ill from it”"),
    "high": _("Highest"),
    "high_means": _("What the high end means"),
    "if_found": _("If it finds something"),
    "if_not_found": _("If it finds nothing"),
    "ill": _("People who have it"),
    "ill_label": _("After a number: “with breast cancer”"),
    "interval": _("Interval"),
    "journal": _("Journal or publisher"),
    "key": _("Short name in the file"),
    "kind": _("Kind"),
    "language": _("Language"),
    "left_out": _("Figures that were read and are not shown"),
    "level": _("Level in percent"),
    "literal": _("Name of a group"),
    "low": _("Lowest"),
    "low_means": _("What the low end means"),
    "may_harm": _("What may be hard"),
    "may_help": _("What may help"),
    "means": _("What it means"),
    "measure": _("Measure"),
    "measures": _("What the test measures"),
    "medical_name": _("Medical name"),
    "mind": _("What it is like for the mind"),
    "name": _("Name"),
    "next_review_due": _("To be checked again by"),
    "no_event": _("It did not happen: “will not”"),
    "not_known": _("Not known for"),
    "not_sourced": _("Numbers nobody has read yet"),
    "note": _("Note"),
    "notes": _("Good to know about these numbers"),
    "noticed": _("The smallest difference that people notice"),
    "of": _("Unit"),
    "difference.of": _("Group"),
    "option": _("What can be done"),
    "other_baselines": _("Other cohorts"),
    "our_rating": _("How sure we are"),
    "outcome": _("About what may happen"),
    "pages": _("Pages"),
    "people": _("Among how many people"),
    "rates.people": _("People in this stratum"),
    "people_studied": _("People studied"),
    "per_100": _("Per 100"),
    "per_people": _("Number"),
    "place": _("Place in the source"),
    "pmcid": _("PMCID"),
    "pmid": _("PMID"),
    "points": _("Points"),
    "population": _("Who was counted"),
    "prevalence": _("Have it, of 100"),
    "primary": _("Is it the primary source?"),
    "published": _("Published"),
    "question": _("Question"),
    "rates": _("Rates by stratum"),
    "tested.rates": _("Rates that the source printed"),
    "read_in": _("Read in"),
    "same_endpoint": _("Did the trial count the same?"),
    "scale": _("The scale"),
    "selected": _("Who came into this group"),
    "sensitivity": _("Found, of 100 who have it"),
    "slug": _("Short name in addresses"),
    "source": _("Source"),
    "specificity": _("Cleared, of 100 who do not have it"),
    "spared": _("Kept from it: “will be kept from one by …”"),
    "standing": _("Does it still hold?"),
    "strata": _("The question"),
    "stratum": _("Stratum"),
    "tag": _("How it was read"),
    "terms": _("Words"),
    "test": _("The test"),
    "tested": _("What the test finds, counted in people"),
    "tested.people": _("People who take the test"),
    "time_span": _("Time"),
    "times": _("How many times"),
    "title": _("Title"),
    "told_by_team": _("What the team tells in its own words"),
    "treated": _("With the treatment"),
    "tries_for_a_time": _("This is a try for a set time"),
    "unaffected": _("Of the others: “would not have one either way”"),
    "untreated": _("Without the treatment"),
    "update_policy": _("How it is kept up to date"),
    "value": _("Value"),
    "version": _("Version"),
    "volume": _("Volume"),
    "well_label": _("After a number: “without breast cancer”"),
    "what_it_is": _("What it is, in plain words"),
    "why": _("Why"),
    "with_it": _("After a number: “with warfarin”"),
    "word": _("Word"),
    "words": _("In words: “in one year”"),
    "year": _("Year"),
    "years": _("In years"),
}
HINTS: dict[str, Words] = {
    "key": _("Small letters, digits, - and _. It stays the same in later versions."),
    "slug": _("Small letters, digits and -. It stays the same in later versions."),
    "question": _("One question that ends with a question mark."),
    "language": _("Such as en or sv."),
    "published": _("Year-month-day, such as 2026-03-01."),
    "next_review_due": _("Year-month-day, such as 2028-03-01."),
    "level": _("95 where nothing is written."),
    "place": _("The table, page or sentence, so that a reviewer finds it."),
    "read_in": _("The work that reports it, where the primary source was not read (V2)."),
    "people_studied": _("A whole number."),
    "doi": _("It starts with “10.”; without https://doi.org/."),
    "pmid": _("Digits only."),
    "primary": _("No for a work that reports what others found."),
    "conflicts": _("Say so where there are none."),
    "literal": _("In place of a family name."),
    "selected": _("Leave it empty where everybody in that state came in."),
    "what_it_is": _("Short sentences. What a patient reads."),
    "tested.rates": _("Only where the source gives shares. The counts are then worked out again from them."),
    "not_sourced": _("An aid with such a gap is shown as unfinished and cannot be approved."),
    "formula": _("How the number with treatment is worked out."),
}


def label(name: str, parent: str = "") -> Words:
    """What a field is called."""
    return LABELS.get(f"{parent}.{name}") or LABELS.get(name) or name


def hint(name: str, kind: Value | None = None) -> Words:
    """How it is filled in, or nothing."""
    return HINTS.get(name) or (_("With a point, such as 4.8.") if kind is Value.NUMBER else "")


def value_words(value: str | int) -> Words:
    """What one of a few values is called."""
    return VALUES.get(str(value)) or str(value)


def path_words(path: Path) -> str:
    """Where something stands below a part: "Grounds, Time, 2nd, In words"."""
    said, parent = [], ""
    for step in path:
        said.append(ordinal(step + 1) if isinstance(step, int) else str(label(step, parent)))
        parent = step if isinstance(step, str) else parent
    return ", ".join(said)
