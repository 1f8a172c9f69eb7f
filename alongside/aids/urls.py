from django.urls import path

from alongside.aids import views

app_name = "aids"
urlpatterns = [
    path("", views.all_aids, name="all"),
    path("<slug:slug>/", views.aid, name="aid"),
    path("<slug:slug>/paper", views.paper_of_newest, name="paper_of_newest"),
    path("versions/<uuid:version_id>/paper", views.paper, name="paper"),
    path("versions/<uuid:version_id>/", views.version, name="version"),
    path("versions/<uuid:version_id>/print", views.printed, name="print"),
    path("versions/<uuid:version_id>/file", views.export, name="export"),
]
