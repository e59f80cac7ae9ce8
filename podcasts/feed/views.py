"""Views of the files of shows and episodes."""

import datetime
import hashlib
from collections.abc import Callable
from typing import TypeVar

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    JsonResponse,
)
from django.utils import timezone
from django.utils.cache import (
    get_conditional_response,
    patch_vary_headers,
    set_response_etag,
)
from django.utils.http import http_date
from django.views.decorators.http import require_safe
from wagtail.models import Page, Site

from hub.core.site.restrictions import serve_if_allowed
from hub.core.site.visibility import is_visible
from podcasts.feed.channel import write_feed
from podcasts.feed.chapters import chapters_of
from podcasts.feed.opml import write_opml
from podcasts.feed.source import FeedPage, anonymous, cached_state, load_feed, store_state
from podcasts.models import EpisodePage, PodcastIndexPage, PodcastPage
from podcasts.transcript_files import as_srt, as_webvtt

RSS, XML = "application/rss+xml; charset=utf-8", "application/xml; charset=utf-8"
NO_FEED = (
    "Ce podcast est réservé\u00a0: il n’a pas de flux, que les applications ne sauraient ouvrir."
)

PageType = TypeVar("PageType", bound=Page)


def find_page(request: HttpRequest, model: type[PageType], path: str) -> PageType:
    """Return the live page at a path of the site; raise Http404 without one."""
    site = Site.find_for_request(request)
    root = site.root_page.url_path if site else ""
    page = model._default_manager.filter(url_path=f"{root}{path}", live=True)
    related = ("image",) if hasattr(model, "image") else ()
    found = page.select_related(*related).first() if site else None
    if found is None:
        raise Http404("Cette page n’existe pas.")
    return found


def serve_file(
    request: HttpRequest, page: PageType, render: Callable[[PageType], HttpResponseBase]
) -> HttpResponseBase:
    """Return a file of a page to who may see the page; programs of other sites may read it."""
    response = serve_if_allowed(page, request, lambda: render(page))
    if isinstance(response, HttpResponse) and response.status_code == 200:
        # Here rather than in ConditionalGetMiddleware, whose 304 drops the header below.
        if "ETag" not in response:
            set_response_etag(response)
        unchanged = get_conditional_response(request, response["ETag"], response=response)
        response = unchanged or response
    if response.status_code in (200, 304):
        response["Access-Control-Allow-Origin"] = "*"
    return response


@require_safe
def feed(request: HttpRequest, path: str) -> HttpResponseBase:
    """Serve `feed.xml` of a show, or redirect to the feed that replaces it."""
    show = find_page(request, PodcastPage, path)
    return serve_file(request, show, lambda show: _feed_response(show, request))


def _feed_response(show: PodcastPage, request: HttpRequest) -> HttpResponseBase:
    if not is_visible(show, anonymous(request)):
        raise Http404(NO_FEED)
    if show.hosted_elsewhere and show.source_feed:
        # Not permanent: this address stays the one of the show, wherever it is hosted.
        return HttpResponseRedirect(show.source_feed)
    feed_page = load_feed(show, request, _page_number(request))
    if show.has_moved:
        # The body has `itunes:new-feed-url`, for applications that do not follow redirects.
        moved = HttpResponse(write_feed(feed_page), content_type=RSS, status=301)
        moved["Location"] = show.new_feed_url
        return moved
    return _conditional_feed(feed_page, request)


def _conditional_feed(feed_page: FeedPage, request: HttpRequest) -> HttpResponseBase:
    """Return the feed, or 304 without writing it when its version is that of the last writing."""
    state, version, content = cached_state(feed_page), feed_page.version, b""
    if state.get("version") != version:
        content = write_feed(feed_page)
        etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
        since = state["since"] if state.get("etag") == etag else timezone.now()
        state = {"version": version, "etag": etag, "since": since}
        store_state(feed_page, state)
    seconds = int(state["since"].astimezone(datetime.UTC).timestamp())
    response = get_conditional_response(request, state["etag"], seconds)
    if response is None or response.status_code != 304:
        response = HttpResponse(content or write_feed(feed_page), content_type=_media_type(request))
    response["ETag"], response["Last-Modified"] = state["etag"], http_date(seconds)
    patch_vary_headers(response, ["Accept"])
    return response


def _media_type(request: HttpRequest) -> str:
    """Return the type of RSS; to a browser, that of XML: some download RSS files."""
    return XML if "text/html" in request.headers.get("Accept", "") else RSS


def _page_number(request: HttpRequest) -> int:
    text = request.GET.get("page", "1")
    if not (text.isascii() and text.isdecimal() and 0 < len(text) < 6 and int(text)):
        raise Http404("Ce flux n’a pas cette page.")
    return int(text)


@require_safe
def opml(request: HttpRequest, path: str) -> HttpResponseBase:
    """Serve the OPML of the shows of an index page."""
    index = find_page(request, PodcastIndexPage, path)

    def render(index: PodcastIndexPage) -> HttpResponse:
        shows = PodcastPage.objects.child_of(index).visible_to(anonymous(request))
        return HttpResponse(write_opml(index, shows), content_type="text/x-opml; charset=utf-8")

    return serve_file(request, index, render)


@require_safe
def webvtt(request: HttpRequest, path: str) -> HttpResponseBase:
    """Serve the transcript of an episode as WebVTT."""
    return _transcript(request, path, as_webvtt, "text/vtt")


@require_safe
def srt(request: HttpRequest, path: str) -> HttpResponseBase:
    """Serve the transcript of an episode as SRT."""
    return _transcript(request, path, as_srt, "application/x-subrip")


def _transcript(
    request: HttpRequest, path: str, write: Callable[[str], str], media_type: str
) -> HttpResponseBase:
    def render(episode: EpisodePage) -> HttpResponse:
        content = write(episode.transcript)
        if not content:
            raise Http404("Cet épisode n’a pas de transcription.")
        return HttpResponse(content, content_type=f"{media_type}; charset=utf-8")

    return serve_file(request, find_page(request, EpisodePage, path), render)


@require_safe
def chapters(request: HttpRequest, path: str) -> HttpResponseBase:
    """Serve the chapters of an episode (JSON Chapters 1.2)."""

    def render(episode: EpisodePage) -> HttpResponse:
        data = chapters_of(episode)
        if not data["chapters"]:
            raise Http404("Cet épisode n’a pas de chapitres.")
        return JsonResponse(
            data,
            content_type="application/json+chapters",
            json_dumps_params={"ensure_ascii": False},
        )

    return serve_file(request, find_page(request, EpisodePage, path), render)
