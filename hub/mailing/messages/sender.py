"""Settings of the site that sends messages."""

from hub.core.models import HubSettings


def sender_settings() -> HubSettings:
    """Return the settings of the default site: a message is built without a request."""
    return HubSettings.objects.filter(site__is_default_site=True).first() or HubSettings()
