from django.urls import path

from alongside.people import views

app_name = "people"
urlpatterns = [
    path("", views.demonstration, name="demonstration"),
    path("<str:username>", views.become, name="become"),
]
