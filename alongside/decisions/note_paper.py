"""A note on paper and as plain text: the same parts, the same signature, the same numbers as on its page."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from alongside.aids.page import ComparisonView
from alongside.aids.page import Table as PageTable
from alongside.decisions import note
from alongside.decisions.note_queries import ShownNote
from alongside.decisions.plain_page import PlainPart
from alongside.web.paper import Block, Heading, Paper, Paragraph, Quotation, SideBySide, SmallPrint, Table
from alongside.web.printing import drawn_arrays, drawn_bars, language_of_page, table_of


def heading(shown: ShownNote, name: str) -> str:
    """The first line of the note: whose it is and where it stands."""
    if shown.signature is None:
        return _("Note about %(name)s – a draft, not signed") % {"name": name}
    return _("Note %(number)s about %(name)s") % {"number": shown.signature.number, "name": name}


def signature_lines(shown: ShownNote) -> tuple[str, ...]:
    """Who signed, when, why it was added to, and the seal of the signed words; one line each."""
    if shown.signature is None:
        return (_("This is a draft. Nobody has signed it."),)
    signed = shown.signature
    values = {"who": signed.by, "when": _moment(signed.at), "seal": signed.digest}
    lines = [_("Signed by %(who)s on %(when)s.") % values, _("Seal of the signed words: %(seal)s") % values]
    if signed.because:
        lines.insert(1, _("Added to, because: %(why)s") % {"why": signed.because})
    return tuple(lines)


def as_text(shown: ShownNote, name: str) -> str:
    return note.as_text(heading(shown, name), shown.parts, signature_lines(shown))


def as_paper(shown: ShownNote, name: str, now: datetime) -> Paper:
    """The note with its pictures. A signed one carries the signature's time: its bytes stay the same."""
    return Paper(
        title=heading(shown, name),
        blocks=(
            *(block for part in shown.parts for block in _part(part)),
            *_pictures(shown),
            *(SmallPrint(line) for line in signature_lines(shown)),
        ),
        made_at=shown.signature.at if shown.signature else now,
        foot=_foot(shown),
        **language_of_page(),
    )


def as_plain_paper(shown: ShownNote, parts: tuple[PlainPart, ...], now: datetime) -> Paper:
    """The patient's plain page: our sentences, then the written words, then what they mean."""
    by = shown.signature.by if shown.signature else ""
    blocks: list[Block] = []
    for part in parts:
        blocks += [Heading(part.title), Paragraph(part.intro), Quotation("\n".join(part.lines), by)]
        blocks += [Paragraph(_meaning(word, meaning)) for word, meaning in part.words]
    return Paper(
        title=_("Our talk, in plain words"),
        blocks=(*blocks, *_pictures(shown), *(SmallPrint(line) for line in signature_lines(shown))),
        made_at=shown.signature.at if shown.signature else now,
        foot=_foot(shown),
        size=13,
        **language_of_page(),
    )


def _meaning(word: str, meaning: str) -> str:
    return _("“%(word)s” means: %(meaning)s.") % {"word": word, "meaning": meaning}


def _part(part: note.Part) -> Iterator[Block]:
    yield Heading(part.title)
    if part.lines:
        yield Paragraph("\n".join(part.lines))


def _pictures(shown: ShownNote) -> Iterator[Block]:
    if shown.comparisons:
        yield Heading(_("The numbers in pictures"))
    for one in shown.comparisons:
        yield from _comparison(one)


def _comparison(one: ComparisonView) -> Iterator[Block]:
    yield Heading(one.name, 2)
    yield Paragraph(one.sum_up)
    if one.arrays:
        drawn = drawn_arrays(one.arrays)
        yield SideBySide(drawn)
        for picture in drawn:
            yield Paragraph(f"{picture.caption}: {picture.alternative}")
    elif one.bars:
        for picture in drawn_bars(one.bars):
            yield picture
            yield Paragraph(picture.alternative)
        values = {"end": one.bars.scale_end, "people": one.bars.people}
        yield SmallPrint(_("Each bar is drawn from 0 to %(end)s of %(people)s people.") % values)
    yield _table(one.table)
    yield SmallPrint(" ".join(one.sureness))
    if one.spread:
        yield _table(one.spread)


def _table(table: PageTable) -> Table:
    return table_of(table.caption, table.head, table.rows, _("not known from this source"))


def _foot(shown: ShownNote) -> str:
    return f"Alongside · {shown.signature.digest[:16]}" if shown.signature else f"Alongside · {_('draft')}"


def _moment(at: datetime) -> str:
    return date_format(localtime(at), "j F Y, H:i")
