"""From a letter's row to what is sent: its words in the reader's language, its link, its own number."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext

from alongside.post.models import Contact, Letter
from alongside.post.wording import CLOSING, WORDINGS
from alongside.web.languages import draft_line


@dataclass(frozen=True, slots=True)
class Envelope:
    """What an adapter gets. `letter` is the same at each try, so that a provider can tell a repetition."""

    letter: UUID
    person: UUID
    channel: str
    address: str
    language: str
    subject: str
    text: str
    calendar: str = ""


def compose(letter: Letter, contact: Contact, *, site: str) -> Envelope:
    """Write the letter. `site`: where this installation is reached, as https://care.example."""
    wording = WORDINGS[letter.template]
    with translation.override(letter.language):
        said = {"link": site.rstrip("/") + letter.values.get("path", "/")}
        if "when" in letter.values:
            said["when"] = _clock(letter.values["when"], contact.zone)
        parts = (draft_line(), gettext(wording.text), gettext(CLOSING))
        return Envelope(
            letter=letter.pk,
            person=letter.to_id,
            channel=contact.channel,
            address=contact.address,
            language=letter.language,
            subject=gettext(wording.subject),
            text="\n\n".join(filter(None, parts)).format(**said),
            calendar=letter.calendar,
        )


def _clock(moment: str, zone: str) -> str:
    return date_format(datetime.fromisoformat(moment).astimezone(ZoneInfo(zone)), "l j F Y, H:i")
