"""Every address of the house. Nouns; every id is random; nothing about anybody stands in an address."""

from allauth.account.views import login, logout
from django.urls import include, path

from alongside.people.views import keep

urlpatterns = [
    path("", include("alongside.home.urls")),
    path("sign-in/", login, name="account_login"),
    path("sign-out/", logout, name="account_logout"),
    path("kept", keep, name="kept"),
    path("made-up-people/", include("alongside.people.urls")),
    path("aids/", include("alongside.aids.urls")),
    path("library/", include("alongside.sources.urls")),
    path("ask/", include("alongside.answers.urls")),
    path("people/", include("alongside.decisions.urls")),
    path("people/", include("alongside.partnership.urls")),
    path("", include("alongside.meetings.urls")),
    path("", include("alongside.support.urls")),
    path("", include("alongside.post.urls")),
    path("", include("alongside.web.urls")),
]

handler404 = "alongside.web.refusals.nothing_here"
handler500 = "alongside.web.refusals.broken"
