from django.urls import path

from alongside.home import views

app_name = "home"
urlpatterns = [
    path("", views.start, name="start"),
    path("my-choices", views.choices, name="choices"),
]
