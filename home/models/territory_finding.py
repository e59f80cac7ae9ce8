"""Addresses below the territories page to choose a territory: suggestions, page of results."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.utils.cache import patch_cache_control
from django.utils.http import url_has_allowed_host_and_scheme
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from hub.core.site.forwarding import is_local
from hub.territories.finding import Match, resolve_matches, search
from hub.territories.finding.names import MAX_LENGTH

# Lifetime of suggestions in HTTP caches, in seconds, as for those of the search box.
SUGGESTIONS_SECONDS = 60
RESULTS = 20
# Where a territory without a page leads: the initiatives, the nearest first.
DEFAULT_RETURN = "/inspiration/"
NEAR = "pres_de"


class TerritoryFindingMixin(RoutablePageMixin):
    """For the territories page: `suggestions/` as JSON, `chercher/` as a page."""

    class Meta:
        abstract = True

    @path("suggestions/", name="suggestions")
    def suggestions_view(self, request: HttpRequest) -> HttpResponse:
        """Return as JSON the territories of the text being typed, `[{value, label, detail}]`."""
        matches = search(request.GET.get("q", ""))
        found = [
            {"value": match.value, "label": str(match.territory), "detail": match.detail}
            for match in matches
        ]
        response = JsonResponse(found, safe=False, json_dumps_params={"ensure_ascii": False})
        response["X-Robots-Tag"] = "noindex"
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            patch_cache_control(response, public=True, max_age=SUGGESTIONS_SECONDS)
        return response

    @path("chercher/", name="finding")
    def finding_view(self, request: HttpRequest) -> HttpResponse:
        """Show the territories of a text; go back to `suite` when it surely names one.

        `suite` is a path of the site; the territory is added to it as `pres_de`.
        """
        typed = request.GET.get("q", "")[:MAX_LENGTH].strip()
        back = local_path(request.GET.get("suite", ""))
        sure = resolve_matches(typed) if typed else []
        if back and len(sure) == 1:
            return HttpResponseRedirect(with_near(back, sure[0].value))
        matches = sure[:RESULTS] if len(sure) > 1 else search(typed, RESULTS)
        return self.render(
            request,
            template="pages/home/territory_finding.html",
            context_overrides={
                "typed": typed,
                "suite": back,
                "results": self.describe_results(request, matches, back),
                "is_cut": len(matches) == RESULTS,
                "are_homonyms": len(sure) > 1,
                "are_guesses": bool(matches) and all(match.is_guess for match in matches),
            },
        )

    def describe_results(
        self, request: HttpRequest, matches: list[Match], back: str
    ) -> list[dict[str, Any]]:
        """Return the results as {label, detail, url, near_url}; `url` is empty without a page."""
        pks = [match.territory.pk for match in matches]
        public = self.public_territories(request).filter(pk__in=pks)
        with_pages = set(public.order_by().values_list("pk", flat=True))
        return [
            {
                "label": str(match.territory),
                "detail": match.detail,
                "url": self.territory_url(request, match.territory)
                if match.territory.pk in with_pages
                else "",
                "near_url": with_near(back or DEFAULT_RETURN, match.value),
            }
            for match in matches
        ]


def local_path(address: str) -> str:
    """Return an address if it is a path of the site; empty otherwise."""
    is_safe = is_local(address) and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address if is_safe and address.isprintable() else ""


def with_near(address: str, value: str) -> str:
    """Return a path with the territory `value` as its `pres_de`, on its first page."""
    rest, _, _ = address.partition("#")
    where, _, query = rest.partition("?")
    parameters = QueryDict(query, mutable=True)
    parameters.pop("page", None)
    parameters[NEAR] = value
    return f"{where}?{urlencode(list(parameters.lists()), doseq=True)}"
