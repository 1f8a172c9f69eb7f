"""The other side of the ways out, on this machine: a mail server and a text-message provider, scripted."""

import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class MailServer:
    """Takes mail and keeps each message. `refuses`: the answer to RCPT instead of yes."""

    port: int = 0
    messages: list[str] = field(default_factory=list)
    refuses: str = ""
    hangs_up_after_data: bool = False
    slow: float = 0.0

    def numbers(self) -> list[str]:
        """The letters' numbers, from the Message-IDs, in the order of arrival."""
        lines = (line for message in self.messages for line in message.splitlines())
        return [line.split("<")[1].split("@")[0] for line in lines if line.startswith("Message-ID:")]


@contextmanager
def mail_server(**scripted: object) -> Iterator[MailServer]:
    state = MailServer(**scripted)  # type: ignore[arg-type]

    class Talk(socketserver.StreamRequestHandler):
        def say(self, line: str) -> None:
            self.wfile.write(f"{line}\r\n".encode())

        def handle(self) -> None:
            self.say("220 test")
            while line := self.rfile.readline().decode().strip():
                word = line[:4].upper()
                if word == "DATA":
                    self.say("354 go on")
                    self.take()
                    if state.hangs_up_after_data:
                        return
                    time.sleep(state.slow)
                    self.say("250 taken")
                elif word == "RCPT" and state.refuses:
                    self.say(state.refuses)
                elif word == "QUIT":
                    self.say("221 bye")
                    return
                else:
                    self.say("250 ok")

        def take(self) -> None:
            lines = []
            while (line := self.rfile.readline().decode().rstrip("\r\n")) != ".":
                lines.append(line)
            state.messages.append("\n".join(lines))

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        block_on_close = False

        def handle_error(self, request: object, client_address: object) -> None:
            """A client that was killed."""

    with _running(Server(("127.0.0.1", 0), Talk)) as port:
        state.port = port
        yield state


@dataclass
class Provider:
    port: int = 0
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    requests: list[tuple[dict[str, str], str]] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/send"


@contextmanager
def provider(**scripted: object) -> Iterator[Provider]:
    state = Provider(**scripted)  # type: ignore[arg-type]

    class Talk(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            state.requests.append((dict(self.headers), body))
            self.send_response(state.status)
            for name, value in state.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_GET = do_POST

        def log_message(self, *args: object) -> None:
            """Nothing on the test's output."""

    with _running(ThreadingHTTPServer(("127.0.0.1", 0), Talk)) as port:
        state.port = port
        yield state


@contextmanager
def _running(server: socketserver.TCPServer) -> Iterator[int]:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
