from django.apps import AppConfig


class SourcesConfig(AppConfig):
    name = "alongside.sources"
    label = "sources"
