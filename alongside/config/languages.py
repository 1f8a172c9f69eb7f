"""Languages of the pages that this installation has taken up besides English.

Each lies in the installation's folder `languages`: the catalogue as gettext reads it, and `about.json`, which
says what the language is called and who signed its words. Whether a catalogue may be taken up is judged in
`catalogue.py`; this module only keeps and finds, so that settings can be read without that work.
"""

import json
import shutil
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from django.utils.translation import to_locale

from alongside.plain.files import write_whole

FOLDER = "languages"


@dataclass(frozen=True)
class Taken:
    """A language that pages can be read in. `code` as in HTML (pt-br); unsigned words are a draft."""

    code: str
    name: str
    right_to_left: bool
    translated: int
    of: int
    signed_by: str = ""
    signed_on: date | None = None

    @property
    def is_draft(self) -> bool:
        """Nobody who is qualified has put their name to these words."""
        return not self.signed_by

    @property
    def info(self) -> dict[str, Any]:
        """As Django describes languages; it knows about a hundred, and wards more."""
        return {"code": self.code, "bidi": self.right_to_left, "name": self.name, "name_local": self.name}


def taken(home: Path) -> list[Taken]:
    """What has been taken up, by code. A folder that cannot be read is left out; the doctor names it."""
    found = (_read(file) for file in sorted((home / FOLDER).glob("*/about.json")))
    return [one for one in found if one]


def unreadable(home: Path) -> list[Path]:
    """Folders that hold no language which pages can be read in."""
    folders = sorted(path for path in (home / FOLDER).glob("*") if path.is_dir())
    return [folder for folder in folders if _read(folder / "about.json") is None]


def _read(file: Path) -> Taken | None:
    if not (file.parent / "LC_MESSAGES/django.mo").is_file():
        return None
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
        signed = date.fromisoformat(told["signed_on"]) if told["signed_on"] else None
        return Taken(**{**told, "signed_on": signed})
    except (OSError, ValueError, TypeError, KeyError):
        return None


def take_up(home: Path, language: Taken, compiled: bytes) -> None:
    """Keep a language in place of an earlier one of this code. `about.json` goes first and comes last: a kill
    in between leaves a language that is not offered, never new words under an old signature."""
    place = home / FOLDER / to_locale(language.code)
    (place / "LC_MESSAGES").mkdir(parents=True, exist_ok=True, mode=0o700)
    (place / "about.json").unlink(missing_ok=True)
    write_whole(place / "LC_MESSAGES/django.mo", compiled)
    write_whole(place / "about.json", json.dumps(asdict(language), default=str))


def withdraw(home: Path, code: str) -> bool:
    """Pages are no longer read in this language. False where it was not taken up."""
    named = to_locale(code)
    found = [folder for folder in (home / FOLDER).glob("*") if folder.name == named]
    for folder in found:
        shutil.rmtree(folder)
    return bool(found)


def today() -> date:
    return datetime.now(UTC).date()
