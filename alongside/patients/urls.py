from django.urls import path

from alongside.patients.views import death, letters

app_name = "patients"
urlpatterns = [
    path("<uuid:patient>/death/", death.death, name="death"),
    path("<uuid:patient>/death/correction", death.correct_death, name="correct_death"),
    path("<uuid:patient>/letters/", letters.letters, name="letters"),
    path("<uuid:patient>/letters/<uuid:letter>/<slug:end>", letters.settle, name="settle_letter"),
    path("<uuid:patient>/reach/<uuid:person>", letters.reach, name="reach"),
]
