"""The list to render, independent of the requested format."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from wagtail.models import Page

from hub.core.site.metadata import site_root, site_settings
from hub.core.values.calendar_events import CalendarEntry
from hub.core.values.typography import french
from hub.listing.listing import Listing

# Maximum number of pages in a file that holds the whole list.
LIMIT = 5_000


@dataclass(frozen=True)
class ListSource:
    """A list to render in another format.

    `title` and `description` are those of the list, `path` is the path of its HTML page, and
    `page` is the Wagtail page that serves it.
    """

    request: HttpRequest
    page: Page
    path: str
    title: str
    listing: Listing
    description: str = ""
    # Dates for the calendar of the list, besides those of its pages.
    entries: Sequence[CalendarEntry] = ()

    @property
    def site_title(self) -> str:
        """The title of the list, the query and the name of the site."""
        words = f"«\u00a0{self.listing.query}\u00a0»" if self.listing.query else ""
        title = f"{self.title}\u00a0: {words}" if words else self.title
        return french(f"{title} — {site_settings(self.request).site_name}")

    @property
    def site_description(self) -> str:
        """The description of the list, or a default one."""
        return french(self.description or f"Les dernières parutions\u00a0: {self.title.lower()}.")

    @property
    def own_url(self) -> str:
        """The absolute URL of the list in the requested format, page included."""
        return self.absolute_url(self.listing.page_url(self.listing.page.number))

    @property
    def next_url(self) -> str:
        """The absolute URL of the next page in the same format; empty on the last one."""
        page = self.listing.page
        return self.absolute_url(self.listing.page_url(page.number + 1)) if page.has_next() else ""

    @property
    def html_url(self) -> str:
        """The absolute URL of the HTML page of the list, with the same filters."""
        query = self.listing.parameters.urlencode()
        return self.absolute_url(f"{self.path}?{query}" if query else self.path)

    @property
    def file_name(self) -> str:
        """The base name of the downloaded file: « themes-mobilite » for /themes/mobilite/."""
        return self.path.strip("/").replace("/", "-")

    def absolute_url(self, address: str) -> str:
        """Return the absolute URL of a path of the site; other URLs are unchanged."""
        return f"{site_root(self.request)}{address}" if address.startswith("/") else address
