from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "hub.search"
    label = "search"
    verbose_name = "Recherche"
    editors_guide = "recherche"

    def ready(self):
        from hub.search import checks  # noqa: F401  registers the house rule of lists
        from hub.search.changes.receivers import connect
        from hub.search.statistics import connect as connect_statistics
        from hub.search.synonyms import watch_sources

        connect()
        watch_sources()
        connect_statistics()
