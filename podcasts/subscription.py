"""Subscription to a show: the address of its feed, and links that applications open."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast
from urllib.parse import quote

from wagtail.models import Page

if TYPE_CHECKING:
    from podcasts.models import PodcastPage

# {name: URL that the application opens}, from the address of a feed whole and without its scheme.
# Schemes documented by the applications; no link goes to a shop or to another site.
APPLICATIONS: dict[str, Callable[[str, str], str]] = {
    "AntennaPod": lambda url, bare: f"antennapod-subscribe://{bare}",
    "Apple Podcasts": lambda url, bare: f"podcast://{bare}",
    "Castro": lambda url, bare: f"castros://subscribe/{bare}",
    "Downcast": lambda url, bare: f"downcast://{bare}",
    "gPodder": lambda url, bare: f"gpodder://{bare}",
    "Overcast": lambda url, bare: f"overcast://x-callback-url/add?url={quote(url, safe='')}",
    "Pocket Casts": lambda url, bare: f"pktc://subscribe/{bare}",
    "Podcast Addict": lambda url, bare: f"podcastaddict://{bare}",
}


@dataclass(frozen=True)
class Subscription:
    """`title` of the show, absolute `url` of its feed."""

    title: str
    url: str

    @property
    def default_url(self) -> str:
        """URL that opens the application chosen on the device for podcasts."""
        return f"pcast://{self._bare}"

    @property
    def applications(self) -> list[tuple[str, str]]:
        """(name, URL) of applications, in alphabetical order."""
        return [(name, make(self.url, self._bare)) for name, make in APPLICATIONS.items()]

    @property
    def _bare(self) -> str:
        return self.url.split("://", 1)[-1]


def subscription_to(page: Page) -> Subscription | None:
    """Return the subscription to a show; None for a draft or for a show with a view restriction."""
    show = cast("PodcastPage", page.specific_deferred if type(page) is Page else page)
    if not show.live or not show.subscribe_url or show.get_view_restrictions():
        return None
    return Subscription(show.title, show.subscribe_url)
