"""`alongside library`: documents in, how it stands, what is taken out."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TaskID, TextColumn

from alongside.config.command_line.app import AsJson, give_up, print_json, read_input, say, with_database

if TYPE_CHECKING:
    from alongside.sources.commands import Added
    from alongside.sources.ingest import Step, Terms

app = typer.Typer(no_args_is_help=True, help="The library: documents that answers quote.")


@app.command("add")
@with_database
def add(
    paths: Annotated[list[Path], typer.Argument(help="Files, or folders of files.")],
    kind: Annotated[str, typer.Option(help="The kind of evidence of all of them, as “guideline”.")] = "",
    licence: Annotated[str, typer.Option(help="The licence of all of them, as “CC BY 4.0”.")] = "",
    may_show: Annotated[
        bool | None,
        typer.Option(
            "--may-show/--cite-only", help="Whether readers may see the text. Default: as the file says."
        ),
    ] = None,
    again: Annotated[bool, typer.Option("--again", help="Read files that were read before, too.")] = False,
    json: AsJson = False,
) -> None:
    """Read files into the library. Exit code 1 if a part could not be read, 2 if it stopped."""
    from alongside.sources import commands

    terms = _terms(kind, licence, may_show)
    try:
        files = commands.files_in(paths)
    except OSError as problem:
        give_up(f"{problem.filename} cannot be read: {problem.strerror}. Nothing was added.")
    with _bars() as bars:
        reading = bars.add_task("Reading", total=sum(file.size for file in files))
        indexing = bars.add_task("Indexing", total=None)
        told = _Told(bars, reading)
        done = commands.add(
            files,
            terms,
            again=again,
            told=told.hear,
            indexed=lambda count: bars.advance(indexing, count),
        )
    _print_added(done, json)
    raise typer.Exit(2 if done.stopped else 1 if done.refused or done.said else 0)


def _terms(kind: str, licence: str, may_show: bool | None) -> "Terms":
    from alongside.sources.ingest import Terms
    from alongside.sources.passages import EvidenceKind

    if kind and kind not in set(EvidenceKind):
        give_up(f"There is no kind {kind!r}. Choose one of: {', '.join(EvidenceKind)}.")
    return Terms(EvidenceKind(kind) if kind else None, licence, may_show)


@contextmanager
def _bars() -> Iterator[Progress]:
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=say, transient=True) as bars:
        yield bars


class _Told:
    """Moves the bar by the bytes of all files read so far."""

    def __init__(self, bars: Progress, task: TaskID) -> None:
        self._bars, self._task, self._before = bars, task, 0

    def hear(self, step: "Step") -> None:
        self._bars.update(self._task, completed=self._before + step.read, description=step.name[:40])
        if step.done:
            self._before += step.size


def _print_added(done: "Added", json: bool) -> None:
    if json:
        counts = {"new": done.new, "known": done.known, "refused": done.refused}
        print_json({**counts, "said": done.said, "files": [asdict(step) for step in done.files]})
        return
    for step in done.files:
        for sentence in step.said:
            say.print(sentence, markup=False)
    for sentence in done.said:
        say.print(sentence, style="red", markup=False)
    print(f"{done.new} new, {done.known} known before, {done.refused} could not be read.")


@app.command("list")
@with_database
def show(
    words: Annotated[str, typer.Argument(help="Words of the title.")] = "",
    most: Annotated[int, typer.Option(min=1, help="At most so many.")] = 50,
    json: AsJson = False,
) -> None:
    """The newest documents: id, year, kind, title."""
    from alongside.sources import commands

    rows = [
        {
            "id": row.pk,
            "version": row.version,
            "year": row.year,
            "kind": row.kind,
            "title": row.title,
            "retracted": row.retracted,
            "superseded": row.superseded,
        }
        for row in commands.listing(words, most=most)
    ]
    if json:
        print_json(rows)
        return
    for row in rows:
        mark = " (retracted)" if row["retracted"] else " (superseded)" if row["superseded"] else ""
        print(f"{row['id']}  {row['year'] or '':<4}  {row['kind']:<18} {row['title']}{mark}")


@app.command("rebuild")
@with_database
def rebuild(json: AsJson = False) -> None:
    """Build the search index anew from the database. The old one serves until then."""
    from alongside.sources import commands
    from alongside.sources.index.protocol import IndexProblem

    try:
        with _bars() as bars:
            task = bars.add_task("Indexing", total=commands.state().documents or None)
            stats = commands.rebuild(lambda count: bars.advance(task, count))
    except IndexProblem as problem:
        give_up(str(problem))
    if json:
        print_json(asdict(stats))
    else:
        print(f"{stats.passages} passages, up to change {stats.sequence}, {stats.bytes:,} bytes.")


@app.command("meaning")
@with_database
def meaning(json: AsJson = False) -> None:
    """Work out the meaning of what can only be found by words yet. May be broken off and run again."""
    from alongside.sources import commands

    with _bars() as bars:
        task = bars.add_task("Working out meaning", total=None)
        done = commands.meaning(lambda count: bars.advance(task, count))
    if json:
        print_json(asdict(done))
    elif done.said:
        give_up(done.said)
    else:
        print(f"{done.documents} documents can now be found by meaning, too.")
    raise typer.Exit(2 if done.said else 0)


@app.command("state")
@with_database
def state(json: AsJson = False) -> None:
    """How the library and its index stand. Exit code 1 if something should be done."""
    from alongside.sources import commands

    now = commands.state()
    if json:
        print_json(asdict(now))
    else:
        print(
            f"{now.documents} documents ({now.cite_only} to cite only, {now.retracted} retracted, "
            f"{now.superseded} superseded), {now.withdrawn} taken out; {now.passages} passages in the index."
        )
        for sentence in now.sentences:
            say.print(sentence, markup=False)
    raise typer.Exit(1 if now.sentences else 0)


@app.command("withdraw")
@with_database
def withdraw(
    document: Annotated[str, typer.Argument(help="Its id or its version.")],
    reason: Annotated[str, typer.Option(help="Why; it is shown on the document's page.")],
) -> None:
    """Take a document out. Its row stays, with the reason."""
    from alongside.sources import commands
    from alongside.sources.actions import NoSuchDocument

    try:
        row = commands.withdraw(document, reason)
    except (NoSuchDocument, ValueError) as problem:
        give_up(str(problem), code=1)
    print(f"“{row.title}” is taken out.")


@app.command("retractions")
@with_database
def retractions(
    file: Annotated[
        str,
        typer.Argument(
            help="CSV with the columns doi, pmid, kind, date; Retraction Watch's CSV; Crossref's JSON; or -."
        ),
    ],
    json: AsJson = False,
) -> None:
    """Mark what a list calls retracted, corrected, superseded or doubted, and flag what leans on it.

    Exit code 1 if lines make no sense.
    """
    from alongside.sources import commands
    from alongside.sources.standing import NotAList

    try:
        done = commands.retractions(read_input(file), Path(file).name)
    except NotAList as problem:
        give_up(str(problem))
    if json:
        print_json(asdict(done))
    else:
        for error in done.errors:
            say.print(f"line {error.line}: {error.sentence}", markup=False)
        print(
            f"{done.works} works named; {len(done.documents)} documents and {len(done.sources)} records "
            "of ours are newly marked."
        )
    raise typer.Exit(1 if done.errors else 0)


@app.command("mark")
@with_database
def mark(
    work: Annotated[str, typer.Argument(help="Its DOI or PMID.")],
    kind: Annotated[str, typer.Argument(help="retracted, superseded, concern or corrected.")],
    said_by: Annotated[str, typer.Option(help="Who says so: the notice, the newer work.")],
    date: Annotated[str, typer.Option(help="When, as 2026-05 or 2026-05-31.")] = "",
    json: AsJson = False,
) -> None:
    """Say by hand what happened to one work; what leans on it is flagged. Nothing is ever unmarked."""
    from alongside.sources import commands

    try:
        done = commands.mark(work, kind, said_by=said_by, date=date)
    except ValueError as problem:
        give_up(str(problem))
    if json:
        print_json(asdict(done))
    else:
        print(f"{len(done.documents)} documents and {len(done.sources)} records of ours are newly marked.")


@app.command("starter")
@with_database
def starter() -> None:
    """Load our own summaries and their plain versions. What is there already stays as it is."""
    from alongside.answers.actions import load_starter
    from alongside.sources.indexing import catch_up

    load_starter(by=None)
    catch_up()
    print("Our own summaries are in the library. They are submitted; nobody has approved them.")
