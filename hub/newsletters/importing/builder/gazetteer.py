"""Looking a territory up as people write it: short forms, articles, département in brackets."""

import re
from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q

from hub.slugs import french_slug
from hub.territories.models import Territory

# How the official names of intercommunal bodies begin (« CU d’Arras », « CA Lisieux Normandie »).
SHORT_FORMS = (
    ("communaute-urbaine-", "cu-"),
    ("communaute-d-agglomeration-", "ca-"),
    ("communaute-de-communes-", "cc-"),
    ("etablissement-public-territorial-", "ept-"),
)
LINKS = ("", "d-", "de-", "du-", "de-l-", "de-la-", "des-")
ARTICLES = ("", "l-", "le-", "la-", "les-")
# Too common to be a name by themselves: « Saint », « Ville », « Communauté ».
SHORTEST_NAME = 4
NO_NAMES = frozenset(
    ("saint", "sainte", "ville", "pays", "grand", "grande", "communaute", "metropole")
)
# « Lisieux (14) », « Lisieux, Calvados », « Lisieux - 14 »
WITH_PLACE = re.compile(
    r"^(?P<name>.+?)\s*"
    r"(?:\((?P<inside>[^()]+)\)|[,–—]\s*(?P<after>[^,]+)|\s-\s(?P<code>\w+))$"
)
PARENTS = "parent__parent__parent"


def near_territories(names: Iterable[str]) -> dict[str, list[Territory]]:
    """The territories that each name is close to: its commune, its group of communes.

    « Arras » gives « CU d’Arras », « Lisieux Normandie » gives « Lisieux ».
    """
    wanted = {name: _near(french_slug(name)) for name in names}
    slugs = {slug for options in wanted.values() for slug in options}
    by_slug = defaultdict(list)
    for territory in Territory.objects.filter(slug__in=slugs).select_related(PARENTS):
        by_slug[territory.slug].append(territory)
    return {
        name: [territory for slug in options for territory in by_slug[slug]]
        for name, options in wanted.items()
    }


def search_territories(written: str) -> list[Territory]:
    """The territories that an editor may mean by a code or a name, official or usual.

    One territory when nothing else answers; several when the name does not tell them apart.
    """
    written = " ".join(written.split())
    if not written:
        return []
    known = Territory.objects.select_related(PARENTS)
    exact = list(known.filter(Q(code__iexact=written) | Q(name__iexact=written)))
    if len(exact) == 1:
        return exact
    match = WITH_PLACE.match(written)
    if not exact and match:
        place = match["inside"] or match["after"] or match["code"]
        if found := _within(_by_name(match["name"]), place):
            return found
    return exact or _by_name(written)


def suggest_territories(written: str) -> list[Territory]:
    """The territories that a name which designates none resembles, the likeliest first."""
    match = WITH_PLACE.match(written)
    slugs = [french_slug(name) for name in ([match["name"]] if match else []) + [written]]
    return _of_slugs([option for slug in slugs if slug for option in (slug, *_near(slug))])


def _by_name(name: str) -> list[Territory]:
    """Those of that name, else of its other writings."""
    slug = french_slug(name)
    return (_of_slugs([slug]) or _of_slugs(_writings(slug))) if slug else []


def _of_slugs(slugs: list[str]) -> list[Territory]:
    ranks = {slug: rank for rank, slug in reversed(list(enumerate(slugs)))}
    found = Territory.objects.filter(slug__in=ranks).select_related(PARENTS)
    return sorted(found, key=lambda territory: (ranks[territory.slug], territory.code))


def _within(territories: list[Territory], place: str) -> list[Territory]:
    place = french_slug(place)
    return [territory for territory in territories if place in _places(territory)]


def _places(territory: Territory) -> set[str]:
    """The codes and names that say where a territory is."""
    told = {territory.code.lower(), territory.departement_code.lower()}
    holder = territory.parent
    while holder:
        told |= {holder.code.lower(), holder.slug}
        holder = holder.parent
    return told - {""}


def _writings(slug: str) -> list[str]:
    """The other writings of one name: short or long form, with an article or without."""
    found = [article + slug for article in ARTICLES if article]
    for long, short in SHORT_FORMS:
        for form, other in ((long, short), (short, long)):
            if slug.startswith(form):
                rest = slug[len(form) :]
                linked = (link for link in LINKS if link and rest.startswith(link))
                bare = rest[len(next(linked, "")) :]
                found += [other + link + bare for link in LINKS]
                found += [form + link + bare for link in LINKS]
    return [option for option in dict.fromkeys(found) if option != slug]


def _near(slug: str) -> list[str]:
    """Other territories that share the name: what it belongs to, what it is named after."""
    if not slug:
        return []
    found = _writings(slug)
    forms = [form for pair in SHORT_FORMS for form in pair]
    for form in forms:
        if slug.startswith(form):
            rest = slug[len(form) :]
            found += [
                rest,
                *(rest[len(link) :] for link in LINKS if link and rest.startswith(link)),
            ]
    found += [form + link + slug for form in [*forms, "metropole-"] for link in LINKS]
    words = slug.split("-")
    for count in range(len(words) - 1, 0, -1):
        first = "-".join(words[:count])
        if len(first) >= SHORTEST_NAME and first not in NO_NAMES:
            found.append(first)
    return [option for option in dict.fromkeys(found) if option and option != slug]
