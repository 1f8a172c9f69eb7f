from django.urls import path

from alongside.post import views

app_name = "post"
urlpatterns = [path("my-letters/", views.reach, name="reach")]
