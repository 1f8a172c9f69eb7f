"""One-time codes, spare codes, counted tries, and where one is signed in."""

import re
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from alongside.config.home import Home
from alongside.people import attempts
from alongside.people.actions import drop_second_step
from alongside.people.devices import device
from alongside.people.models import Account, Session
from alongside.people.sessions import BEGAN
from tests.family import PASSWORD


def code(secret: str, ahead: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + ahead))


def sign_in(username: str, password: str = PASSWORD, **headers: str):
    client = Client(headers=headers)
    return client, client.post("/sign-in/", {"login": username, "password": password})


def set_up(client: Client) -> tuple[str, list[str]]:
    """Turn the second step on as a person does; its secret and the spare codes."""
    page = client.get("/my-sign-in/code/").content.decode()
    secret = re.search(r"<code>([A-Z2-7]+)</code>", page)[1]
    answer = client.post("/my-sign-in/code/", {"code": code(secret)}, follow=True)
    return secret, re.findall(r"<code>(\d{8})</code>", answer.content.decode())


def test_codes_are_those_of_the_standard():
    """RFC 4226, appendix D: the first ten values for the secret "12345678901234567890"."""
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    first_ten = [hotp_value(secret, count) for count in range(10)]
    assert first_ten == [
        755224, 287082, 359152, 969429, 338314, 254676, 287922, 162583, 399871, 520489,
    ]  # fmt: skip


def test_with_the_second_step_the_password_alone_opens_nothing(family):
    client, _ = sign_in("ada")
    secret, spare = set_up(client)
    assert len(spare) == 10
    again, answer = sign_in("ada")
    assert answer.url == "/sign-in/code/"
    assert again.get("/").status_code == 302
    page = again.post("/sign-in/code/", {"code": "000000"})
    assert "These are not the numbers we expected" in page.content.decode()
    assert again.get("/").status_code == 302
    # The code of this half minute was used up by setting it up; the next one is good already.
    assert again.post("/sign-in/code/", {"code": code(secret, ahead=1)}).url == "/"
    assert again.get("/").status_code == 200


def test_a_code_works_once(family):
    client, _ = sign_in("ada")
    secret, _spare = set_up(client)
    first, _ = sign_in("ada")
    given = code(secret, ahead=1)
    assert first.post("/sign-in/code/", {"code": given}).status_code == 302
    second, _ = sign_in("ada")
    assert second.post("/sign-in/code/", {"code": given}).status_code == 200
    assert second.get("/").status_code == 302


def test_a_spare_code_works_once(family):
    client, _ = sign_in("ada")
    _secret, spare = set_up(client)
    first, _ = sign_in("ada")
    assert first.post("/sign-in/code/", {"code": spare[3]}).url == "/"
    second, _ = sign_in("ada")
    assert second.post("/sign-in/code/", {"code": spare[3]}).status_code == 200


def test_spare_codes_are_shown_once(family):
    client, _ = sign_in("ada")
    _secret, spare = set_up(client)
    page = client.get("/my-sign-in/spare-codes/").content.decode()
    assert [one for one in spare if one in page] == []


def test_no_secret_lies_open_in_the_database(family):
    client, _ = sign_in("ada")
    secret, spare = set_up(client)
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert [one for one in (secret, *spare) if one in kept] == []


def test_staff_set_the_second_step_up_before_anything_else_where_it_is_required(committed_family, settings):
    settings.STAFF_SECOND_STEP = "required"
    client, _ = sign_in("ada")
    assert client.get("/").url == "/my-sign-in/code/"
    assert client.get("/ask/").url == "/my-sign-in/code/"
    set_up(client)
    assert client.get("/").status_code == 200


def test_patients_are_never_made_to(family, settings):
    settings.STAFF_SECOND_STEP = "required"
    client, _ = sign_in("rosa")
    assert client.get("/").status_code == 200


def test_after_ten_wrong_passwords_even_the_right_one_waits_and_another_account_does_not(family):
    for _ in range(attempts.MOST):
        sign_in("rosa", "wrong wrong wrong!")
    _client, answer = sign_in("rosa")
    assert "There were too many tries" in answer.content.decode()
    _client, answer = sign_in("ada")
    assert answer.status_code == 302


def test_after_a_quarter_of_an_hour_one_may_try_again(family):
    for _ in range(attempts.MOST + 1):
        attempts.may_try("password", "rosa")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE people_attempt SET since = since - interval '16 minutes'")
    assert attempts.may_try("password", "rosa")


def test_the_count_knows_no_capital_letters_and_holds_no_name(family):
    attempts.may_try("password", "Rosa")
    attempts.may_try("password", " rosa ")
    with connection.cursor() as cursor:
        cursor.execute("SELECT key, tries FROM people_attempt")
        rows = cursor.fetchall()
    assert [(len(key), tries) for key, tries in rows] == [(64, 2)]
    assert "rosa" not in rows[0][0]


def test_guesses_at_the_same_moment_are_all_counted(committed_family):
    def guess(_: int) -> bool:
        try:
            return attempts.may_try("code", "somebody")
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as many:
        allowed = list(many.map(guess, range(50)))
    assert allowed.count(True) == attempts.MOST


def test_a_try_stays_counted_when_the_page_breaks_afterwards(committed_family):
    client = Client(raise_request_exception=False)
    client.post("/sign-in/", {"login": "rosa", "password": "wrong wrong wrong!"})
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        raise ZeroDivisionError
    with connection.cursor() as cursor:
        cursor.execute("SELECT sum(tries) FROM people_attempt")
        assert cursor.fetchone() == (1,)


def test_codes_are_counted_too(family):
    client, _ = sign_in("ada")
    secret, _spare = set_up(client)
    again, _ = sign_in("ada")
    for _ in range(attempts.MOST):
        again.post("/sign-in/code/", {"code": "000000"})
    page = again.post("/sign-in/code/", {"code": code(secret, ahead=1)})
    assert "There were too many tries" in page.content.decode()


FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
PHONE = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36"


def test_one_sees_where_one_is_signed_in_and_ends_it_at_once(family):
    here, _ = sign_in("rosa", **{"user-agent": FIREFOX})
    there, _ = sign_in("rosa", **{"user-agent": PHONE})
    here.get("/")
    there.get("/")
    page = here.get("/my-sign-in/").content.decode()
    assert ("Firefox, Windows" in page, "Chrome, Android" in page) == (True, True)
    other = Session.objects.get(device="Chrome, Android")
    here.post(f"/my-sign-in/places/{other.listed_as}/end")
    assert (there.get("/").status_code, here.get("/").status_code) == (302, 200)


def test_all_other_places_end_together(family):
    clients = [sign_in("rosa")[0] for _ in range(3)]
    for client in clients:
        client.get("/")
    clients[0].post("/my-sign-in/places/others/end")
    assert [client.get("/").status_code for client in clients] == [200, 302, 302]


def test_nobody_ends_somebody_elses_session(family):
    rosa, _ = sign_in("rosa")
    rosa.get("/")
    theirs = Session.objects.get(account__username="rosa")
    ada, _ = sign_in("ada")
    assert ada.post(f"/my-sign-in/places/{theirs.listed_as}/end").status_code == 404
    assert rosa.get("/").status_code == 200


def test_the_database_holds_no_key_that_lets_anybody_in(family):
    client, _ = sign_in("rosa")
    key = client.cookies["session"].value
    assert Session.objects.filter(session_key=key).count() == 0
    thief = Client()
    thief.cookies["session"] = Session.objects.get(account__username="rosa").session_key
    assert thief.get("/").status_code == 302


@pytest.mark.parametrize(
    ("username", "hours", "status"), [("ada", 13, 302), ("rosa", 13, 200), ("rosa", 25, 302)]
)
def test_however_busy_everybody_signs_in_anew_after_the_longest_time(family, username, hours, status):
    client, _ = sign_in(username)
    session = client.session
    session[BEGAN] = (timezone.now() - timedelta(hours=hours)).isoformat()
    session.save()
    assert client.get("/").status_code == status


def test_a_new_password_ends_the_other_sessions_and_keeps_this_one(family):
    here, _ = sign_in("rosa")
    there, _ = sign_in("rosa")
    new = "a longer walk by the river"
    answer = here.post("/my-sign-in/password/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert answer.status_code == 302
    assert (here.get("/").status_code, there.get("/").status_code) == (200, 302)


def test_a_closed_account_is_out_at_once(family):
    from alongside.people.actions import close_account

    client, _ = sign_in("rosa")
    close_account(account=Account.objects.get(username="rosa"))
    assert client.get("/").status_code == 302


@pytest.mark.parametrize(
    ("agent", "words"),
    [(FIREFOX, "Firefox, Windows"), (PHONE, "Chrome, Android"), ("", ""), ("curl/8.0", "")],
)
def test_a_browser_is_told_in_plain_words(agent, words):
    assert device(agent) == words


def test_after_a_restore_without_the_key_the_password_alone_opens_nothing_and_a_sentence_tells(
    family, settings, tmp_path
):
    secret, spare = set_up(sign_in("ada")[0])
    settings.HOME = Home(tmp_path)  # a new machine: the database is back, the key file is not
    for given in (code(secret, ahead=1), spare[0]):
        client, _ = sign_in("ada")
        answer = client.post("/sign-in/code/", {"code": given})
        assert answer.status_code == 200
        assert "We cannot check your numbers on this machine" in answer.content.decode()
        assert client.get("/").status_code == 302
    drop_second_step(account=Account.objects.get(username="ada"))
    assert sign_in("ada")[1].url == "/"


def test_with_the_key_file_put_back_the_same_codes_go_on(family, settings, tmp_path):
    before = settings.HOME
    secret, _spare = set_up(sign_in("ada")[0])
    settings.HOME = Home(tmp_path)
    settings.HOME.secret("second_step_key", before.secret("second_step_key"))
    client, _ = sign_in("ada")
    assert client.post("/sign-in/code/", {"code": code(secret, ahead=1)}).url == "/"
