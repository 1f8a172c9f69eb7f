"""How somebody wants to be reached, and what letters they got: a page about oneself."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alongside.people.kept import typed_before
from alongside.people.middleware import PersonRequest
from alongside.people.oneself import by_oneself
from alongside.post import actions, forms, queries
from alongside.trail.writing import first_time
from alongside.web.render import render


@require_http_methods(["GET", "POST"])
def reach(request: PersonRequest) -> HttpResponse:
    person, kept = request.here.person, typed_before(request)
    with by_oneself(person):
        form = forms.ReachForm(request.POST or None, initial=queries.reached(person) | kept)
        right = form.is_bound and form.is_valid()
        if right and first_time(by=person.pk, key=form.cleaned_data["request_key"]):
            said = {name: form.cleaned_data[name] for name in queries.REACHED}
            actions.reach(person=person, by=person, **said)
            messages.success(request, _("Saved."))
        letters = queries.letters_of(person)
    if right:
        return redirect("post:reach")
    values = {"form": form, "letters": letters}
    return render(request, "post/reach.html", values, status=422 if form.errors else 200)
