from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "hub.search"
    label = "search"
    verbose_name = "Recherche"
    editors_guide = "recherche"

    def ready(self) -> None:
        from hub.search.changes.receivers import connect
        from hub.search.synonyms import watch_sources

        connect()
        watch_sources()
