from django.urls import path

from alongside.answers.views import asking, desk

app_name = "answers"
urlpatterns = [
    path("", asking.ask, name="ask"),
    path("reader", asking.reader, name="reader"),
    path("board", asking.ask_board, name="ask_board"),
    path("how", asking.policy, name="policy"),
    path("answers/<uuid:answer_id>", asking.answer, name="answer"),
    path("answers/<uuid:answer_id>.pdf", asking.paper, name="paper"),
    path("answers/<uuid:answer_id>/more", asking.follow_up, name="follow_up"),
    path("answers/<uuid:answer_id>/quotes/<int:claim>", asking.objection, name="objection"),
    path("desk", desk.desk, name="desk"),
    path("desk/answers/<uuid:answer_id>", desk.answer, name="desk_answer"),
    path("desk/answers/<uuid:answer_id>/plain", desk.new_plain, name="new_plain"),
    path("desk/plain/<uuid:plain_id>", desk.plain, name="plain"),
    path("desk/plain/<uuid:plain_id>/words", desk.plain_words, name="plain_words"),
    path("desk/objections/<uuid:objection_id>", desk.objection, name="close_objection"),
    path("desk/requests/<uuid:request_id>", desk.board_request, name="close_request"),
]
