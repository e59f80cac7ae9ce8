"""Matching of the territories of a letter with the gazetteer.

A name is linked when exactly one territory matches. The text of the letter is never changed, and a
territory is created only when the editor asks for it.
"""

from collections import defaultdict
from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Self

from django.contrib.auth.models import AbstractUser
from wagtail.log_actions import log

from hub.core.importing.rights import may_add
from hub.newsletters.importing.builder.decisions import Answer, Choice, NewTerritory
from hub.newsletters.importing.builder.gazetteer import PARENTS, similar_territories
from hub.newsletters.importing.parsed import ParsedTerritory
from hub.newsletters.importing.parser.text_patterns import fold
from hub.slugs import french_slug
from hub.territories.checking.spelling import ARTICLES, GROUP_FORMS
from hub.territories.models import Territory, TerritoryKind

MAX_CANDIDATES = 6
DELETED = "Ce territoire n’est plus dans le répertoire."
INTERCOMMUNAL = (TerritoryKind.EPCI, TerritoryKind.EPT)
KINDS = {
    "departement": (TerritoryKind.DEPARTEMENT,),
    "region": (TerritoryKind.REGION,),
    **dict.fromkeys(
        ("ville", "commune", "mairie", "village", "municipalite", "cite"), (TerritoryKind.COMMUNE,)
    ),
    **dict.fromkeys(
        (
            "communaute urbaine",
            "communaute d'agglomeration",
            "communaute de communes",
            "metropole",
            "agglomeration",
            "etablissement public territorial",
            "epci",
        ),
        INTERCOMMUNAL,
    ),
}


class MatchStatus(StrEnum):
    MATCHED = "matched"
    AMBIGUOUS = "ambiguous"  # several territories have this name
    DOUBTFUL = "doubtful"  # the name exists with another département or kind
    UNKNOWN = "unknown"
    TEXT = "text"  # left as text by the editor


@dataclass(frozen=True, slots=True)
class TerritoryMatch:
    """The match of a name; `message` is for the editor, empty when there is nothing to check.

    `candidates` are the possible territories, the most likely first; `asked` is a text typed by
    the editor that matches no territory.
    """

    status: MatchStatus
    territory: Territory | None = None
    message: str = ""
    candidates: tuple[Territory, ...] = ()
    asked: str = ""


class TerritoryMatches:
    """The territories of one letter, looked up together (three queries at most)."""

    def __init__(
        self,
        territories: Iterable[ParsedTerritory],
        other_names: Iterable[str] = (),
    ) -> None:
        by_key = {territory_key(territory.name): territory for territory in territories}
        for name in other_names:
            by_key.setdefault(territory_key(name), ParsedTerritory(name=name))
        self._choices: dict[str, Choice] = {}
        names = {t.name for t in by_key.values()}
        candidates, similar = _candidates(names), similar_territories(names)
        self._matches = {
            key: replace(
                _match(parsed, candidates[parsed.name], similar[parsed.name]),
                candidates=_ranked(parsed, candidates[parsed.name], similar[parsed.name]),
            )
            for key, parsed in by_key.items()
        }

    def as_data(self) -> dict[str, list[Any]]:
        """Return the matches as JSON-serialisable data, with primary keys, before any choice."""
        return {
            key: [
                match.status,
                match.territory.pk if match.territory else None,
                match.message,
                [territory.pk for territory in match.candidates],
            ]
            for key, match in self._matches.items()
        }

    @classmethod
    def from_data(cls, data: dict[str, list[Any]]) -> Self:
        """Return the matches of `as_data`; a territory deleted since is unknown."""
        pks = {pk for _, found, _, candidates in data.values() for pk in (found, *candidates)}
        known = Territory.objects.select_related(PARENTS).in_bulk(pks - {None})
        matches = cls([])
        for key, (status, pk, message, pks) in data.items():
            candidates = tuple(known[pk] for pk in pks if pk in known)
            match = TerritoryMatch(MatchStatus(status), known.get(pk), message, candidates)
            if pk and not match.territory:
                match = replace(match, status=MatchStatus.UNKNOWN, message=DELETED)
            matches._matches[key] = match
        return matches

    def with_choices(self, choices: dict[str, Choice]) -> Self:
        """Return the matches with the choices of the editor, by `territory_key`."""
        chosen = copy(self)
        chosen._matches, chosen._choices = dict(self._matches), dict(choices)
        chosen._apply(choices)
        return chosen

    def _apply(self, choices: dict[str, Choice]) -> None:
        """Replace matches by the choices of the editor."""
        pks = [choice.pk for choice in choices.values() if choice.pk]
        chosen = Territory.objects.select_related(PARENTS).in_bulk(pks) if pks else {}
        for key, choice in choices.items():
            match = self._matches.get(key)
            if match and choice.answer is Answer.TEXT:
                self._matches[key] = TerritoryMatch(
                    MatchStatus.TEXT,
                    message=_not_found_message(choice.asked),
                    candidates=match.candidates,
                    asked=choice.asked,
                )
            elif match and (territory := chosen.get(choice.pk)):
                self._matches[key] = TerritoryMatch(
                    MatchStatus.MATCHED,
                    territory,
                    candidates=tuple(dict.fromkeys((territory, *match.candidates))),
                )

    def create_requested(
        self, requested: dict[str, NewTerritory], user: AbstractUser | None = None
    ) -> None:
        """Add the requested territories, by `territory_key`, to the gazetteer, once per code.

        Nothing is added for a user who may not: the names stay text.
        """
        if not may_add(user, Territory):
            return
        made = {}
        for key, new in requested.items():
            identity = (new.kind, new.code)
            if identity not in made:
                territory, created = Territory.objects.get_or_create(
                    kind=new.kind, code=new.code, defaults={"name": new.name}
                )
                made[identity] = territory
                if created:
                    log(instance=territory, action="wagtail.create", user=user)
            self._choices[key] = Choice(Answer.LINK, made[identity].pk)
        if requested:
            self._apply({key: self._choices[key] for key in requested})

    def choices_to_store(self) -> dict[str, Choice]:
        """Return the choices to store: created territories become links."""
        return self._choices

    def of(self, name: str) -> TerritoryMatch:
        """Return the match of a name of the letter."""
        return self._matches.get(territory_key(name), TerritoryMatch(MatchStatus.UNKNOWN))

    def territory(self, name: str) -> Territory | None:
        """Return the territory linked to a name, or None."""
        return self.of(name).territory if name else None


def territory_key(name: str) -> str:
    """Return the comparison key of a name, without case, accents or hyphens."""
    return fold(name).replace("-", " ")


def _candidates(names: set[str]) -> dict[str, list[Territory]]:
    """Return the possible territories of each name: exact names, else variants of the name."""
    found: dict[str, list[Territory]] = {name: [] for name in names}
    for variants in (_exact, _usual, _intercommunal):
        unmatched = {name: variants(french_slug(name)) for name in names if not found[name]}
        slugs = {slug for options in unmatched.values() for slug in options if slug}
        by_slug = defaultdict(list)
        for territory in Territory.objects.current().filter(slug__in=slugs).select_related(PARENTS):
            by_slug[territory.slug].append(territory)
        for name, options in unmatched.items():
            found[name] = [territory for slug in options for territory in by_slug[slug]]
    return found


def _ranked(
    parsed: ParsedTerritory, candidates: list[Territory], similar: list[Territory]
) -> tuple[Territory, ...]:
    """Return the candidates of the same name, then the similar ones.

    In both groups, those of the département of the letter come first.
    """
    ranked = sorted(
        dict.fromkeys([*candidates, *similar]),
        key=lambda t: (
            t not in candidates,
            bool(parsed.departement) and not _is_in(t, parsed.departement),
        ),
    )
    return tuple(ranked[: max(MAX_CANDIDATES, len(candidates))])


def _not_found_message(written: str) -> str:
    if not written:
        return ""
    return f"«\u00a0{written}\u00a0» n’est pas dans le répertoire\u00a0: à relier plus tard."


def _exact(slug: str) -> list[str]:
    return [slug]


def _usual(slug: str) -> list[str]:
    """Return the slugs with an article or the short form: « CU d’… », « L’Île-Saint-Denis »."""
    shortened = [short + slug[len(long) :] for long, short in GROUP_FORMS if slug.startswith(long)]
    return [*shortened, *(article + slug for article in ARTICLES)] if slug else []


def _intercommunal(slug: str) -> list[str]:
    return [short + slug for _, short in GROUP_FORMS] if slug else []


def _match(
    parsed: ParsedTerritory, candidates: list[Territory], similar: list[Territory]
) -> TerritoryMatch:
    """Return the match of a name among the territories of this name, and the `similar` ones.

    Among homonyms, the only one in the programme is linked, with a message: the letters are those
    of the programme. For the same reason « Arras », a commune, may be « CU d’Arras » if this one
    is in the programme: neither is linked.
    """
    written = f"{parsed.name} ({parsed.departement})" if parsed.departement else parsed.name
    if not candidates:
        return TerritoryMatch(
            MatchStatus.UNKNOWN,
            message=f"«\u00a0{written}\u00a0» n’est pas dans le répertoire des territoires.",
        )
    fitting = candidates
    if kinds := KINDS.get(fold(parsed.kind)):
        fitting = [territory for territory in fitting if territory.kind in kinds]
    if parsed.departement:
        fitting = [t for t in fitting if _is_in(t, parsed.departement)]
    pilots = [territory for territory in fitting if territory.in_programme]
    rivals = [t for t in similar if t.in_programme] if fitting and not pilots else []
    if len(fitting) == 1 and not (rivals and not parsed.departement and not parsed.kind):
        return TerritoryMatch(MatchStatus.MATCHED, fitting[0])
    if len(pilots) == 1:
        others = ", ".join(sorted(short_label(t) for t in fitting if t not in pilots))
        message = (
            f"«\u00a0{written}\u00a0» est relié à {short_label(pilots[0])}, du programme, mais "
            f"d’autres ont ce nom\u00a0: {others}."
        )
        return TerritoryMatch(MatchStatus.MATCHED, pilots[0], message)
    fitting = [*fitting, *rivals]
    names = ", ".join(sorted(map(short_label, fitting or candidates)))
    if fitting:
        return TerritoryMatch(
            MatchStatus.AMBIGUOUS,
            message=f"«\u00a0{written}\u00a0» désigne plusieurs territoires\u00a0: {names}.",
        )
    return TerritoryMatch(
        MatchStatus.DOUBTFUL,
        message=f"«\u00a0{written}\u00a0» est à vérifier\u00a0: le répertoire connaît {names}.",
    )


def _departement(territory: Territory) -> Territory | None:
    """Return the département among the territory and its ancestors, or None."""
    found: Territory | None = territory
    while found and found.kind != TerritoryKind.DEPARTEMENT:
        found = found.parent
    return found


def _is_in(territory: Territory, departement: str) -> bool:
    """Tell whether a territory is in a département given by its code or its name."""
    parent = _departement(territory)
    codes = {*territory.departement_codes.split(), territory.departement_code}
    return departement.upper() in codes or bool(
        parent and territory_key(parent.name) == territory_key(departement)
    )


def long_label(territory: Territory) -> str:
    """Return « Lisieux — commune, Calvados (14) », for lists of choices."""
    parent = _departement(territory)
    code = territory.departement_code or (parent.code if parent else territory.code)
    kind = territory.get_kind_display().partition(" (")[0].lower()
    where = f", {parent.name}" if parent and parent != territory else ""
    return f"{territory.name} — {kind}{where} ({code})"


def short_label(territory: Territory) -> str:
    """Return « Reugny (commune, 37) », for messages."""
    parent = _departement(territory)
    where = territory.departement_code or (parent.code if parent else territory.code)
    return f"{territory.name} ({territory.get_kind_display().lower()}, {where})"
