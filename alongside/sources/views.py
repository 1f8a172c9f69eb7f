"""Pages of the library. They know who reads, and no patient."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from alongside.people.kept import typed_before
from alongside.people.middleware import PersonRequest
from alongside.sources import intakes, library, queries, reading
from alongside.sources.forms import KIND_WORDS, AddForm
from alongside.sources.models import Document, Intake
from alongside.sources.passages import EvidenceKind, SourceRecord
from alongside.sources.rules import check_may_keep, may_keep
from alongside.sources.stored import StoredDocument, record_from_json
from alongside.trail.writing import first_time
from alongside.web.render import render

ON_A_PAGE = 20
LONGEST_WORDS = 1_000


@dataclass(frozen=True)
class Line:
    """One document in a list."""

    id: UUID
    title: str
    citation: str
    kind: str
    language: str
    retracted: bool
    superseded: bool
    may_show: bool


@require_GET
def shelf(request: PersonRequest) -> HttpResponse:
    """The list: what fits the words asked for, or everything, newest first."""
    words = request.GET.get("q", "")[:LONGEST_WORDS].strip()
    page = _page_number(request)
    lines, said, more = _found(words) if words else _newest(page)
    state = library.state_of_library()
    keeper = may_keep(request.here)
    values = {
        "words": words,
        "lines": lines,
        "said": said,
        "page": page,
        "more": more,
        "state": state,
        "keeper": keeper,
        "count": ngettext("%(n)d document", "%(n)d documents", state.documents) % {"n": state.documents},
    }
    return render(request, "sources/shelf.html", values)


def _page_number(request: HttpRequest, most: int = 10_000) -> int:
    asked = request.GET.get("page", "1")
    return min(most, max(1, int(asked))) if asked.isdecimal() and len(asked) < 6 else 1


def _found(words: str) -> tuple[list[Line], tuple[str, ...], bool]:
    """By words and meaning; records without a text are found by their titles, after the others."""
    found = library.find(words, limit=ON_A_PAGE)
    lines = [_line(one.document) for one in found.documents]
    seen = {line.id for line in lines}
    rows = [row for row in queries.listed(words, most=ON_A_PAGE) if row.pk not in seen]
    return lines + [_line_of_row(row) for row in rows], tuple(_(one) for one in found.said), False


def _newest(page: int) -> tuple[list[Line], tuple[str, ...], bool]:
    rows = queries.listed(most=ON_A_PAGE + 1, skip=(page - 1) * ON_A_PAGE)
    return [_line_of_row(row) for row in rows[:ON_A_PAGE]], (), len(rows) > ON_A_PAGE


def _line(document: StoredDocument) -> Line:
    record = document.record
    return Line(
        document.id,
        document.title or _("No title"),
        reading.citation("", record),
        _kind_words(record),
        record.language,
        document.retracted,
        document.superseded,
        document.may_show,
    )


def _line_of_row(row: Document) -> Line:
    record = record_from_json(row.record)
    return Line(
        row.pk,
        row.title or _("No title"),
        reading.citation("", record),
        _kind_words(record),
        record.language,
        row.retracted,
        row.superseded,
        row.may_show,
    )


def _kind_words(record: SourceRecord) -> str:
    return "" if record.kind is EvidenceKind.OTHER else str(KIND_WORDS[record.kind])


@require_GET
def document(request: PersonRequest, document_id: UUID) -> HttpResponse:
    """A document: its text where it may be shown, else its citation."""
    found = library.document(document_id)
    if found is None:
        raise Http404
    last = reading.parts(found)
    part = min(last, _page_number(request))
    open_to_read = found.may_show and not found.withdrawn and bool(found.text)
    values = {
        "document": found,
        "title": found.title or _("No title"),
        "citation": reading.citation(found.title, found.record),
        "kind": _kind_words(found.record),
        "address": reading.web_address(found.record),
        "sections": reading.read(found, part) if open_to_read else (),
        "part": part,
        "last": last if open_to_read else 1,
        "keeper": may_keep(request.here),
        "newer": queries.newer_edition(found),
    }
    return render(request, "sources/document.html", values)


@require_http_methods(["GET", "POST"])
def add(request: PersonRequest) -> HttpResponse:
    """Choose files; they are kept at once and read in the background."""
    check_may_keep(request.here)
    form = AddForm(request.POST or None, request.FILES or None, initial=typed_before(request))
    if form.is_bound and form.is_valid():
        person = request.here.person
        if first_time(by=person.pk, key=form.cleaned_data["request_key"]):
            intake = intakes.send_in(files=form.sent, terms=form.terms, by=person)
            return redirect("sources:intake", intake.pk)
        messages.info(request, _("These files were sent in already."))
        return redirect("sources:shelf")
    return render(request, "sources/add.html", {"form": form}, status=422 if form.errors else 200)


@require_GET
def intake(request: PersonRequest, intake_id: UUID) -> HttpResponse:
    """How far files that were sent in are read. What was broken off goes on when somebody looks."""
    found = _intake(request, intake_id)
    if found.state in intakes.OPEN_STATES:
        transaction.on_commit(intakes.begin)
    values: dict[str, Any] = {"intake": found, "files": list(found.files.all()), "states": Intake.State}
    return render(request, "sources/intake.html", values)


@require_POST
def go_on(request: PersonRequest, intake_id: UUID) -> HttpResponse:
    found = _intake(request, intake_id)
    intakes.go_on(found, by=request.here.person)
    return redirect("sources:intake", found.pk)


def _intake(request: PersonRequest, intake_id: UUID) -> Intake:
    check_may_keep(request.here)
    found = queries.intake(intake_id)
    if found is None:
        raise Http404
    return found
