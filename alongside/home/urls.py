from django.urls import path

from alongside.home import views

app_name = "home"
urlpatterns = [
    path("", views.start, name="start"),
    path("find", views.find, name="find"),
    path("begin/<uuid:aid>", views.begin, name="begin"),
    path("my-choices", views.choices, name="choices"),
]
