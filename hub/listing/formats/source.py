"""The list that an address names, whatever the form asked."""

from dataclasses import dataclass

from django.http import HttpRequest
from wagtail.models import Page

from hub.core.site.metadata import site_root, site_settings
from hub.core.values.typography import french
from hub.listing.listing import Listing

# Files hold the whole list, up to this: a longer one would be another tool's work.
LIMIT = 5_000


@dataclass(frozen=True)
class ListSource:
    """A list to write in another form.

    `title` and `description` are those of the list, `path` is the address of its HTML page, `page`
    the Wagtail page that it hangs on.
    """

    request: HttpRequest
    page: Page
    path: str
    title: str
    listing: Listing
    description: str = ""

    @property
    def site_title(self):
        """Title of the list with that of the site."""
        words = f"«\u00a0{self.listing.query}\u00a0»" if self.listing.query else ""
        title = f"{self.title}\u00a0: {words}" if words else self.title
        return french(f"{title} — {site_settings(self.request).site_name}")

    @property
    def site_description(self):
        return french(self.description or f"Les dernières parutions\u00a0: {self.title.lower()}.")

    @property
    def own_url(self):
        """Full address of this form of the list, as it was asked."""
        return self.full(self.listing.page_url(self.listing.page.number))

    @property
    def next_url(self):
        """Full address of the next page in the same form; empty on the last one."""
        page = self.listing.page
        return self.full(self.listing.page_url(page.number + 1)) if page.has_next() else ""

    @property
    def html_url(self):
        """Full address of the list as a page, filters kept."""
        query = self.listing.parameters.urlencode()
        return self.full(f"{self.path}?{query}" if query else self.path)

    @property
    def file_name(self):
        """« themes-mobilite » for /themes/mobilite/."""
        return self.path.strip("/").replace("/", "-")

    def full(self, address):
        """Return an address of the site with its host."""
        return f"{site_root(self.request)}{address}" if address.startswith("/") else address
