from django.apps import AppConfig


class PatientsConfig(AppConfig):
    name = "alongside.patients"
    label = "patients"
