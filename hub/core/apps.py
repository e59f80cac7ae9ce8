from django.apps import AppConfig
from django.db.models.signals import post_migrate


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
        from hub.core.site.address import set_site_address, use_hub_site_form

        post_migrate.connect(set_site_address, sender=self)
        use_hub_site_form()
        neutralise_csv_exports()
        register_french_dates()
        register_boolean_adapter()
        set_too_long_message()
        prepare_decoders()
        prepare_encoders()
