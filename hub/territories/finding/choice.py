"""What the choosers of territories use: search, resolution of a typed text, descriptions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.formats import number_format

from hub.territories.finding.names_index import NameIndex, cache
from hub.territories.finding.ranking import Found, search_rows, sure_rows
from hub.territories.models import Territory, TerritoryKind

# Results by default: what a list of suggestions shows.
LIMIT = 8
KIND_NAMES = {
    TerritoryKind.COMMUNE: "commune",
    TerritoryKind.EPCI: "intercommunalité",
    TerritoryKind.EPT: "établissement public territorial",
    TerritoryKind.DEPARTEMENT: "département",
    TerritoryKind.REGION: "région",
}


@dataclass(frozen=True)
class Match:
    """A territory found, with what tells it apart.

    `value` is that of `value_of`, `detail` that of `describe`; `alias` is the other name that
    matched, or empty. `is_guess` tells that the text is not one of its names: it has a typing
    error, or a part that contradicts the territory, such as the code of another département.
    """

    territory: Territory
    value: str
    detail: str
    alias: str = ""
    is_guess: bool = False


def search(text: str, limit: int = LIMIT) -> list[Match]:
    """Return the territories that a text may mean, the best first; none for a text without words.

    Exact names come before prefixes, words in any order and typing errors; then pilots of the
    programme, then the largest populations. Any text is accepted.
    """
    index = cache.get()
    return matches(index, search_rows(index, text, limit))


def find(text: str, limit: int = LIMIT) -> list[Territory]:
    """Return the territories of `search`."""
    return [match.territory for match in search(text, limit)]


def find_pks(text: str, limit: int) -> dict[int, str]:
    """Return {primary key: other name that matched, or empty}, in the order of `search`."""
    index = cache.get()
    found = search_rows(index, text, limit)
    return {index.pks[one.row]: index.aliases.get(one.key, "") for one in found}


def name_words(words: Iterable[str]) -> set[str]:
    """Return those of some folded words that the name of a territory contains."""
    index = cache.get()
    return {word for word in words if index.has_word(word)}


def whole_names(words: Iterable[str]) -> set[str]:
    """Return those of some folded words that are the whole name of a territory."""
    index = cache.get()
    return {word for word in words if next(iter(index.equal_to(word)), None) is not None}


def resolve(text: str) -> list[Territory]:
    """Return the territories that a text surely names.

    One: it is the one; several: they are homonyms, or share a code or a postcode; none: the text
    is no code and no name. Understands codes, paths (« 37194-reugny »), postcodes, names alone or
    with a département (« Reugny (37) »), former names.
    """
    return [match.territory for match in resolve_matches(text)]


def resolve_matches(text: str) -> list[Match]:
    """Return the territories of `resolve` with their descriptions."""
    index = cache.get()
    return matches(index, [Found(0, row) for row in sure_rows(index, text)])


def matches(index: NameIndex, found: Sequence[Found]) -> list[Match]:
    """Return the matches of rows, in one query; a territory deleted since is left out."""
    by_pk = Territory.objects.in_bulk([index.pks[one.row] for one in found])
    known = [(one, by_pk.get(index.pks[one.row])) for one in found]
    return [
        Match(
            territory,
            value_in(index, territory),
            detail_in(index, territory, index.aliases.get(one.key, "")),
            index.aliases.get(one.key, ""),
            one.is_guess,
        )
        for one, territory in known
        if territory
    ]


def value_of(territory: Territory) -> str:
    """Return the shortest text that `resolve` understands as this territory alone.

    Its code, or its path when other territories have this code, or it is a postcode too.
    """
    return value_in(cache.get(), territory)


def value_in(index: NameIndex, territory: Territory) -> str:
    return territory.path if len(index.codes.get(territory.code, ())) > 1 else territory.code


def describe(territory: Territory) -> str:
    """Return its nature, départements and population: « commune, Indre-et-Loire, 1 759 habitants ».

    The départements are named, and left out for a département and a région.
    """
    return detail_in(cache.get(), territory)


def detail_in(index: NameIndex, territory: Territory, alias: str = "") -> str:
    parts = [KIND_NAMES[TerritoryKind(territory.kind)], departements_in(index, territory)]
    if alias:
        parts.insert(1, f"autre nom ou ancien nom\u00a0: {alias}")
    if territory.population is not None:
        plural = "s" if territory.population > 1 else ""
        parts.append(
            f"{number_format(territory.population, force_grouping=True)}\u00a0habitant{plural}"
        )
    return ", ".join(part for part in parts if part)


def departements_in(index: NameIndex, territory: Territory) -> str:
    """Return the names of its départements, or the codes of those without a row."""
    if territory.kind in (TerritoryKind.DEPARTEMENT, TerritoryKind.REGION):
        return ""
    codes = territory.departement_codes.split() or [territory.departement_code]
    return " et ".join(index.departements_by_code.get(code, code) for code in codes if code)


def departement_names() -> dict[str, str]:
    """Return {code: name} of the départements."""
    return cache.get().departements_by_code
