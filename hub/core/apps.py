from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "hub.core"
    label = "core"
    verbose_name = "Hub"

    def ready(self) -> None:
        from hub.backoffice.active_filters import word_active_filters
        from hub.backoffice.dates.everywhere import read_french_dates
        from hub.backoffice.exports import neutralise_csv_exports
        from hub.backoffice.limits import word_limits
        from hub.core import checks  # noqa: F401  registers the system checks
        from hub.core.images.renditions.decoding import prepare_decoders
        from hub.core.images.renditions.making import prepare_encoders

        neutralise_csv_exports()
        read_french_dates()
        word_active_filters()
        word_limits()
        prepare_decoders()
        prepare_encoders()
