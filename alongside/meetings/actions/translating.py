"""A summary in the family's language: written or checked by a person, side by side, and signed."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from alongside.meetings import calls, rules
from alongside.meetings.calls import LetterKind
from alongside.meetings.kinds import Part
from alongside.meetings.models import Guest, MeetingSummary, SummaryTranslation
from alongside.patients.doors import Visit
from alongside.patients.rules import Refused
from alongside.plain.reading.measure import measure


def sign_translation(
    *, summary: MeetingSummary, language: str, sections: Sequence[tuple[str, str]], by: Visit
) -> SummaryTranslation:
    """Keep a translation and tell those who read that language. `sections`: (heading, text) in order.

    Raises Refused for whoever may not translate, and unless every part of the summary is there.
    """
    rules.check_translate(by)
    whole = len(sections) == len(summary.sections) and all(title and text for title, text in sections)
    if not whole:
        raise Refused(_("Every part of the summary is needed, each with its heading."))
    reading = measure(" ".join(text for _title, text in sections), language)
    row = SummaryTranslation.objects.create(
        patient=by.patient,
        summary=summary,
        language=language,
        sections=[{"title": title, "text": text} for title, text in sections],
        grade=reading.grade,
        verdict=reading.verdict.value,
        signed_by=by.person,
    )
    by.did("signed", "translation", row.pk)
    guests = Guest.objects.select_related("person").filter(
        meeting=summary.meeting, part__in=[Part.FAMILY, Part.PATIENT], person__language=language
    )
    calls.letters_due.send(
        sender=None,
        visit=by,
        meeting=summary.meeting,
        kind=LetterKind.TRANSLATED,
        to=[guest.person for guest in guests],
        calendars={},
    )
    return row
