"""Which way out each channel takes, from the setting POST.

POST = {"site": "https://care.example",
        "email": {"adapter": "smtp", "sender": …, "domain": …, "options": {"host": …, "port": …}},
        "sms": {"adapter": "webhook", "address": …, "hosts": […], "token": …, "repeatable": False},
        "print": {"folder": …}}
What is not set goes to the console.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from django.conf import settings

from alongside.post.adapters.console import Console
from alongside.post.adapters.delivery import Adapter
from alongside.post.adapters.printing import Printing
from alongside.post.adapters.smtp import Smtp
from alongside.post.adapters.webhook import Webhook
from alongside.post.models import Channel


def _smtp(said: Mapping[str, Any]) -> Adapter:
    return Smtp(sender=said["sender"], domain=said["domain"], options=dict(said["options"]))


def _webhook(said: Mapping[str, Any]) -> Adapter:
    return Webhook(
        address=said["address"],
        hosts=frozenset(said["hosts"]),
        token=said.get("token", ""),
        repeatable=said.get("repeatable", False),
    )


def _printing(said: Mapping[str, Any]) -> Adapter:
    return Printing(folder=Path(said["folder"]))


def _console(said: Mapping[str, Any]) -> Adapter:
    return Console(file=said.get("file", ""))


ADAPTERS: dict[str, Callable[[Mapping[str, Any]], Adapter]] = {
    "console": _console,
    "smtp": _smtp,
    "webhook": _webhook,
    "printing": _printing,
}


def _said() -> Mapping[str, Any]:
    return getattr(settings, "POST", {})


def site() -> str:
    return str(_said().get("site", "http://localhost:8000"))


def ways_out() -> dict[str, Adapter]:
    """One adapter for each channel that goes out. Raises ValueError or KeyError for a wrong setting."""
    out: dict[str, Adapter] = {}
    for channel in (Channel.EMAIL, Channel.SMS, Channel.PRINT):
        said = _said().get(channel.value, {})
        usual = "printing" if "folder" in said else "console"
        out[channel.value] = ADAPTERS[said.get("adapter", usual)](said)
    return out
