from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "home"
    label = "home"
    verbose_name = "Accueil"
    editors_guide = "premiere-heure"

    def ready(self) -> None:
        from home import checks  # noqa: F401
