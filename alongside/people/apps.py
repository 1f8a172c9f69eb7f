from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "alongside.people"
    label = "people"

    def ready(self) -> None:
        from alongside.people import second_step  # allauth's models are only there once apps are loaded

        second_step.connect()
