from django.urls import path

from alongside.web import views

app_name = "web"
urlpatterns = [
    path("health", views.health, name="health"),
    path("how-pages-look", views.comfort, name="comfort"),
    path("ready", views.ready, name="ready"),
    path("language", views.language, name="language"),
]
