"""The public address of the site: the default Wagtail `Site` row follows `settings.BASE_URL`."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections
from wagtail.models import Site
from wagtail.sites import views as site_views
from wagtail.sites.forms import SiteForm

DEFAULT_PORTS = {"http": 80, "https": 443}


def hostname_and_port() -> tuple[str, int]:
    """Return the host name and the port of `settings.BASE_URL`, as a `Site` stores them."""
    address = urlsplit(settings.BASE_URL)
    return address.hostname or "", address.port or DEFAULT_PORTS[address.scheme]


def default_site(using: str = DEFAULT_DB_ALIAS) -> Site | None:
    """Return the default site of a database; None before the migrations that create it."""
    if Site._meta.db_table not in connections[using].introspection.table_names():
        return None
    return Site.objects.using(using).filter(is_default_site=True).first()


def set_site_address(using: str = DEFAULT_DB_ALIAS, **kwargs: Any) -> None:
    """Give the default site the host name and port of `BASE_URL` (receiver of `post_migrate`).

    Nothing is changed when another site already has them: the system check hub.W001 reports it.
    """
    site = default_site(using)
    hostname, port = hostname_and_port()
    if site is None or (site.hostname, site.port) == (hostname, port):
        return
    if Site.objects.using(using).filter(hostname=hostname, port=port).exists():
        return
    site.hostname, site.port = hostname, port
    site.save(using=using)


class HubSiteForm(SiteForm):
    """Form of a site, in which the address of the default site cannot be changed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.is_default_site:
            return
        for name in ("hostname", "port", "is_default_site"):
            # Django ignores what is posted for a disabled field.
            self.fields[name].disabled = True
        self.fields["hostname"].help_text = (
            "L’adresse du site se change dans le réglage BASE_URL du serveur, puis par la commande "
            "«\u00a0migrate\u00a0»."
        )
        self.fields["port"].help_text = "Celui du réglage BASE_URL."


def use_hub_site_form() -> None:
    """Replace the form of the « Sites » screen; Wagtail has no setting for it."""
    site_views.SiteForm = HubSiteForm
