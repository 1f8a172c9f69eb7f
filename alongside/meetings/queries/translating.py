"""In which languages a summary is needed, which stand signed, and what one reader sees."""

from dataclasses import dataclass

from alongside.meetings.kinds import Part
from alongside.meetings.models import Guest, MeetingSummary, SummaryTranslation
from alongside.meetings.queries.people import ENGLISH, name_of
from alongside.partnership.topics import LANGUAGES
from alongside.people.models import Person


@dataclass(frozen=True)
class Needed:
    """One language of the family. `signed` None: nobody has written and signed it yet."""

    code: str
    name: str
    signed: SummaryTranslation | None

    @property
    def signed_by(self) -> str:
        return name_of(self.signed.signed_by) if self.signed else ""


def language_name(code: str) -> str:
    """A language in its own script; the code where we do not know it."""
    return dict(LANGUAGES).get(code, code)


def needed(summary: MeetingSummary) -> list[Needed]:
    """The languages other than English of the patient and the family who were asked."""
    guests = Guest.objects.filter(meeting=summary.meeting, part__in=[Part.FAMILY, Part.PATIENT])
    codes = set(guests.values_list("person__language", flat=True)) | {summary.patient.person.language}
    newest = newest_of(summary)
    return [
        Needed(code, language_name(code), newest.get(code))
        for code in sorted((codes | set(newest)) - {ENGLISH})
    ]


def newest_of(summary: MeetingSummary) -> dict[str, SummaryTranslation]:
    rows = SummaryTranslation.objects.select_related("signed_by__clinician").filter(summary=summary)
    return {row.language: row for row in rows.order_by("recorded_at")}


def for_reader(summary: MeetingSummary, reader: Person) -> Needed | None:
    """What this reader reads first, if it is not the English."""
    if reader.language == ENGLISH:
        return None
    return Needed(reader.language, language_name(reader.language), newest_of(summary).get(reader.language))
