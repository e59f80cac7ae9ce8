from django.apps import AppConfig


class ListingConfig(AppConfig):
    name = "hub.listing"
    label = "listing"
    verbose_name = "Listes"
    editors_guide = "recherche"

    def ready(self) -> None:
        from hub.listing import checks  # noqa: F401  registers the system checks
        from hub.listing.statistics import connect_signals

        connect_signals()
