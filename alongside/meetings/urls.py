from django.urls import path

from alongside.meetings.views import listing, planning, rounds, talking, translating

app_name = "meetings"
here = "people/<uuid:patient>/meetings/"
one = here + "<uuid:meeting>/"
urlpatterns = [
    path("meetings/", listing.worklist, name="worklist"),
    path("meetings/how-talks-go", listing.how_talks_go, name="how_talks_go"),
    path(here, planning.all_of_them, name="meetings"),
    path(here + "plan", planning.plan, name="plan"),
    path(here + "talk-now", planning.begin_unplanned, name="begin_unplanned"),
    path(here + "free-times", planning.free, name="free"),
    path(here + "free-times/<uuid:row>/take-back", planning.not_free, name="not_free"),
    path(here + "wish/<slug:kind>", planning.wish, name="wish"),
    path(here + "rounds", rounds.rounds, name="rounds"),
    path(here + "rounds/join", rounds.join, name="rounds_join"),
    path(here + "rounds/plan", rounds.plan, name="rounds_plan"),
    path(here + "rounds/questions", rounds.ask, name="rounds_ask"),
    path(here + "rounds/questions/<uuid:question>", rounds.follow, name="rounds_follow"),
    path(here + "to-dos/<uuid:todo>/done", talking.todo_done, name="todo_done"),
    path(one, planning.one, name="meeting"),
    path(one + "times", planning.plan, name="offer_again"),
    path(one + "choose", planning.choose, name="choose"),
    path(one + "reply", planning.reply, name="reply"),
    path(one + "move", planning.move, name="move"),
    path(one + "cancel", planning.cancel, name="cancel"),
    path(one + "missed", planning.miss, name="miss"),
    path(one + "begin", planning.begin, name="begin"),
    path(one + "calendar.ics", planning.calendar, name="calendar"),
    path(one + "brief", talking.brief, name="brief"),
    path(one + "talk", talking.talk, name="talk"),
    path(one + "talk/lines", talking.add_line, name="add_line"),
    path(one + "talk/questions", talking.ask, name="ask"),
    path(one + "talk/questions/<uuid:question>", talking.follow, name="follow"),
    path(one + "talk/teach-back", talking.add_teach_back, name="teach_back"),
    path(one + "talk/teach-back/<uuid:loop>", talking.teach_again, name="teach_again"),
    path(one + "talk/to-dos", talking.add_todo, name="add_todo"),
    path(one + "talk/outlook", talking.estimate, name="estimate"),
    path(one + "talk/prompts", talking.prompt, name="prompt"),
    path(one + "close", talking.close, name="close"),
    path(one + "summary", talking.summary, name="summary"),
    path(one + "summary/in/<slug:language>", translating.translate, name="translate"),
]
