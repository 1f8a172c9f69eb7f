"""A scripted language model on this machine: it says what a test tells it to, and keeps what it was asked."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Claims = list[dict[str, Any]]
Says = Callable[[str, Claims], Any]
"""Question and claims in; a string (the model's words), or (status, headers, bytes) for the whole answer."""


@dataclass
class ScriptedModel:
    """`asked`: path, headers and body of each request, in order."""

    url: str = ""
    says: Says = lambda _question, _claims: ""
    asked: list[tuple[str, dict[str, str], dict[str, Any]]] = field(default_factory=list)


def in_order(_question: str, claims: Claims) -> str:
    """The honest model: all claims, last first, in one paragraph."""
    return json.dumps({"paragraphs": [list(reversed(claims))]})


@contextmanager
def scripted_model(says: Says = in_order) -> Iterator[ScriptedModel]:
    model = ScriptedModel(says=says)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            model.asked.append((self.path, dict(self.headers), body))
            given = json.loads(body["messages"][1]["content"])
            said = model.says(given["question"], given["claims"])
            if isinstance(said, str):
                reply = {"choices": [{"message": {"role": "assistant", "content": said}}]}
                said = (200, {}, json.dumps(reply).encode())
            status, headers, data = said
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_given: Any) -> None:
            """Tests are quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    model.url = f"http://127.0.0.1:{server.server_port}/v1"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield model
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
