from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "hub.core"
    label = "core"
    verbose_name = "Hub"

    def ready(self):
        from hub.backoffice.exports import neutralise_csv_exports

        neutralise_csv_exports()
