"""Signing in and out, and who may be whom."""

import pytest
from django.test import Client

from alongside.people.models import Account
from tests.databases import mark_as_demonstration
from tests.family import PASSWORD


def sign_in(username: str, password: str, client: Client | None = None):
    client = client or Client()
    return client, client.post("/sign-in/", {"login": username, "password": password})


def test_with_the_right_password_one_comes_to_the_start_page(family):
    client, answer = sign_in("rosa", PASSWORD)
    assert (answer.status_code, answer.url) == (302, "/")
    assert "Hello, Rosa" in client.get("/").content.decode()


@pytest.mark.parametrize(
    ("username", "password"), [("rosa", "wrong wrong wrong!"), ("nobody", PASSWORD), ("", "")]
)
def test_with_anything_else_one_stays_outside_and_is_told_alike(family, username, password):
    client, answer = sign_in(username, password)
    assert answer.status_code == 200
    assert "Please look at this again" in answer.content.decode()
    assert client.get("/").status_code == 302


def test_signing_out_needs_a_press_and_then_nothing_is_open(family):
    client, _ = sign_in("rosa", PASSWORD)
    client.get("/sign-out/")
    assert client.get("/").status_code == 200
    client.post("/sign-out/")
    assert client.get("/").status_code == 302


def test_a_link_to_another_site_is_not_followed_after_sign_in(family):
    client = Client()
    answer = client.post(
        "/sign-in/", {"login": "rosa", "password": PASSWORD, "next": "https://evil.example/"}
    )
    assert answer.url == "/"


def test_an_account_that_was_closed_opens_nothing(family):
    Account.objects.filter(username="rosa").update(is_active=False)
    client, _ = sign_in("rosa", PASSWORD)
    assert client.get("/").status_code == 302


def test_made_up_people_can_be_signed_in_as_only_on_a_demonstration(committed_family):
    client = Client()
    assert client.get("/made-up-people/").status_code == 404
    assert client.post("/made-up-people/rosa").status_code == 404
    mark_as_demonstration()
    page = client.get("/made-up-people/").content.decode()
    assert "Rosa Lindqvist" in page
    assert "Made-up people and data. Do not use for real care." in page
    assert client.post("/made-up-people/rosa").url == "/"
    assert client.post("/made-up-people/nobody").status_code == 404


def test_the_application_cannot_mark_a_database_as_a_demonstration(db):
    from django.db import DatabaseError, connection, transaction

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO people_installation (id, demonstration, organisation) VALUES (1, true, '')"
        )
