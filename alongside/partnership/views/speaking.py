"""Who speaks for a patient: over all matters, and for one."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from alongside.partnership import rules, speaking_queries
from alongside.partnership.actions import speaking as acting
from alongside.partnership.forms import speaking as forms
from alongside.partnership.models import Matter
from alongside.partnership.speaking import Capacity, Standard, Voice
from alongside.partnership.views.entrance import sent, show, surroundings
from alongside.patients.doors import Visit, record_of
from alongside.patients.entrance import get_or_post, is_new
from alongside.people.kept import typed_before
from alongside.people.middleware import PersonRequest
from alongside.web.forms import KeyedForm
from alongside.web.render import render


def _around(visit: Visit) -> dict[str, Any]:
    return surroundings(visit) | {
        "Speaks": Voice,
        "found_words": forms.FOUND,
        "paper_words": {kind.value: words for kind, words in forms.PAPERS.items()},
        "sure_words": forms.SURENESS,
        "standard_words": forms.STANDARDS,
        "may_open": rules.may_open_matter(visit),
        "may_assess": rules.may_assess(visit),
        "may_name": rules.may_name_speaker(visit),
        "may_see_findings": rules.may_see_findings(visit),
        "may_record": rules.may_record_standard(visit),
    }


@get_or_post
def speaking(request: PersonRequest, patient: UUID) -> HttpResponse:
    """Over all matters; a new matter is opened from here."""
    kept = typed_before(request)
    opened: Matter | None = None
    with record_of(patient, by=request.here.person, purpose="see who speaks for the patient") as visit:
        form = forms.MatterForm(request.POST or None, initial=kept)
        if form.is_bound and is_new(form, visit):
            opened = acting.open_matter(name=form.cleaned_data["name"], by=visit)
        values = _around(visit) | {"page": speaking_queries.speaking_page(visit), "form": form}
    if opened:
        return redirect("partnership:matter", patient, opened.pk)
    if sent(form):
        return redirect("partnership:speaking", patient)
    return show(request, "partnership/speaking.html", values, form)


@require_GET
def matter(request: PersonRequest, patient: UUID, matter: UUID) -> HttpResponse:
    with record_of(patient, by=request.here.person, purpose="see who decides a matter") as visit:
        values = _around(visit) | {
            "page": (page := speaking_queries.matter_page(visit, matter)),
            "may_view": bool(speaking_queries.speakers_open_to(visit, page.matter)),
        }
    return render(request, "partnership/matter.html", values)


def _one_form(
    request: PersonRequest, patient: UUID, values: dict[str, Any], form: KeyedForm, matter: UUID | None = None
) -> HttpResponse:
    """Back to where the form was opened from; with the form again where something is to be mended."""
    if sent(form):
        if matter:
            return redirect("partnership:matter", patient, matter)
        return redirect("partnership:speaking", patient)
    return show(request, "partnership/form.html", values | {"form": form, "matter_id": matter}, form)


@get_or_post
def assess(request: PersonRequest, patient: UUID, matter: UUID) -> HttpResponse:
    kept = typed_before(request)
    with record_of(patient, by=request.here.person, purpose="assess capacity") as visit:
        rules.check_assess(visit)
        row = speaking_queries.matter_of(visit, matter)
        form = forms.AssessForm(request.POST or None, initial=kept)
        if form.is_bound and is_new(form, visit):
            acting.assess(
                matter=row,
                found=Capacity(form.cleaned_data["found"]),
                supports=form.supports,
                reason=form.cleaned_data["reason"],
                by=visit,
            )
        values = _around(visit) | {"kind": "assess", "about": row.name}
    return _one_form(request, patient, values, form, matter)


@get_or_post
def view(request: PersonRequest, patient: UUID, matter: UUID) -> HttpResponse:
    kept = typed_before(request)
    with record_of(patient, by=request.here.person, purpose="say what should be done") as visit:
        page = speaking_queries.matter_page(visit, matter)
        names = speaking_queries.speakers_open_to(visit, page.matter)
        rules.check_speak_now(visit, names[0] if names else "", names)
        form = forms.ViewForm(
            request.POST or None,
            visit=visit,
            names=names,
            positions=sorted({one.position for one in page.views}),
            initial=kept,
        )
        if form.is_bound and is_new(form, visit):
            told = form.cleaned_data
            acting.take_view(
                matter=page.matter,
                name=told["name"],
                position=told["position"],
                words=told["words"],
                source=form.source,
                by=visit,
            )
        values = _around(visit) | {"kind": "view", "about": page.matter.name}
    return _one_form(request, patient, values, form, matter)


@get_or_post
def standard(request: PersonRequest, patient: UUID, matter: UUID) -> HttpResponse:
    kept = typed_before(request)
    with record_of(patient, by=request.here.person, purpose="write down how it was chosen") as visit:
        rules.check_record_standard(visit)
        page = speaking_queries.matter_page(visit, matter)
        form = forms.StandardForm(request.POST or None, open_for_use=page.basis, initial=kept)
        if form.is_bound and is_new(form, visit):
            told = form.cleaned_data
            acting.use_standard(
                matter=page.matter,
                standard=Standard[told["standard"]],
                choice=told["choice"],
                reason=told["reason"],
                by=visit,
            )
        values = _around(visit) | {"kind": "standard", "about": page.matter.name}
    return _one_form(request, patient, values, form, matter)


@get_or_post
def speaker(request: PersonRequest, patient: UUID) -> HttpResponse:
    kept = typed_before(request)
    with record_of(patient, by=request.here.person, purpose="name who may speak") as visit:
        rules.check_name_speaker(visit)
        form = forms.SpeakerForm(
            request.POST or None, visit=visit, rule=speaking_queries.rule_now(), initial=kept
        )
        if form.is_bound and is_new(form, visit):
            acting.name_speaker(who=form.named, source=form.source, by=visit)
        values = _around(visit) | {"kind": "speaker", "about": ""}
    return _one_form(request, patient, values, form)


@get_or_post
def paper(request: PersonRequest, patient: UUID) -> HttpResponse:
    kept = typed_before(request)
    with record_of(patient, by=request.here.person, purpose="describe a paper") as visit:
        form = forms.PaperForm(request.POST or None, visit=visit, initial=kept)
        if form.is_bound and is_new(form, visit):
            acting.describe_paper(paper=form.paper, source=form.source, by=visit)
        values = _around(visit) | {"kind": "paper", "about": ""}
    return _one_form(request, patient, values, form)


@get_or_post
def wish(request: PersonRequest, patient: UUID) -> HttpResponse:
    kept = typed_before(request)
    with record_of(patient, by=request.here.person, purpose="tell an earlier wish") as visit:
        matters = Matter.objects.filter(patient=visit.patient).order_by("name")
        form = forms.WishForm(request.POST or None, visit=visit, matters=matters, initial=kept)
        if form.is_bound and is_new(form, visit):
            acting.remember_wish(wish=form.wish, matter=form.matter, source=form.source, by=visit)
        values = _around(visit) | {"kind": "wish", "about": ""}
    return _one_form(request, patient, values, form)


@get_or_post
def access(request: PersonRequest, patient: UUID) -> HttpResponse:
    kept = typed_before(request)
    with record_of(patient, by=request.here.person, purpose="go through who may see what") as visit:
        rules.check_review_access(visit, said_by=visit.patient.person_id)
        form = forms.AccessForm(request.POST or None, visit=visit, initial=kept)
        if form.is_bound and is_new(form, visit):
            acting.review_access(words=form.cleaned_data["words"], source=form.source, by=visit)
        values = _around(visit) | {"kind": "access", "about": ""}
    return _one_form(request, patient, values, form)
