"""Where a language model is, from the settings, and one question to it through a process of its own.

Any endpoint in the form of OpenAI's chat completions fits. Off unless `ALONGSIDE_MODEL_URL` is set. The
process gets no environment, no database and nothing of a patient; the key reaches it over its standard input.
"""

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from alongside.answers.joining import MOST_REPLY

_CHILD = Path(__file__).with_name("joining_child.py")
_OF_THIS_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})
_STARTING = 2.0
"""Seconds that the process may take besides waiting for the endpoint."""
MOST_SECONDS = 20.0
MOST_BYTES = 4 * MOST_REPLY


@dataclass(frozen=True)
class Endpoint:
    """A language model: its address, its name there, the file of its key, how long a reader waits for it."""

    url: str
    model: str
    key_file: Path | None = None
    seconds: float = 6.0

    @property
    def host(self) -> str:
        return urlsplit(self.url).hostname or ""


def endpoint_from(*, url: str, model: str, key_file: str = "", seconds: str = "6") -> Endpoint | None:
    """The endpoint of the settings, None where none is set. Raises ValueError with a sentence to mend it."""
    if not url:
        return None
    address = urlsplit(url)
    if not (address.scheme == "https" or (address.scheme == "http" and address.hostname in _OF_THIS_MACHINE)):
        raise ValueError(
            "ALONGSIDE_MODEL_URL must begin with https://, or with http:// for a model on this machine."
        )
    if not address.hostname or address.username or address.password or address.query or address.fragment:
        raise ValueError("ALONGSIDE_MODEL_URL must be a plain address such as https://models.example/v1.")
    if not model:
        raise ValueError("ALONGSIDE_MODEL_NAME is not set. Name the model that the endpoint should use.")
    return Endpoint(f"{url.rstrip('/')}/chat/completions", model, _key_file(key_file), _seconds(seconds))


def _key_file(named: str) -> Path | None:
    if not named:
        return None
    path = Path(named)
    if not path.is_file():
        raise ValueError(f"ALONGSIDE_MODEL_KEY_FILE names {path}, and there is no such file.")
    if path.stat().st_mode & 0o077:
        raise ValueError(f"Others on this machine can read {path}. Run chmod 600 on it and start again.")
    return path


def _seconds(words: str) -> float:
    try:
        seconds = float(words)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= MOST_SECONDS:
        raise ValueError(f"ALONGSIDE_MODEL_SECONDS must be a number up to {MOST_SECONDS:.0f}, not {words!r}.")
    return seconds


def reply_from(endpoint: Endpoint, body: dict[str, Any]) -> str | None:
    """What the model replied; None when it did not in time, or said nothing that can be read."""
    key = endpoint.key_file.read_text(encoding="utf-8").strip() if endpoint.key_file else ""
    given = {
        "url": endpoint.url,
        "key": key,
        "body": body,
        "seconds": endpoint.seconds,
        "most": MOST_BYTES,
    }
    with tempfile.TemporaryDirectory(prefix="alongside-model-") as empty_folder:
        try:
            done = subprocess.run(
                [sys.executable, "-I", "-B", str(_CHILD)],
                input=json.dumps(given).encode(),
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={"LC_ALL": "C.UTF-8"},
                cwd=empty_folder,
                timeout=endpoint.seconds + _STARTING,
                check=False,
            )
        except (subprocess.TimeoutExpired, OSError):
            return None
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else None
