"""Each way out against a scripted other side on this machine."""

import json
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

from alongside.post.adapters.console import Console
from alongside.post.adapters.delivery import NotDelivered
from alongside.post.adapters.printing import Printing
from alongside.post.adapters.smtp import Smtp
from alongside.post.adapters.webhook import Webhook
from alongside.post.composing import Envelope
from alongside.post.ways import ways_out
from tests.post.servers import mail_server, provider

LETTER, PERSON = UUID(int=1, version=4), UUID(int=2, version=4)
ENVELOPE = Envelope(
    LETTER,
    PERSON,
    "email",
    "rosa@example.org",
    "en",
    "You have something new",
    "Sign in:\nhttps://x/\n\nBye.",
)


def smtp(port: int) -> Smtp:
    return Smtp("care@example.org", "care.example", {"host": "127.0.0.1", "port": port, "timeout": 5})


def webhook(address: str, **more: object) -> Webhook:
    return Webhook(address, frozenset({"127.0.0.1"}), **more)


def test_the_console_tells_numbers_and_never_an_address_or_a_text(capsys):
    Console().send(ENVELOPE)
    assert capsys.readouterr().out == f"letter {LETTER} to person {PERSON} by email\n"


def test_mail_carries_the_letters_number_as_its_message_id():
    with mail_server() as server:
        assert smtp(server.port).send(ENVELOPE) == f"<{LETTER}@care.example>"
        assert server.numbers() == [str(LETTER)]
    assert "To: rosa@example.org" in server.messages[0]
    assert "Subject: You have something new" in server.messages[0]


def test_a_calendar_file_goes_along_as_one():
    invited = replace(ENVELOPE, calendar="BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")
    with mail_server() as server:
        smtp(server.port).send(invited)
    assert "text/calendar" in server.messages[0]
    assert "BEGIN:VCALENDAR" in server.messages[0]


def test_a_refused_recipient_is_certainly_not_delivered():
    with mail_server(refuses="550 nobody here") as server, pytest.raises(NotDelivered) as problem:
        smtp(server.port).send(ENVELOPE)
    assert "rosa" not in str(problem.value)


def test_no_mail_server_is_certainly_not_delivered():
    with mail_server() as server:
        port = server.port
    with pytest.raises(NotDelivered, match="no connection"):
        smtp(port).send(ENVELOPE)


def test_a_server_that_hangs_up_after_the_text_leaves_it_open():
    with mail_server(hangs_up_after_data=True) as server, pytest.raises(Exception) as problem:  # noqa: PT011
        smtp(server.port).send(ENVELOPE)
    assert not isinstance(problem.value, NotDelivered)
    assert len(server.messages) == 1


def test_a_text_message_goes_with_its_number_and_its_token():
    with provider(headers={"X-Message-Id": "sm-7"}) as other:
        assert webhook(other.address, token="t").send(ENVELOPE) == "sm-7"
    ((headers, body),) = other.requests
    assert headers["Idempotency-Key"] == str(LETTER)
    assert headers["Authorization"] == "Bearer t"
    assert json.loads(body)["to"] == "rosa@example.org"


@pytest.mark.parametrize("status", [400, 401, 404, 422])
def test_a_provider_that_says_no_has_certainly_not_delivered(status):
    with provider(status=status) as other, pytest.raises(NotDelivered, match=str(status)):
        webhook(other.address).send(ENVELOPE)


def test_a_provider_that_breaks_leaves_it_open():
    with provider(status=503) as other, pytest.raises(OSError, match="503"):
        webhook(other.address).send(ENVELOPE)


def test_where_a_provider_sends_us_we_do_not_go():
    with provider() as elsewhere, provider(status=307) as other:
        other.headers["Location"] = elsewhere.address
        with pytest.raises(NotDelivered):
            webhook(other.address).send(ENVELOPE)
    assert elsewhere.requests == []


@pytest.mark.parametrize(
    "address",
    [
        "https://sms.example.evil.test/send",
        "https://evil.test/sms.example",
        "https://sms.example@evil.test/",
        "http://sms.example/send",
        "ftp://sms.example/send",
        "file:///etc/passwd",
        "",
    ],
)
def test_only_listed_hosts_and_only_over_tls(address):
    with pytest.raises(ValueError, match=r"on the list of hosts|must start with https"):
        Webhook(address, frozenset({"sms.example"}))


def test_a_printed_letter_is_one_private_file_however_often_it_is_printed(tmp_path: Path):
    way = Printing(tmp_path / "letters")
    names = {way.send(ENVELOPE), way.send(ENVELOPE)}
    assert names == {f"{LETTER}.html"}
    (file,) = (tmp_path / "letters").iterdir()
    assert file.stat().st_mode & 0o777 == 0o600
    assert "<h1>You have something new</h1>" in file.read_text()


def test_a_printed_address_is_text_and_never_markup(tmp_path: Path):
    hostile = Envelope(LETTER, PERSON, "print", "<script>x</script>", "en", "S", "T")
    Printing(tmp_path).send(hostile)
    assert "<script>" not in (tmp_path / f"{LETTER}.html").read_text()


def test_without_settings_everything_goes_to_the_console(settings):
    settings.POST = {}
    assert {type(way) for way in ways_out().values()} == {Console}


def test_each_channel_takes_the_way_that_the_settings_say(settings, tmp_path):
    settings.POST = {
        "email": {"adapter": "smtp", "sender": "a@example.org", "domain": "x", "options": {}},
        "sms": {"adapter": "webhook", "address": "https://sms.example/", "hosts": ["sms.example"]},
        "print": {"folder": str(tmp_path)},
    }
    ways = ways_out()
    assert {name: type(way) for name, way in ways.items()} == {
        "email": Smtp,
        "sms": Webhook,
        "print": Printing,
    }
    assert {name: way.repeatable for name, way in ways.items()} == {
        "email": False,
        "sms": False,
        "print": True,
    }
