"""URLs of a listing: its pages, its removable filters, its other formats."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.http import HttpRequest, QueryDict

from hub.listing.format_names import FORMATS, format_names
from hub.listing.nearness import PARAMETER as NEAR
from hub.listing.nearness import Nearness, NearRequest

if TYPE_CHECKING:
    from hub.listing.facets import Facet


class AddressesMixin(ABC):
    """The URL properties of `hub.listing.listing.Listing`.

    URLs contain only the valid parameters of the request, never the ignored ones.
    """

    request: HttpRequest
    query: str
    sort: str
    filters: "list[Facet]"
    near: NearRequest
    format_names: Sequence[str]

    @property
    @abstractmethod
    def choosing(self) -> "Facet | None":
        """The filter whose choices the page shows in full, or None."""

    @property
    def nearness(self) -> Nearness | None:
        """The nearness that the list is sorted by and explained with, or None."""
        return self.near.nearness

    @property
    def parameters(self) -> QueryDict:
        """The valid query parameters, without `page`."""
        clean = self.request.GET.copy()
        clean.clear()
        if self.query:
            clean["q"] = self.query
        for facet in self.filters:
            if facet.values:
                clean.setlist(facet.parameter, facet.values)
        if self.nearness:
            clean[NEAR] = self.nearness.value
        if self.request.GET.get("tri") == self.sort:
            clean["tri"] = self.sort
        return clean

    @property
    def chips(self) -> list[dict[str, str]]:
        """The active criteria, as {label, url}; `url` is the listing without the criterion."""
        chips = [
            {"label": choice.label, "url": self.url_without(facet.parameter, choice.value)}
            for facet in self.filters
            for choice in facet.chosen
        ]
        if self.query:
            label = f"«\u00a0{self.query}\u00a0»"
            chips.insert(0, {"label": label, "url": self.url_without("q")})
        if self.nearness:
            label = f"Classé pour {self.nearness.label}"
            chips.append({"label": label, "url": self.forget_url})
        return chips

    @property
    def near_choices(self) -> list[dict[str, str]]:
        """The territories that `pres_de` may mean when there are several, as {label, url}."""
        return self.near.choices(self._url_near)

    @property
    def forget_url(self) -> str:
        """The URL of the same list, without the territory of the reader and its order."""
        clean = self.parameters
        clean.pop(NEAR, None)
        if clean.get("tri") == "proximite":
            del clean["tri"]
        return self._url(clean)

    def _url_near(self, value: str) -> str:
        """Return the URL of the same list for another territory."""
        clean = self.parameters
        clean[NEAR] = value
        return self._url(clean)

    def url_without(self, parameter: str, value: str | None = None) -> str:
        """Return the URL without one value of a parameter, or without the parameter (None)."""
        clean = self.parameters
        remaining = [v for v in clean.getlist(parameter) if value is not None and v != value]
        clean.setlist(parameter, remaining)
        if not remaining:
            del clean[parameter]
        return self._url(clean)

    def url_with(self, parameter: str, value: str) -> str:
        """Return the URL with one more value of a parameter."""
        clean = self.parameters
        clean.appendlist(parameter, value)
        return self._url(clean)

    def url_with_only(self, parameter: str, value: str) -> str:
        """Return the URL with one value of a parameter, instead of its other values."""
        clean = self.parameters
        clean[parameter] = value
        return self._url(clean)

    def page_url(self, number: int) -> str:
        """Return the URL of a page, numbered from 1."""
        clean = self.parameters
        if number > 1:
            clean["page"] = str(number)
        return self._url(clean)

    @property
    def url(self) -> str:
        """The URL of the first page, with the query, the filters and the sort order."""
        return self.page_url(1)

    def choosing_url(self, parameter: str) -> str:
        """Return the URL that shows every choice of one filter; the other filters are kept."""
        clean = self.parameters
        clean["choix"] = parameter
        return self._url(clean)

    @property
    def reset_url(self) -> str:
        """The URL without query, filters or sort order."""
        return self._url(self.fixed_parameters)

    @property
    def action(self) -> str:
        """The `action` attribute of the forms of the listing."""
        return self.request.path

    @property
    def fixed_parameters(self) -> QueryDict:
        """The parameters that no chip removes, such as the view of the agenda; empty here."""
        clean = self.request.GET.copy()
        clean.clear()
        return clean

    @property
    def hidden_fields(self) -> list[tuple[str, str]]:
        """The (name, value) pairs of the hidden inputs of the filter form."""
        return flatten_query(self.fixed_parameters)

    @property
    def choosing_hidden_fields(self) -> list[tuple[str, str]]:
        """The (name, value) pairs of the hidden inputs of the form of the `choosing` filter."""
        clean = self.parameters
        if self.choosing:
            clean.setlist(self.choosing.parameter, [])
        return flatten_query(clean)

    @property
    def formats(self) -> list[dict[str, str]]:
        """The other formats of the same list, as {name, label, media_type, url}.

        Formats that do not suit the selected types are left out.
        """
        query = self.parameters.urlencode()
        end = f"?{query}" if query else ""
        root = self.request.path.rstrip("/")
        types = next((facet for facet in self.filters if facet.parameter == "type"), None)
        suitable = format_names(types.values) if types and types.values else self.format_names
        return [
            {
                "name": name,
                "label": FORMATS[name].label,
                "media_type": FORMATS[name].media_type,
                "url": f"{root}.{name}{end}",
            }
            for name in self.format_names
            if name in suitable
        ]

    def _url(self, parameters: QueryDict) -> str:
        encoded = parameters.urlencode()
        return f"{self.request.path}?{encoded}" if encoded else self.request.path


def flatten_query(parameters: QueryDict) -> list[tuple[str, str]]:
    """Return every (name, value) pair of a QueryDict; a name may occur several times."""
    return [(name, value) for name, values in parameters.lists() for value in values]
