"""Logs that tell what happened and where something broke, and never what anybody wrote.

An exception's message may quote a row, a form or a name; so only its type and the places in our code are
kept. Requests are named by their route, not by their address. Of every other field only those stand here
that FIELDS declares; the rest is dropped, whoever wrote it. Made with structlog, for our own lines and for
those of every library alike.
"""

import logging
import sys
import traceback
from collections.abc import MutableMapping
from types import TracebackType
from typing import Any

import structlog

FIELDS = frozenset(
    {
        "at",
        "level",
        "logger",
        "event",  # a fixed sentence of ours, never a filled-in one
        "route",
        "method",
        "status",
        "ms",
        "request",  # a random id, also in the answer's header
        "problem",  # the type of an exception
        "places",  # file, line and function; no values
        "job",
        "count",
    }
)
Event = MutableMapping[str, Any]


def only_declared(_logger: Any, _method: str, event: Event) -> Event:
    """Drop every field that is not declared; keep the fixed part of the sentence."""
    record: logging.LogRecord | None = event.get("_record")
    if record is not None:
        event["event"] = _fixed_part(record)
        event["logger"] = record.name
        event["level"] = record.levelname.lower()
    _add_problem(event, record)
    kept = {name: value for name, value in event.items() if name in FIELDS or name.startswith("_")}
    event.clear()
    event.update(kept)
    return event


def _add_problem(event: Event, record: logging.LogRecord | None) -> None:
    told = event.pop("exc_info", None) or (record.exc_info if record else None)
    if told is True:
        told = sys.exc_info()
    if isinstance(told, BaseException):
        told = (type(told), told, told.__traceback__)
    if isinstance(told, tuple) and told[0]:
        event["problem"] = told[0].__name__
        event["places"] = places(told[2])


def places(trace: TracebackType | None) -> list[str]:
    """Where an exception came from: file, line and function of each step."""
    return [f"{frame.filename}:{frame.lineno} in {frame.name}" for frame in traceback.extract_tb(trace)]


def _fixed_part(record: logging.LogRecord) -> str:
    """The message before its values are filled in; an already filled one is cut at its first colon."""
    if record.args:
        return str(record.msg)
    return str(record.msg).split(":", 1)[0]


def _without_trace(_logger: Any, _method: str, event: Event) -> Event:
    """What logging itself would print of an exception is dropped from the record before it is written."""
    record = event.get("_record")
    if record is not None:
        record.exc_info = record.exc_text = record.stack_info = None
    return event


_SHARED: list[Any] = [structlog.processors.TimeStamper(fmt="iso", key="at"), only_declared, _without_trace]


class Discreet(structlog.stdlib.ProcessorFormatter):
    """The formatter of every handler. ``json``: a line of JSON each, for a collector; else for people."""

    def __init__(self, json: bool = False) -> None:
        writer: Any = (
            structlog.processors.JSONRenderer()
            if json
            else structlog.processors.KeyValueRenderer(key_order=["at", "level", "event"], drop_missing=True)
        )
        super().__init__(
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, writer],
            foreign_pre_chain=_SHARED,
        )


def configure() -> None:
    """Let structlog's own loggers go the same way as every other line."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            structlog.stdlib.add_logger_name,
            structlog.stdlib.add_log_level,
            *_SHARED,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
