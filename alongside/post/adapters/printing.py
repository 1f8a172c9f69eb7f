"""A page to print and hand over: one HTML file for each letter, readable by this user only."""

import os
from dataclasses import dataclass
from pathlib import Path

from django.template.loader import get_template

from alongside.post.composing import Envelope


@dataclass(frozen=True)
class Printing:
    """`folder`: where the pages are laid down. The same letter again is the same file."""

    folder: Path
    repeatable: bool = True

    def send(self, envelope: Envelope) -> str:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        name = f"{envelope.letter}.html"
        writing = self.folder / f".{name}"
        handle = os.open(writing, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(page(envelope))
            stream.flush()
            os.fsync(stream.fileno())
        writing.rename(self.folder / name)
        return name


def page(envelope: Envelope) -> str:
    return str(get_template("post/letter.html").render({"letter": envelope}))
