from django.urls import path

from alongside.editorial import views

app_name = "editorial"
urlpatterns = [
    path("", views.desk, name="desk"),
    path("stale", views.stale, name="stale"),
    path("changed-source", views.changed, name="changed"),
    path("board", views.board, name="board"),
    path("board/interests", views.declare, name="declare"),
    path("comments/<uuid:comment_id>", views.close_comment, name="close_comment"),
    path("flags/<uuid:flag_id>", views.resolve_flag, name="resolve_flag"),
    path("<uuid:edition_id>/", views.edition, name="edition"),
    path("<uuid:edition_id>/start", views.start, name="start"),
    path("<uuid:edition_id>/approve", views.approve, name="approve"),
    path("<uuid:edition_id>/return", views.send_back, name="return"),
    path("<uuid:edition_id>/withdraw", views.withdraw, name="withdraw"),
    path("<uuid:edition_id>/sign", views.sign, name="sign"),
    path("<uuid:edition_id>/comment", views.comment, name="comment"),
]
