"""What the home page answers for a territory: initiatives, words, dates and contacts near it."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from django.db.models import prefetch_related_objects
from django.http import HttpRequest

from home.coming_events import coming_events
from home.territory.public import public_territories
from hub.agenda.models import EventPage
from hub.core.models import HubPage, card_relations
from hub.core.site.visibility import hidden_paths
from hub.core.story.fragments import Fragment, fragment_of_each
from hub.listing.nearness import PARAMETER, Nearness
from hub.search.contract import SearchRequest
from hub.search.engines import get_engine
from hub.territories.models import Territory
from hub.territories.strata import Stratum, stratum_of
from inspiration.models import InitiativePage

# Maximum number of pages, quotations and contacts in each section.
SHOWN = 3
# Nearest initiatives among which the contacts are taken, and next events that are ranked.
INITIATIVES_READ, EVENTS_READ = 9, 20
RANKED_LISTS = (
    ("Les initiatives", "/inspiration/"),
    ("Les lettres", "/lettres/"),
    ("Les podcasts", "/podcasts/"),
    ("Les ressources", "/ressources/"),
    ("L’agenda", "/agenda/"),
    ("Tout le site", "/recherche/"),
)
# Most similar territories whose quotations are looked for.
PEERS_READ = 40


@dataclass(frozen=True)
class PeerWords:
    """The words of somebody of a similar territory, and why it is similar."""

    fragment: Fragment
    reasons: tuple[str, ...]


class NearAnswer:
    """The sections of the home page for one territory, in a constant number of queries."""

    def __init__(self, nearness: Nearness, request: HttpRequest) -> None:
        self.nearness = nearness
        self._request = request

    @property
    def query(self) -> str:
        """The query string of the lists ranked for this territory."""
        return f"{PARAMETER}={self.nearness.value}"

    @property
    def lists(self) -> list[tuple[str, str]]:
        """The (label, URL) of its own page, if it has one, and of the lists ranked for it."""
        place = self.nearness.territory
        has_page = public_territories(self._request).filter(pk=place.pk).exists()
        own = [(f"La page de {place.name}", place.url)] if has_page else []
        ranked = [(label, f"{path}?{self.query}") for label, path in RANKED_LISTS]
        return [*own, *ranked]

    @cached_property
    def stratum(self) -> Stratum | None:
        """Its population band; None for a département, a région or an unknown population."""
        return stratum_of(self.nearness.territory)

    @property
    def initiatives(self) -> list[InitiativePage]:
        """The nearest initiatives."""
        return self._nearest[:SHOWN]

    @cached_property
    def same_size(self) -> list[InitiativePage]:
        """Initiatives of other territories of its population band, not in `initiatives`."""
        here = self.nearness.territory.pk
        shown = {page.pk for page in self.initiatives}
        others = [
            page
            for page in self._of_its_size
            if page.pk not in shown and here not in {place.pk for place in page.territories}
        ]
        return others[:SHOWN]

    @cached_property
    def words(self) -> list[PeerWords]:
        """Quotations and answers of people of the most similar territories, one for each."""
        reasons = {place.pk: found.reasons for place, found in self.nearness.closest(PEERS_READ)}
        fragments = fragment_of_each(Territory, list(reasons), self._request, SHOWN)
        return [PeerWords(fragment, reasons[pk]) for pk, fragment in fragments.items()]

    @property
    def events(self) -> list[EventPage]:
        """The next events: those of the nearest territories first, then by date."""
        return self._cards[2]

    @property
    def contacts(self) -> list[InitiativePage]:
        """The nearest initiatives that can be written to, each contact once."""
        reachable = [page for page in self._nearest if page.contact_address]
        by_address = {page.contact_address: page for page in reversed(reachable)}
        return [page for page in reachable if by_address[page.contact_address] is page][:SHOWN]

    @property
    def _nearest(self) -> list[InitiativePage]:
        return self._cards[0]

    @property
    def _of_its_size(self) -> list[InitiativePage]:
        return self._cards[1]

    @cached_property
    def _cards(self) -> tuple[list[InitiativePage], list[InitiativePage], list[EventPage]]:
        """The nearest initiatives, those of its size and the next events, each explained."""
        nearest = self._uids(INITIATIVES_READ)
        strata = (self.stratum.value,) if self.stratum else ()
        of_its_size = self._uids(INITIATIVES_READ, strata) if strata else []
        uids = {*nearest, *of_its_size}
        visible = InitiativePage.objects.visible_to(self._request).filter(uid__in=uids)
        cards = visible.select_related("contact_person").for_cards(relations=False)
        found = {str(page.uid): page for page in cards}
        events = list(coming_events(self._request)[:EVENTS_READ])
        prefetch_related_objects([*chain(found.values(), events)], *card_relations())
        self._explain(found.values())
        self._explain(events)
        # Stable: events of equal likeness stay in the order of their dates.
        events.sort(key=lambda event: -event.likeness.score)
        return (
            [found[uid] for uid in nearest if uid in found],
            [found[uid] for uid in of_its_size if uid in found],
            events[:SHOWN],
        )

    def _explain(self, pages: Iterable[HubPage]) -> None:
        for page in pages:
            page.likeness = self.nearness.explain(page)

    def _uids(self, limit: int, strata: tuple[str, ...] = ()) -> list[str]:
        """Return the uids of the nearest initiatives, of these population bands if any is given."""
        fixed = {"type": (InitiativePage.kind,)} | ({"strate": strata} if strata else {})
        request = SearchRequest(
            fixed=fixed,
            near=self.nearness.weights,
            hidden_paths=tuple(hidden_paths(self._request)),
            limit=limit,
        )
        return [hit.uid for hit in get_engine().search(request).hits]
