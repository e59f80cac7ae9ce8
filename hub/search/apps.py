from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "hub.search"
    label = "search"
    verbose_name = "Recherche"
    editors_guide = "recherche"

    def ready(self) -> None:
        from django.core.signals import request_started

        from hub.search.changes.receivers import connect
        from hub.search.outbox.background import start_in_server
        from hub.search.synonyms import watch_sources

        connect()
        watch_sources()
        request_started.connect(start_in_server)
