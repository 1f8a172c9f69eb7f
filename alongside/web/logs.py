"""Logs that tell where something broke and never what anybody wrote.

An exception's message may quote a row, a form or a name; so only its type and the places in
our code are kept. Requests are named by their route, not by their address.
"""

import logging
import traceback
from types import TracebackType


class Discreet(logging.Formatter):
    """Level, logger, the message's fixed part, and a traceback without messages and values."""

    def format(self, record: logging.LogRecord) -> str:
        said = f"{record.levelname} {record.name}: {_fixed_part(record)}"
        if record.exc_info and record.exc_info[0]:
            said += "\n" + self.formatException(record.exc_info)
        return said

    def formatException(
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> str:
        kind, _problem, trace = ei
        places = [
            f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in traceback.extract_tb(trace)
        ]
        return "\n".join([*places, kind.__name__ if kind else "unknown"])


def _fixed_part(record: logging.LogRecord) -> str:
    """The message before its values are filled in; an already filled one is cut at its first colon."""
    if record.args:
        return str(record.msg)
    return str(record.msg).split(":", 1)[0]
