from django.apps import AppConfig


class EditorialConfig(AppConfig):
    name = "alongside.editorial"
    label = "editorial"
