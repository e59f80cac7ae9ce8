from django.apps import AppConfig


class StaticExportConfig(AppConfig):
    name = "hub.static_export"
    label = "static_export"
    verbose_name = "Copie statique"
