"""Search of territories by name: short forms, articles, département in brackets."""

import re
from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q

from hub.slugs import french_slug
from hub.territories.checking.spelling import ARTICLES, GROUP_FORMS, LINKS
from hub.territories.models import Territory

# Words that are not a name by themselves: « Saint », « Ville », « Communauté ».
MIN_NAME_LENGTH = 4
GENERIC_WORDS = frozenset(
    ("saint", "sainte", "ville", "pays", "grand", "grande", "communaute", "metropole")
)
# « Lisieux (14) », « Lisieux, Calvados », « Lisieux - 14 »
WITH_PLACE = re.compile(
    r"^(?P<name>.+?)\s*"
    r"(?:\((?P<inside>[^()]+)\)|[,–—]\s*(?P<after>[^,]+)|\s-\s(?P<code>\w+))$"
)
PARENTS = "parent__parent__parent"


def similar_territories(names: Iterable[str]) -> dict[str, list[Territory]]:
    """Return the territories similar to each name: its commune, its group of communes.

    « Arras » gives « CU d’Arras », « Lisieux Normandie » gives « Lisieux ».
    """
    slugs_of = {name: _similar_slugs(french_slug(name)) for name in names}
    slugs = {slug for options in slugs_of.values() for slug in options}
    by_slug = defaultdict(list)
    for territory in Territory.objects.current().filter(slug__in=slugs).select_related(PARENTS):
        by_slug[territory.slug].append(territory)
    return {
        name: [territory for slug in options for territory in by_slug[slug]]
        for name, options in slugs_of.items()
    }


def search_territories(written: str) -> list[Territory]:
    """Return the territories that match a code or a name, official or common.

    An ambiguous name gives several territories.
    """
    written = " ".join(written.split())
    if not written:
        return []
    known = Territory.objects.current().select_related(PARENTS)
    exact = list(known.filter(Q(code=written.upper()) | Q(slug=french_slug(written))))
    if len(exact) == 1:
        return exact
    match = WITH_PLACE.match(written)
    if not exact and match:
        place = match["inside"] or match["after"] or match["code"]
        if found := _within(_by_name(match["name"]), place):
            return found
    return exact or _by_name(written)


def suggest_territories(written: str) -> list[Territory]:
    """Return the territories that resemble a name without a match, the most similar first."""
    match = WITH_PLACE.match(written)
    slugs = [french_slug(name) for name in ([match["name"]] if match else []) + [written]]
    return _of_slugs([option for slug in slugs if slug for option in (slug, *_similar_slugs(slug))])


def _by_name(name: str) -> list[Territory]:
    """Return the territories of that name, else of its variants."""
    slug = french_slug(name)
    return (_of_slugs([slug]) or _of_slugs(_variants(slug))) if slug else []


def _of_slugs(slugs: list[str]) -> list[Territory]:
    """Return the territories of some slugs, in the order of these."""
    ranks = {slug: rank for rank, slug in reversed(list(enumerate(slugs)))}
    found = Territory.objects.current().filter(slug__in=ranks).select_related(PARENTS)
    return sorted(found, key=lambda territory: (ranks[territory.slug], territory.code))


def _within(territories: list[Territory], place: str) -> list[Territory]:
    place = french_slug(place)
    return [territory for territory in territories if place in _places(territory)]


def _places(territory: Territory) -> set[str]:
    """Return the codes and slugs of a territory and its ancestors."""
    places = {territory.code.lower(), territory.departement_code.lower()}
    ancestor = territory.parent
    while ancestor:
        places |= {ancestor.code.lower(), ancestor.slug}
        ancestor = ancestor.parent
    return places - {""}


def _variants(slug: str) -> list[str]:
    """Return the variants of a name: short or long form, with or without an article."""
    found = [article + slug for article in ARTICLES]
    for long, short in GROUP_FORMS:
        for form, other in ((long, short), (short, long)):
            if slug.startswith(form):
                rest = slug[len(form) :]
                linked = (link for link in LINKS if link and rest.startswith(link))
                bare = rest[len(next(linked, "")) :]
                found += [other + link + bare for link in LINKS]
                found += [form + link + bare for link in LINKS]
    return [option for option in dict.fromkeys(found) if option != slug]


def _similar_slugs(slug: str) -> list[str]:
    """Return the slugs of territories that share the name: its group of communes, its commune."""
    if not slug:
        return []
    found = _variants(slug)
    forms = [form for pair in GROUP_FORMS for form in pair]
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
        if len(first) >= MIN_NAME_LENGTH and first not in GENERIC_WORDS:
            found.append(first)
    return [option for option in dict.fromkeys(found) if option and option != slug]
