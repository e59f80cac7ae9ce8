"""The addresses of a listing: its pages, its chips, its other formats."""

from hub.listing.format_names import FORMATS, format_names


class AddressesMixin:
    """What `hub.listing.listing.Listing` says of its own address.

    Only understood parameters are written again, so that a link never repeats a mistake.
    """

    @property
    def parameters(self):
        """The understood parameters as a QueryDict, without the page."""
        clean = self.request.GET.copy()
        clean.clear()
        if self.query:
            clean["q"] = self.query
        for facet in self.filters:
            if facet.values:
                clean.setlist(facet.parameter, facet.values)
        if self.request.GET.get("tri") == self.sort:
            clean["tri"] = self.sort
        return clean

    @property
    def chips(self):
        """The criteria in force, each with the address that takes it away."""
        chips = [
            {"label": choice.label, "url": self.url_without(facet.parameter, choice.value)}
            for facet in self.filters
            for choice in facet.chosen
        ]
        if self.query:
            label = f"«\u00a0{self.query}\u00a0»"
            chips.insert(0, {"label": label, "url": self.url_without("q")})
        return chips

    def url_without(self, parameter, value=None):
        """Address of this listing without one value of a parameter, or without any of them."""
        clean = self.parameters
        left = [v for v in clean.getlist(parameter) if value is not None and v != value]
        clean.setlist(parameter, left)
        if not left:
            del clean[parameter]
        return self._url(clean)

    def url_with(self, parameter, value):
        """Address of this listing with one more value of a parameter."""
        clean = self.parameters
        clean.appendlist(parameter, value)
        return self._url(clean)

    def page_url(self, number):
        clean = self.parameters
        if number > 1:
            clean["page"] = number
        return self._url(clean)

    @property
    def url(self):
        """Address of the first page, with all that is asked."""
        return self.page_url(1)

    def choosing_url(self, parameter):
        """Address of the page that shows one filter in full, the others kept."""
        clean = self.parameters
        clean["choix"] = parameter
        return self._url(clean)

    @property
    def reset_url(self):
        """Address of the listing without words, filters or order."""
        return self._url(self.fixed_parameters)

    @property
    def action(self):
        """Where the forms of the listing are sent."""
        return self.request.path

    @property
    def fixed_parameters(self):
        """What no chip takes away, as a QueryDict; some listings have several views."""
        clean = self.request.GET.copy()
        clean.clear()
        return clean

    @property
    def hidden_fields(self):
        """(name, value) pairs that the form of the filters sends without showing them."""
        return pairs_of(self.fixed_parameters)

    @property
    def choosing_hidden_fields(self):
        """(name, value) pairs that the form of the filter shown in full sends again."""
        clean = self.parameters
        clean.setlist(self.choosing.parameter, [])
        return pairs_of(clean)

    @property
    def formats(self):
        """The other forms of the same list, as {name, label, media_type, url}.

        Those that have no meaning for the types chosen are not proposed.
        """
        query = self.parameters.urlencode()
        end = f"?{query}" if query else ""
        root = self.request.path.rstrip("/")
        types = next((facet for facet in self.filters if facet.parameter == "type"), None)
        suiting = format_names(types.values) if types and types.values else self.format_names
        return [
            {
                "name": name,
                "label": FORMATS[name].label,
                "media_type": FORMATS[name].media_type,
                "url": f"{root}.{name}{end}",
            }
            for name in self.format_names
            if name in suiting
        ]

    def _url(self, parameters):
        encoded = parameters.urlencode()
        return f"{self.request.path}?{encoded}" if encoded else self.request.path


def pairs_of(parameters):
    """Return every (name, value) of a QueryDict."""
    return [(name, value) for name, values in parameters.lists() for value in values]
