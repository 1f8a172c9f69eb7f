from django.apps import AppConfig


class TrailConfig(AppConfig):
    name = "alongside.trail"
    label = "trail"
