from django.urls import path

from alongside.decisions.views import by_hand, choosing, reading, talking, telling, tries, writing

app_name = "decisions"
one = "<uuid:patient>/choices/<uuid:choice>/"
urlpatterns = [
    path("<uuid:patient>/choices/", choosing.choices, name="choices"),
    path("<uuid:patient>/choices/from/<uuid:aid>", choosing.open_choice, name="open"),
    path("<uuid:patient>/choices/by-hand", by_hand.start, name="start_by_hand"),
    path(one, choosing.choice, name="choice"),
    path(one + "ways", by_hand.add_way, name="add_way"),
    path(one + "reasons", by_hand.add_reason, name="add_reason"),
    path(one + "lines/<uuid:line>/take-back", by_hand.take_back, name="take_back"),
    path(one + "again", choosing.look_again, name="look_again"),
    path(one + "questions", telling.questions, name="questions"),
    path(one + "questions/<uuid:question>", telling.answer, name="answer"),
    path(one + "explaining", telling.explaining, name="explaining"),
    path(one + "explaining/told", telling.explain, name="explain"),
    path(one + "explaining/said-back", telling.say_back, name="say_back"),
    path(one + "baseline", choosing.baseline, name="baseline"),
    path(one + "what-matters", choosing.what_matters, name="what_matters"),
    path(one + "role", choosing.role, name="role"),
    path(one + "talk", talking.talk, name="talk"),
    path(one + "talk/view", talking.add_view, name="add_view"),
    path(one + "talk/view/<uuid:view>/take-back", talking.take_back_view, name="take_back_view"),
    path(one + "talk/advice", talking.advise, name="advise"),
    path(one + "talk/open/<slug:rule>", talking.close_prompt, name="close_prompt"),
    path(one + "ending", talking.ending, name="ending"),
    path(one + "note", writing.draft, name="draft"),
    path(one + "note/sign", writing.sign, name="sign"),
    path(one + "note/preview.pdf", reading.preview, name="note_preview"),
    path(one + "note/<int:number>", reading.note, name="note"),
    path(one + "note/<int:number>.txt", reading.text, name="note_text"),
    path(one + "note/<int:number>.pdf", reading.paper, name="note_paper"),
    path(one + "note/<int:number>/plain", reading.plain, name="plain_note"),
    path(one + "note/<int:number>/plain.pdf", reading.plain_paper, name="plain_note_paper"),
    path("<uuid:patient>/tries/", tries.tries, name="tries"),
    path("<uuid:patient>/tries/new", tries.plan, name="plan_try"),
    path("<uuid:patient>/tries/<uuid:of>", tries.review, name="review_try"),
]
