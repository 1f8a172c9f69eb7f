"""Logs tell where something broke, and never what anybody wrote."""

import logging
import sys

from alongside.web.logs import Discreet

CANARY = "Rosa is afraid of bleeding"


def logged(message: str, *args: object, problem: Exception | None = None) -> str:
    info = None
    if problem:
        try:
            raise problem
        except type(problem):
            info = sys.exc_info()
    record = logging.LogRecord("django.request", logging.ERROR, __file__, 1, message, args, info)
    return Discreet().format(record)


def test_a_log_line_never_holds_what_somebody_wrote():
    assert CANARY not in logged("Internal Server Error: %s", f"/people/{CANARY}")
    assert CANARY not in logged(f"Internal Server Error: {CANARY}")
    assert CANARY not in logged("Broken", problem=ValueError(CANARY))


def test_it_says_what_kind_of_problem_and_where():
    line = logged("Broken", problem=ValueError(CANARY))
    assert "ValueError" in line
    assert "test_logs.py" in line
