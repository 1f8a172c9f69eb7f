"""Two made-up languages: English made a third longer, and English marked as right-to-left.

What still reads as plain English in them was not marked for translation.
"""

from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from alongside.config.catalogue import KEPT, our_words

LONGER = str.maketrans({"a": "aä", "e": "eë", "o": "oö", "u": "uü"})


def longer(message: str) -> str:
    parts = KEPT.split(message)
    kept = [*KEPT.findall(message), ""]
    return "⟦" + "".join(part.translate(LONGER) + keep for part, keep in zip(parts, kept, strict=True)) + "⟧"


def messages() -> list[tuple[str | tuple[str, ...], str | None]]:
    return [(message, context) for _file, _line, message, context in our_words()]


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
