"""Making a page: a template, its own values, and what every page shows."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import get_template
from django.urls import reverse
from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import SafeString

from alongside.web import comfort
from alongside.web.languages import draft_line
from alongside.web.templating import fixed_url, static


def csrf_input(request: HttpRequest) -> SafeString:
    return format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', get_token(request))


def _navigation(request: HttpRequest, face: str) -> list[dict[str, Any]]:
    entries = []
    for label, name in settings.NAVIGATION.get(face, ()):
        href = fixed_url(name)
        entries.append({"label": str(label), "href": href, "current": request.path == href})
    return entries


def _rooms(request: HttpRequest, patient: Any) -> list[dict[str, Any]]:
    """The rooms of one patient's record, as links; the longest address that holds is the current one."""
    entries: list[dict[str, Any]] = [
        {"label": str(label), "href": reverse(name, args=[patient]), "current": False}
        for label, name in settings.SECTIONS
    ]
    inside = [entry for entry in entries if request.path.startswith(entry["href"])]
    if inside:
        max(inside, key=lambda entry: len(entry["href"]))["current"] = True
    return entries


def look_of(request: HttpRequest) -> comfort.Comfort:
    """How this reader wants pages."""
    return comfort.read(request.COOKIES.get(comfort.COOKIE, ""))


def _languages() -> list[dict[str, Any]]:
    """The languages of the pages, each named in itself; none to choose from where there is one."""
    now = translation.get_language()
    named = [(code, translation.get_language_info(code)["name_local"]) for code, _ in settings.LANGUAGES]
    return [{"code": code, "name": name, "current": code == now} for code, name in named if len(named) > 1]


def surroundings(request: HttpRequest) -> dict[str, Any]:
    """What every page shows besides its own content."""
    here = getattr(request, "here", None)
    face = here.face if here else ""
    look = look_of(request)
    return {
        "request": request,
        "face": face,
        "nav": _navigation(request, face),
        "signed_in": {"name": here.title or here.person.called} if here else None,
        "looking_at": None,
        "rooms": [],
        "made_up": getattr(request, "made_up", False),
        "messages": [
            {"level": m.level_tag, "text": str(m), "kept": "kept" in m.tags}
            for m in messages.get_messages(request)
        ],
        "language": translation.get_language() or settings.LANGUAGE_CODE,
        "direction": "rtl" if translation.get_language_bidi() else "ltr",
        "languages": _languages(),
        "draft_words": draft_line(),
        "come_back": request.get_full_path() if request.method == "GET" else "/",
        "theme": look.theme,
        "size": look.size,
        "letters": look.letters,
        "easier": look.words == "easier",
        "csrf_input": csrf_input(request),
    }


def render(
    request: HttpRequest, template: str, values: Mapping[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    shown = {**surroundings(request), **(values or {})}
    if "patient" in shown:
        shown["rooms"] = _rooms(request, shown["patient"].pk)
    content = get_template(template).render(shown)
    # A browser may ask for the style sheet before it has read a line of the page.
    style = f"<{static('web/alongside.css')}>; rel=preload; as=style"
    return HttpResponse(content, status=status, headers={"Vary": "HX-Request", "Link": style})
