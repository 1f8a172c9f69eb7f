from django.urls import path

from alongside.partnership.views import about, handouts, speaking, team

app_name = "partnership"
one = "<uuid:patient>/"
matter = one + "speaking/<uuid:matter>/"
urlpatterns = [
    path(one + "about/", about.about, name="about"),
    path(one + "about/bedside", about.bedside, name="bedside"),
    path(one + "about/wall", about.wall, name="wall"),
    path(one + "about/sheet", about.sheet, name="sheet"),
    path(one + "about/question/<slug:page>", about.question, name="question"),
    path(one + "about/before/<slug:topic>", about.history, name="history"),
    path(one + "about/said/<uuid:statement>/right", about.correct, name="correct"),
    path(one + "team/", team.team, name="team"),
    path(one + "team/introduced", team.introduce, name="introduce"),
    path(one + "team/promise", team.promise, name="promise"),
    path(one + "handouts/", handouts.handouts, name="handouts"),
    path(one + "handouts/give", handouts.give, name="give"),
    path(one + "handouts/<uuid:given>/said-back", handouts.said_back, name="said_back"),
    path(one + "speaking/", speaking.speaking, name="speaking"),
    path(one + "speaking/people", speaking.speaker, name="speaker"),
    path(one + "speaking/paper", speaking.paper, name="paper"),
    path(one + "speaking/wish", speaking.wish, name="wish"),
    path(one + "speaking/access", speaking.access, name="access"),
    path(matter, speaking.matter, name="matter"),
    path(matter + "finding", speaking.assess, name="assess"),
    path(matter + "view", speaking.view, name="view"),
    path(matter + "standard", speaking.standard, name="standard"),
]
