from django.urls import path

from alongside.patients import views

app_name = "patients"
urlpatterns = [
    path("<uuid:patient>/death/", views.death, name="death"),
    path("<uuid:patient>/death/correction", views.correct_death, name="correct_death"),
]
