from django.urls import path

from alongside.materials import views

app_name = "materials"
urlpatterns = [
    path("", views.all_handouts, name="all"),
    path("<slug:slug>/", views.handout, name="handout"),
    path("versions/<uuid:version_id>/", views.version, name="version"),
    path("versions/<uuid:version_id>/print", views.printed, name="print"),
    path("versions/<uuid:version_id>/file", views.export, name="export"),
]
