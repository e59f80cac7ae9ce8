from django.apps import AppConfig


class AgendaConfig(AppConfig):
    name = "hub.agenda"
    label = "agenda"
    verbose_name = "Agenda"
    editors_guide = "premiere-heure"
