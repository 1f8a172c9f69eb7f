"""Logs tell what happened and where something broke, and never what anybody wrote."""

import json
import logging
import sys

import pytest
import structlog
from django.test import Client, RequestFactory

from alongside.web import tracing
from alongside.web.logs import FIELDS, Discreet
from alongside.web.observing import observed

CANARY = "Rosa is afraid of bleeding"


def logged(message: str, *args: object, problem: Exception | None = None, json: bool = False) -> str:
    info = None
    if problem:
        try:
            raise problem
        except type(problem):
            info = sys.exc_info()
    record = logging.LogRecord("django.request", logging.ERROR, __file__, 1, message, args, info)
    return Discreet(json).format(record)


@pytest.mark.parametrize("json", [True, False])
def test_a_log_line_never_holds_what_somebody_wrote(json):
    lines = [
        logged("Internal Server Error: %s", f"/people/{CANARY}", json=json),
        logged(f"Internal Server Error: {CANARY}", json=json),
        logged("Broken", problem=ValueError(CANARY), json=json),
    ]
    assert [line for line in lines if CANARY in line] == []


def test_it_says_what_kind_of_problem_and_where():
    told = json.loads(logged("Broken", problem=ValueError(CANARY), json=True))
    assert (told["problem"], told["event"], told["level"]) == ("ValueError", "Broken", "error")
    assert "test_logs.py" in told["places"][0]


def test_a_field_that_nobody_declared_is_dropped(caplog):
    caplog.set_level(logging.INFO, "alongside.test")
    caplog.handler.setFormatter(Discreet(json=True))
    structlog.get_logger("alongside.test").info("page", route="home:start", name=CANARY, words=CANARY)
    told = json.loads(caplog.text)
    assert {name: told[name] for name in ("event", "route")} == {"event": "page", "route": "home:start"}
    assert set(told) <= FIELDS


def test_whatever_is_typed_or_asked_for_no_line_of_any_level_holds_it(family, caplog):
    """The canary goes into an address, a query, a form, a header, a cookie and an exception."""
    caplog.set_level(logging.DEBUG)
    # Django tells its statements at DEBUG; an operator cannot switch that on (settings.LOGGING).
    logging.getLogger("django.db.backends").setLevel(logging.INFO)
    caplog.handler.setFormatter(Discreet(json=True))
    client = Client(raise_request_exception=False, headers={"user-agent": CANARY})
    client.cookies["note"] = CANARY
    client.get(f"/people/{CANARY}/choices/?q={CANARY}")
    client.post("/sign-in/", {"login": CANARY, "password": CANARY})
    client.post("/language", {"language": CANARY, "next": f"/{CANARY}"})

    def broken(request):
        raise ValueError(CANARY)

    with pytest.raises(ValueError, match=CANARY):
        observed(broken)(RequestFactory().get(f"/{CANARY}"))
    logging.getLogger("alongside").error("It broke", exc_info=ValueError(CANARY))
    assert "It broke" in caplog.text
    assert CANARY not in caplog.text


def test_every_answer_names_its_request_by_chance_alone(db):
    first, second = (Client().get("/health").headers["Request-Id"] for _ in range(2))
    assert (len(first), first == second) == (32, False)


def test_a_page_is_logged_by_its_route_and_not_by_its_address(db, caplog):
    caplog.set_level(logging.INFO, "alongside")
    caplog.handler.setFormatter(Discreet(json=True))
    Client().get("/health")
    told = json.loads(caplog.text)
    assert (told["route"], told["method"], told["status"]) == ("web:health", "GET", 200)
    assert told["ms"] >= 0


def test_no_trace_is_made_unless_asked_for(db):
    assert tracing.tracer_of("") is None


def test_a_trace_holds_route_method_and_status_and_nothing_else(db, monkeypatch):
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import SimpleSpanProcessor
    from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

    kept = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(kept))
    monkeypatch.setattr(tracing, "tracer_of", lambda address: provider.get_tracer("test"))
    Client().get(f"/health?q={CANARY}", headers={"user-agent": CANARY})
    (made,) = kept.get_finished_spans()
    assert made.name == "web:health"
    assert dict(made.attributes) == {"http.request.method": "GET", "http.response.status_code": 200}


def test_ready_says_what_is_missing_and_no_more(db, monkeypatch):
    assert Client().get("/ready").content == b"ready"
    from django.db import OperationalError

    from alongside.web import views

    def away(*_args):
        raise OperationalError(CANARY)

    monkeypatch.setattr(views, "MigrationExecutor", away)
    answer = Client().get("/ready")
    assert (answer.status_code, answer.content) == (503, b"the database does not answer")


@pytest.mark.parametrize("lost", [ValueError("Couldn't load manifest"), FileNotFoundError("gone"), 0])
def test_ready_says_no_when_no_page_could_be_shown_for_want_of_its_files(db, monkeypatch, lost):
    """After a power cut the list of them was empty: every page failed, and `/ready` said ready."""
    from django.contrib.staticfiles.storage import staticfiles_storage

    def size(_name):
        if isinstance(lost, Exception):
            raise lost
        return lost

    monkeypatch.setattr(staticfiles_storage, "size", size)
    answer = Client().get("/ready")
    assert (answer.status_code, answer.content[:31]) == (503, b"the files that pages need are n")
