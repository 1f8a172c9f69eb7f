"""The only place that speaks with a language model: a program of its own that knows nothing of the platform.

Reads one JSON object from standard input ({"url", "key", "body", "seconds", "most"}) and writes the model's
words to standard output, nothing on any failure. It is started with an empty environment in an empty folder,
holds no database and no file of ours, may write no file and start no program, goes to the address it was
given and nowhere else: no redirect, no proxy.
"""

import ctypes
import json
import resource
import sys
import urllib.error
import urllib.request
from typing import Any

_NO_NEW_PRIVILEGES = 38
_MEMORY = 512 * 1024 * 1024


class NoRedirect(urllib.request.HTTPRedirectHandler):
    """An endpoint that sends us elsewhere is answered with nothing."""

    def redirect_request(self, *_given: Any) -> None:
        return None


def lock_room(seconds: int) -> None:
    """Take away what the child does not need."""
    ctypes.CDLL(None).prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    for name, limit in (
        (resource.RLIMIT_AS, _MEMORY),
        (resource.RLIMIT_CPU, seconds + 1),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(name, (limit, limit))


def asked(given: dict[str, Any]) -> str:
    """The words of the first choice. Raises OSError, ValueError, LookupError or TypeError without any."""
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    if given["key"]:
        headers["Authorization"] = f"Bearer {given['key']}"
    body = json.dumps(given["body"]).encode()
    # The settings admit https, and http to this machine (joining_process.endpoint_from).
    request = urllib.request.Request(given["url"], body, headers, method="POST")  # noqa: S310
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), NoRedirect)
    with opener.open(request, timeout=given["seconds"]) as response:
        data = response.read(given["most"] + 1)
    if len(data) > given["most"]:
        raise ValueError("too long")
    words = json.loads(data)["choices"][0]["message"]["content"]
    if not isinstance(words, str):
        raise TypeError("no words")
    return words


def main() -> int:
    given = json.loads(sys.stdin.buffer.read())
    lock_room(int(given["seconds"]))
    try:
        words = asked(given)
    except (OSError, ValueError, LookupError, TypeError, RecursionError, MemoryError):
        return 1
    sys.stdout.buffer.write(words.encode("utf-8", "replace"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
