"""A catalogue of translated words (gettext's PO): read, judged against our own words, compiled.

What a page shows from a catalogue stands in it as our own words do. So a catalogue is refused where a
translation lost a name that is put in, changed a number, or brings another tag than the English has.
Plural forms and the file format are Babel's (BSD).
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po, write_po

CODE = Path(__file__).resolve().parent.parent
SHIPPED = CODE / "locale"
LARGEST = 8_000_000  # bytes; ours with translations is under one million

_METHODS = [("**.py", "python"), ("**/jinja2/**.html", "jinja2")]
_OPTIONS = {
    "**/jinja2/**.html": {"trimmed": "true", "newstyle_gettext": "true", "extensions": "jinja2.ext.do"}
}
_KEYWORDS = {
    "_": None,
    "N_": None,
    "gettext": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
}
# What a message must carry over unchanged: %(name)s, {called}, %%; a sign alone would break its page.
KEPT = re.compile(r"%\([a-z_]+\)[sd]|\{[a-z_]+\}|%%|[%{}]")
_TAG = re.compile(r"<[^>]*>?")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")

Identity = tuple[str, str | tuple[str, ...]]


class NotACatalogue(ValueError):
    """The file cannot be read as a catalogue; the message says why and how to mend it."""


@dataclass(frozen=True)
class Fault:
    """One translation that must not be shown. `line` in the file; `said` is the English."""

    line: int
    said: str
    wrong: str


@dataclass(frozen=True)
class Verdict:
    """What was found in a catalogue. Untranslated messages are shown in English and are no fault."""

    code: str
    name: str
    right_to_left: bool
    translated: int
    of: int
    unsure: int
    unknown: int
    faults: tuple[Fault, ...]
    missing: dict[str, int]


@cache
def our_words() -> tuple[tuple[str, int, str | tuple[str, ...], str | None], ...]:
    """Every message of the program: file, line, English (singular and plural), context."""
    found = extract_from_dir(str(CODE), _METHODS, _OPTIONS, keywords=_KEYWORDS)
    return tuple((file, line, said, context) for file, line, said, _comments, context in found if said)


def _identity(said: str | tuple[str, ...] | list[str], context: str | None) -> Identity:
    return (context or "", said if isinstance(said, str) else tuple(said))


def _rooms() -> dict[Identity, str]:
    """Each message and the room that says it (the first of several)."""
    rooms: dict[Identity, str] = {}
    for file, _line, said, context in our_words():
        rooms.setdefault(_identity(said, context), Path(file).parts[0])
    return rooms


def read(content: bytes) -> Catalog:
    """The catalogue in a PO file. Raises NotACatalogue."""
    if len(content) > LARGEST:
        raise NotACatalogue(f"It is larger than {LARGEST // 1_000_000} MB. A catalogue of ours is under one.")
    try:
        content.decode("utf-8")
        catalogue = read_po(BytesIO(content), abort_invalid=True, charset="utf-8")
    except UnicodeDecodeError as problem:
        raise NotACatalogue(f"It is not written in UTF-8: {problem}. Save it as UTF-8.") from problem
    except PoFileError as problem:
        raise NotACatalogue(f"It is no PO file: {problem}.") from problem
    except (ValueError, TypeError, LookupError) as problem:
        raise NotACatalogue(f"Its header cannot be read: {problem}.") from problem
    _locale(catalogue)
    return catalogue


def judged(catalogue: Catalog) -> Verdict:
    """Hold a catalogue against our own words."""
    locale, rooms = _locale(catalogue), _rooms()
    done: set[Identity] = set()
    faults: list[Fault] = []
    unsure = unknown = 0
    for message in _messages(catalogue):
        identity = _identity(message.id, message.context)
        unknown += identity not in rooms
        unsure += bool(message.fuzzy)
        if identity not in rooms or message.fuzzy or not _is_whole(message):
            continue
        done.add(identity)
        faults += _faults(message)
    return Verdict(
        code=str(locale).replace("_", "-").lower(),
        name=(locale.get_display_name() or str(locale)).capitalize(),
        right_to_left=locale.text_direction == "rtl",
        translated=len(done),
        of=len(rooms),
        unsure=unsure,
        unknown=unknown,
        faults=tuple(faults),
        missing=dict(Counter(room for identity, room in rooms.items() if identity not in done)),
    )


def _locale(catalogue: Catalog) -> Locale:
    if catalogue.locale_identifier is None:
        raise NotACatalogue('Its header does not say which language it is. Write "Language: es\\n".')
    if catalogue.locale is None:
        named = catalogue.locale_identifier
        raise NotACatalogue(f"Its header names {named!r}, which is no known language. Write es or pt_BR.")
    locale: Locale = catalogue.locale
    return locale


def _messages(catalogue: Catalog) -> Iterator[Message]:
    return (message for message in catalogue if message.id)


def _forms(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string or ())


def _is_whole(message: Message) -> bool:
    return all(_forms(message)) and bool(_forms(message))


def _faults(message: Message) -> Iterator[Fault]:
    english = [message.id] if isinstance(message.id, str) else list(message.id)
    for string in _forms(message):
        for what, of in _LOOKED_AT:
            if of(string) not in [of(one) for one in english]:
                had = ", ".join(of(english[-1]).elements()) or "none"
                has = ", ".join(of(string).elements()) or "none"
                yield Fault(message.lineno or 0, english[0], f"{what}: the English has {had}; this has {has}")


def _names(words: str) -> Counter[str]:
    return Counter(KEPT.findall(words))


def _tags(words: str) -> Counter[str]:
    return Counter(_TAG.findall(words))


def _numbers(words: str) -> Counter[str]:
    """Numbers as figures, whatever signs a script has for them."""
    figures = "".join(str(unicodedata.decimal(sign, sign)) for sign in KEPT.sub(" ", words))
    return Counter(_NUMBER.findall(figures))


_LOOKED_AT = (("Names that are put in", _names), ("Tags", _tags), ("Numbers", _numbers))


def compiled(catalogue: Catalog) -> bytes:
    """As gettext reads it. What a translator is unsure of is left out and shows in English."""
    stream = BytesIO()
    write_mo(stream, catalogue)
    return stream.getvalue()


def to_translate(known: Catalog | None, rooms: Iterable[str] = ()) -> bytes:
    """A PO file of every message, those of `rooms` first, with what `known` has translated already."""
    fresh = Catalog(locale=known.locale if known else None, project="Alongside", fuzzy=False)
    first = list(rooms)
    for file, line, said, context in sorted(our_words(), key=lambda one: _place(one[0], first)):
        before = known.get(said, context) if known else None
        fresh.add(
            said,
            before.string if before else None,
            locations=[(file, line)],
            flags=before.flags if before else (),
            context=context,
        )
    stream = BytesIO()
    write_po(stream, fresh, width=100)
    return stream.getvalue()


def _place(file: str, first: list[str]) -> int:
    room = Path(file).parts[0]
    return first.index(room) if room in first else len(first)
