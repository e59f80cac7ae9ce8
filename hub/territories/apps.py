from django.apps import AppConfig


class TerritoriesConfig(AppConfig):
    name = "hub.territories"
    label = "territories"
    verbose_name = "Territoires"
    editors_guide = "themes-territoires-personnes"

    def ready(self) -> None:
        from hub.territories import receivers

        receivers.connect()
