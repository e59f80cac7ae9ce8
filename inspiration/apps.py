from django.apps import AppConfig


class InspirationConfig(AppConfig):
    name = "inspiration"
    label = "inspiration"
    verbose_name = "Inspiration"
    editors_guide = "initiatives"
