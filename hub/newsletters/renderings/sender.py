"""Who sends the letter."""

from wagtail.models import Site

from hub.core.models import HubSettings


def sender():
    """Return the settings of the site: a message goes out when nobody asks for a page."""
    site = Site.objects.filter(is_default_site=True).first()
    return HubSettings.for_site(site) if site else HubSettings()
