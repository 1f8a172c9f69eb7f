from django.apps import AppConfig


class MaterialsConfig(AppConfig):
    name = "alongside.materials"
    label = "materials"
