from django.apps import AppConfig


class AidsConfig(AppConfig):
    name = "alongside.aids"
    label = "aids"
