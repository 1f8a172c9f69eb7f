from django.urls import path

from alongside.sources import views

app_name = "sources"
urlpatterns = [
    path("", views.shelf, name="shelf"),
    path("add/", views.add, name="add"),
    path("added/<uuid:intake_id>/", views.intake, name="intake"),
    path("added/<uuid:intake_id>/go-on", views.go_on, name="go_on"),
    path("<uuid:document_id>/", views.document, name="document"),
]
