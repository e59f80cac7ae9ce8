"""Settings of the site that sends the letter."""

from wagtail.models import Site

from hub.core.models import HubSettings


def sender_settings() -> HubSettings:
    """Return the settings of the default site: a message is built without a request."""
    site = Site.objects.filter(is_default_site=True).first()
    return HubSettings.for_site(site) if site else HubSettings()
