"""Two made-up languages: English made a third longer, and English marked as right-to-left.

What still reads as plain English in them was not marked for translation.
"""

import re
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo

from tests.installation import CHECKOUT

METHODS = [("alongside/**.py", "python"), ("alongside/**/jinja2/**.html", "jinja2")]
OPTIONS = {
    "alongside/**/jinja2/**.html": {
        "trimmed": "true",
        "newstyle_gettext": "true",
        "extensions": "jinja2.ext.do",
    }
}
KEYWORDS = {
    "_": None,
    "N_": None,
    "gettext": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
}
# What a message must carry over unchanged: %(name)s, {called}, %%.
KEPT = re.compile(r"%\([a-z_]+\)[sd]|\{[a-z_]+\}|%%")
LONGER = str.maketrans({"a": "aä", "e": "eë", "o": "oö", "u": "uü"})


def longer(message: str) -> str:
    parts = KEPT.split(message)
    kept = [*KEPT.findall(message), ""]
    return "⟦" + "".join(part.translate(LONGER) + keep for part, keep in zip(parts, kept, strict=True)) + "⟧"


def messages() -> list[tuple[str | tuple[str, ...], str | None]]:
    found = extract_from_dir(str(CHECKOUT), METHODS, OPTIONS, keywords=KEYWORDS)
    return [(message, context) for _file, _line, message, _comments, context in found]


def write_catalogs(folder: Path) -> None:
    extracted = messages()
    for locale in ("en_XA", "ar_XB"):
        catalog = Catalog(locale=None)
        for message, context in extracted:
            one = message if isinstance(message, str) else message[0]
            string = longer(one) if isinstance(message, str) else (longer(message[0]), longer(message[1]))
            catalog.add(message, string, context=context)
        target = folder / locale / "LC_MESSAGES"
        target.mkdir(parents=True, exist_ok=True)
        with (target / "django.mo").open("wb") as stream:
            write_mo(stream, catalog)
