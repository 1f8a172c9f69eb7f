from django.urls import path

from alongside.people import views

app_name = "people"
urlpatterns = [
    path("made-up-people/", views.demonstration, name="demonstration"),
    path("made-up-people/<str:username>", views.become, name="become"),
    path("my-sign-in/", views.signing_in, name="signing_in"),
    path("my-sign-in/places/<uuid:listed_as>/end", views.end_place, name="end_place"),
    path("my-sign-in/places/others/end", views.end_others, name="end_others"),
]
