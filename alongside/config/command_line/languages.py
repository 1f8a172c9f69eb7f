"""`alongside language`: the pages' words in other languages, from a house's catalogue or ours."""

import fcntl
from dataclasses import asdict
from typing import Annotated

import typer
from babel.messages.catalog import Catalog
from django.utils.translation import to_locale

from alongside.config import catalogue, languages
from alongside.config.command_line.app import AsJson, give_up, print_json, read_input
from alongside.config.home import Home, current_home

app = typer.Typer(no_args_is_help=True, help="The words of the pages in other languages.")
Which = Annotated[
    str, typer.Argument(help="A PO file, - for standard input, or the code of one we ship (es).")
]
Code = Annotated[str, typer.Argument(help="The language, as in sv or pt-br.")]
SHOWN = 20
# What patients and those close to them read comes first in a file to translate.
FIRST = (
    "web",
    "home",
    "partnership",
    "support",
    "meetings",
    "decisions",
    "answers",
    "post",
    "patients",
    "aids",
)
NEXT_START = "Pages have it after the next start of `alongside serve`."


def _source(which: str) -> bytes:
    if which in _shipped():
        return (catalogue.SHIPPED / to_locale(which) / "LC_MESSAGES/django.po").read_bytes()
    return read_input(which)


def _judged(which: str) -> tuple[Catalog, catalogue.Verdict]:
    try:
        read = catalogue.read(_source(which))
        verdict = catalogue.judged(read)
    except catalogue.NotACatalogue as problem:
        give_up(f"{which}: {problem}", code=1)
    if verdict.code.split("-")[0] == "en":
        give_up(f"{which}: English is here already. Name the language that it is in its header.", code=1)
    return read, verdict


def _told(verdict: catalogue.Verdict) -> list[str]:
    whole = f"{verdict.name} ({verdict.code}): {verdict.translated} of {verdict.of} messages are translated."
    lines = [whole]
    if verdict.missing:
        rooms = ", ".join(f"{room} {count}" for room, count in sorted(verdict.missing.items()))
        lines.append(f"The others show in English: {rooms}.")
    if verdict.unsure:
        lines.append(f"{verdict.unsure} are marked fuzzy and show in English until somebody is sure.")
    if verdict.unknown:
        lines.append(f"{verdict.unknown} are not words of this version and are left out.")
    for fault in verdict.faults[:SHOWN]:
        lines.append(f"  line {fault.line}: {fault.said[:70]!r}\n    {fault.wrong}.")
    if len(verdict.faults) > SHOWN:
        lines.append(f"  … and {len(verdict.faults) - SHOWN} more.")
    return lines


def _refused(verdict: catalogue.Verdict) -> str:
    if not verdict.translated:
        return "Nothing in it is translated."
    count = len(verdict.faults)
    return (
        f"{count} translations must not be shown. Carry names, tags and numbers over unchanged."
        if count
        else ""
    )


@app.command("check")
def check(which: Which, json: AsJson = False) -> None:
    """Say whether a catalogue can be taken up, and how to mend it. Needs no server."""
    _read, verdict = _judged(which)
    refused = _refused(verdict)
    if json:
        print_json({"may_be_taken_up": not refused, **asdict(verdict)})
    else:
        print("\n".join([*_told(verdict), refused or "It can be taken up."]))
    raise typer.Exit(1 if refused else 0)


@app.command("load")
def load(
    which: Which,
    signed_by: Annotated[
        str, typer.Option(help="Who is qualified and vouches for these words: name and role. Else a draft.")
    ] = "",
) -> None:
    """Offer pages in this language. Without a name that vouches for it, each page says that it is a draft."""
    read, verdict = _judged(which)
    if refused := _refused(verdict):
        give_up("\n".join([*_told(verdict), refused, "Nothing was changed."]), code=1)
    take_up(current_home(), read, verdict, signed_by=" ".join(signed_by.split()))
    print("\n".join([*_told(verdict), f"{'Signed' if signed_by else 'Taken up as a draft'}. {NEXT_START}"]))


def take_up(home: Home, read: Catalog, verdict: catalogue.Verdict, *, signed_by: str = "") -> None:
    home.prepare()
    language = languages.Taken(
        code=verdict.code,
        name=verdict.name,
        right_to_left=verdict.right_to_left,
        translated=verdict.translated,
        of=verdict.of,
        signed_by=signed_by,
        signed_on=languages.today() if signed_by else None,
    )
    languages.take_up(home.path, language, catalogue.compiled(read))


def load_shipped() -> None:
    """Take up the drafts that we ship and that this installation does not have in any state."""
    home = current_home()
    home.prepare()
    with home.lock("languages").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two demonstrations of one home may begin at once
        held = {one.code for one in languages.taken(home.path)}
        for code in (code for code in _shipped() if code not in held):
            read, verdict = _judged(code)
            take_up(home, read, verdict)


def _shipped() -> list[str]:
    files = sorted(catalogue.SHIPPED.glob("*/LC_MESSAGES/django.po"))
    return [file.parent.parent.name.replace("_", "-").lower() for file in files]


@app.command("list")
def show(json: AsJson = False) -> None:
    """The languages of the pages: how much is translated, and who vouches for it."""
    held = languages.taken(current_home().path)
    if json:
        print_json([asdict(one) for one in held])
        return
    print("en: the language that Alongside is written in.")
    for one in held:
        by = f"signed by {one.signed_by} on {one.signed_on}" if one.signed_by else "a draft, nobody signed it"
        print(f"{one.code}: {one.name}, {one.translated} of {one.of} messages; {by}.")
    free = [code for code in _shipped() if code not in {one.code for one in held}]
    if free:
        print(f"Shipped as drafts: {', '.join(free)}. Take one up: alongside language load {free[0]}")


@app.command("words")
def words(
    known: Annotated[str, typer.Argument(help="A PO file to carry on from, or a shipped code.")] = "",
) -> None:
    """Print all words as a PO file to translate, what patients read first; what KNOWN has is carried over."""
    try:
        before = catalogue.read(_source(known)) if known else None
    except catalogue.NotACatalogue as problem:
        give_up(f"{known}: {problem}", code=1)
    print(catalogue.to_translate(before, FIRST).decode(), end="")


@app.command("withdraw")
def withdraw(code: Code) -> None:
    """Pages are no longer offered in this language; they show in English."""
    if not languages.withdraw(current_home().path, code):
        give_up(f"{code!r} was not taken up. `alongside language list` shows what there is.")
    print(f"{code} is withdrawn. {NEXT_START}")
