"""E-mail by SMTP, through Django's mail settings. The letter's number is its Message-ID."""

import smtplib
from dataclasses import dataclass
from typing import Any

from django.core.mail import EmailMessage, get_connection

from alongside.post.adapters.delivery import NotDelivered
from alongside.post.composing import Envelope

# The server said no before it took the letter.
REFUSED = (
    smtplib.SMTPRecipientsRefused,
    smtplib.SMTPSenderRefused,
    smtplib.SMTPDataError,
    smtplib.SMTPHeloError,
    smtplib.SMTPNotSupportedError,
)


@dataclass(frozen=True)
class Smtp:
    """`sender`: the From address; `domain`: what the Message-ID ends in; `options`: host, port, username …"""

    sender: str
    domain: str
    options: dict[str, Any]
    repeatable: bool = False

    def send(self, envelope: Envelope) -> str:
        number = f"<{envelope.letter}@{self.domain}>"
        connection = get_connection("django.core.mail.backends.smtp.EmailBackend", **self.options)
        message = EmailMessage(
            envelope.subject,
            envelope.text,
            self.sender,
            [envelope.address],
            headers={"Message-ID": number, "Auto-Submitted": "auto-generated"},
            connection=connection,
        )
        if envelope.calendar:
            message.attach("meeting.ics", envelope.calendar, "text/calendar")
        try:
            connection.open()
        except (OSError, smtplib.SMTPException) as problem:
            raise NotDelivered(f"no connection to the mail server ({type(problem).__name__})") from None
        try:
            message.send()
        except REFUSED as problem:
            raise NotDelivered(f"the mail server refused it ({type(problem).__name__})") from None
        finally:
            connection.close()
        return number
