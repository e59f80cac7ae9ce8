from django.apps import AppConfig


class ThemesConfig(AppConfig):
    name = "hub.themes"
    label = "themes"
    verbose_name = "Thèmes"
    editors_guide = "themes-territoires-personnes"
