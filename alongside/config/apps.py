from django.apps import AppConfig


class HouseConfig(AppConfig):
    """Not a room: it connects the rooms, once, at start."""

    name = "alongside.config"
    label = "house"

    def ready(self) -> None:
        from alongside.config.reactions import connect_all  # models are only there once apps are loaded

        connect_all()
