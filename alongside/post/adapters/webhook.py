"""Text messages through a provider's web address. The letter's number goes along as Idempotency-Key."""

import json
import urllib.error
import urllib.request
from dataclasses import dataclass
from http.client import HTTPMessage
from typing import IO
from urllib.parse import urlsplit

from alongside.post.adapters.delivery import NotDelivered
from alongside.post.composing import Envelope

TIMEOUT = 10.0  # seconds
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Where a provider sends us is not on the list of hosts."""

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: HTTPMessage,
        newurl: str,
    ) -> None:
        return None


def check_address(address: str, hosts: frozenset[str]) -> None:
    """Raise ValueError unless the address is https (http on this machine) at exactly an allowed host."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    if host not in hosts:
        raise ValueError(f"The host {host!r} is not on the list of hosts that letters may go to.")
    if parts.scheme != "https" and not (parts.scheme == "http" and host in LOOPBACK):
        raise ValueError("The address for text messages must start with https://.")


@dataclass(frozen=True)
class Webhook:
    """`repeatable`: the provider promises to act once on each Idempotency-Key. Raises ValueError."""

    address: str
    hosts: frozenset[str]
    token: str = ""
    repeatable: bool = False

    def __post_init__(self) -> None:
        check_address(self.address, self.hosts)

    def send(self, envelope: Envelope) -> str:
        try:
            with self._opener().open(self._request(envelope), timeout=TIMEOUT) as answer:
                return str(answer.headers.get("X-Message-Id", ""))[:200]
        except urllib.error.HTTPError as problem:
            if problem.code < 500:
                raise NotDelivered(f"the provider refused it ({problem.code})") from None
            raise
        except urllib.error.URLError as problem:
            if isinstance(problem.reason, ConnectionRefusedError):
                raise NotDelivered("no connection to the provider") from None
            raise

    def _opener(self) -> urllib.request.OpenerDirector:
        # No proxy from the environment: letters go where the settings say and nowhere else.
        return urllib.request.build_opener(urllib.request.ProxyHandler({}), _NoRedirect())

    def _request(self, envelope: Envelope) -> urllib.request.Request:
        body = json.dumps({"to": envelope.address, "text": f"{envelope.subject}\n{envelope.text}"})
        headers = {"Content-Type": "application/json", "Idempotency-Key": str(envelope.letter)}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        return urllib.request.Request(self.address, body.encode(), headers, method="POST")  # noqa: S310
