from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "hub.search"
    label = "search"
    verbose_name = "Recherche"

    def ready(self):
        from hub.search import checks  # noqa: F401  registers the house rule of lists
