"""A page to print and hand over: one HTML file for each letter, readable by this user only."""

from dataclasses import dataclass
from pathlib import Path

from django.template.loader import get_template

from alongside.plain.files import write_whole
from alongside.post.composing import Envelope


@dataclass(frozen=True)
class Printing:
    """`folder`: where the pages are laid down. The same letter again is the same file."""

    folder: Path
    repeatable: bool = True

    def send(self, envelope: Envelope) -> str:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        name = f"{envelope.letter}.html"
        write_whole(self.folder / name, page(envelope))
        return name


def page(envelope: Envelope) -> str:
    return str(get_template("post/letter.html").render({"letter": envelope}))
