from django.apps import AppConfig


class AnswersConfig(AppConfig):
    name = "alongside.answers"
    label = "answers"
