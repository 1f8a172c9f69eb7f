"""A patient's page stands in their record; the page of somebody close to them stands beside all records."""

from django.urls import path

from alongside.support.views import own, record

app_name = "support"
one = "people/<uuid:patient>/support/"
urlpatterns = [
    path(one, record.support, name="support"),
    path(one + "questions", record.questions, name="questions"),
    path(one + "answers/<uuid:answers>", record.answered, name="answered"),
    path(one + "ask", record.ask, name="ask"),
    path(one + "requests/<uuid:wanted>/<slug:deed>", record.request, name="request"),
    path("my-support/", own.mine, name="mine"),
    path("my-support/asked-of-me", own.asked_of_me, name="asked_of_me"),
    path("my-support/asked-of-me/<uuid:wanted>/<slug:deed>", own.see_to, name="see_to"),
    path("my-support/answers/<uuid:answers>", own.answered, name="own_answered"),
    path("my-support/requests/<uuid:wanted>/take-back", own.take_back, name="own_take_back"),
    path("my-support/<uuid:unit>/", own.questions, name="own_questions"),
    path("my-support/<uuid:unit>/ask", own.ask, name="own_ask"),
]
