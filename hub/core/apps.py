from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "hub.core"
    label = "core"
    verbose_name = "Hub"

    def ready(self) -> None:
        from hub.backoffice.active_filters import register_boolean_adapter
        from hub.backoffice.dates.everywhere import register_french_dates
        from hub.backoffice.exports import neutralise_csv_exports
        from hub.backoffice.limits import set_too_long_message
        from hub.core import checks  # noqa: F401  registers the system checks
        from hub.core.images.renditions.decoding import prepare_decoders
        from hub.core.images.renditions.making import prepare_encoders

        neutralise_csv_exports()
        register_french_dates()
        register_boolean_adapter()
        set_too_long_message()
        prepare_decoders()
        prepare_encoders()
