from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "hub.people"
    label = "people"
    verbose_name = "Personnes et organisations"
    editors_guide = "themes-territoires-personnes"
