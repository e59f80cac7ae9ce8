"""Which territory of the gazetteer a name of the letter designates: one, or none at all.

A name is linked when exactly one territory answers to it. The words of the letter are never
changed, and no territory is created unless an editor asks.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from wagtail.log_actions import log

from hub.newsletters.importing.builder.decisions import Answer, Choice, NewTerritory
from hub.newsletters.importing.builder.gazetteer import SHORT_FORMS, near_territories
from hub.newsletters.importing.parsed import ParsedTerritory
from hub.newsletters.importing.parser.text_patterns import fold
from hub.slugs import french_slug
from hub.territories.models import Territory, TerritoryKind

ARTICLES = ("l-", "le-", "la-", "les-")
MOST_CANDIDATES = 6
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
    AMBIGUOUS = "ambiguous"  # several territories bear the name
    DOUBTFUL = "doubtful"  # the name exists, but not with that département or that kind
    UNKNOWN = "unknown"
    TEXT = "text"  # an editor left the name as text


@dataclass(frozen=True, slots=True)
class TerritoryMatch:
    """What a name designates; `message` is for the editor, empty when all is well.

    `candidates` are those that an editor may mean, the likeliest first; `asked` is what an
    editor wrote that no territory answers to.
    """

    status: MatchStatus
    territory: Territory | None = None
    message: str = ""
    candidates: tuple[Territory, ...] = ()
    asked: str = ""


class TerritoryMatches:
    """The territories of one letter, looked up together (three queries at most).

    `choices` are those of an editor, by `territory_key`.
    """

    def __init__(
        self,
        territories: Iterable[ParsedTerritory],
        other_names: Iterable[str] = (),
        choices: dict[str, Choice] | None = None,
    ):
        self._parsed = {territory_key(territory.name): territory for territory in territories}
        for name in other_names:
            self._parsed.setdefault(territory_key(name), ParsedTerritory(name=name))
        self._choices = dict(choices or {})
        names = {t.name for t in self._parsed.values()}
        candidates, near = _candidates(names), near_territories(names)
        self._matches = {
            key: replace(
                _judge(parsed, candidates[parsed.name]),
                candidates=_proposed(parsed, candidates[parsed.name], near[parsed.name]),
            )
            for key, parsed in self._parsed.items()
        }
        self._choose(self._choices)

    def _choose(self, choices: dict[str, Choice]) -> None:
        """Let the editor's choices win over the names."""
        chosen = Territory.objects.select_related("parent__parent__parent").in_bulk(
            [choice.pk for choice in choices.values() if choice.pk]
        )
        for key, choice in choices.items():
            match = self._matches.get(key)
            if match and choice.answer is Answer.TEXT:
                self._matches[key] = TerritoryMatch(
                    MatchStatus.TEXT,
                    message=_asked_for(choice.asked),
                    candidates=match.candidates,
                    asked=choice.asked,
                )
            elif match and (territory := chosen.get(choice.pk)):
                self._matches[key] = TerritoryMatch(
                    MatchStatus.MATCHED,
                    territory,
                    candidates=tuple(dict.fromkeys((territory, *match.candidates))),
                )

    def create_wanted(self, wanted: dict[str, NewTerritory], user=None) -> None:
        """Add to the gazetteer what the editor asked for, by `territory_key`, once per code."""
        made = {}
        for key, new in wanted.items():
            identity = (new.kind, new.code)
            if identity not in made:
                territory, created = Territory.objects.get_or_create(
                    kind=new.kind, code=new.code, defaults={"name": new.name}
                )
                made[identity] = territory
                if created:
                    log(instance=territory, action="wagtail.create", user=user)
            self._choices[key] = Choice(Answer.LINK, made[identity].pk)
        if wanted:
            self._choose({key: self._choices[key] for key in wanted})

    def settled(self) -> dict[str, Choice]:
        """The choices to keep: what was created is now linked."""
        return self._choices

    def of(self, name: str) -> TerritoryMatch:
        """The match of a name that the letter holds."""
        return self._matches.get(territory_key(name), TerritoryMatch(MatchStatus.UNKNOWN))

    def territory(self, name: str) -> Territory | None:
        return self.of(name).territory if name else None


def territory_key(name: str) -> str:
    """What two writings of one name share."""
    return fold(name).replace("-", " ")


def _candidates(names: set[str]) -> dict[str, list[Territory]]:
    """The territories that each name may designate: exact names first, then looser ones."""
    found: dict[str, list[Territory]] = {name: [] for name in names}
    for variants in (_exact, _usual, _intercommunal):
        waiting = {name: variants(french_slug(name)) for name in names if not found[name]}
        slugs = {slug for options in waiting.values() for slug in options if slug}
        by_slug = defaultdict(list)
        for territory in Territory.objects.filter(slug__in=slugs).select_related(
            "parent__parent__parent"
        ):
            by_slug[territory.slug].append(territory)
        for name, options in waiting.items():
            found[name] = [territory for slug in options for territory in by_slug[slug]]
    return found


def _proposed(parsed: ParsedTerritory, candidates: list, near: list) -> tuple[Territory, ...]:
    """What to propose: the name itself, those of its département first, then near names."""
    ranked = sorted(
        dict.fromkeys([*candidates, *near]),
        key=lambda t: (
            t not in candidates,
            bool(parsed.departement) and not _is_in(t, parsed.departement),
        ),
    )
    return tuple(ranked[: max(MOST_CANDIDATES, len(candidates))])


def _asked_for(written: str) -> str:
    if not written:
        return ""
    return f"«\u00a0{written}\u00a0» n’est pas dans le répertoire\u00a0: à relier plus tard."


def _exact(slug: str) -> list[str]:
    return [slug]


def _usual(slug: str) -> list[str]:
    """« Ile Saint Denis » for « L’Île-Saint-Denis », « Communauté urbaine d’… » for « CU d’… »."""
    shortened = [short + slug[len(long) :] for long, short in SHORT_FORMS if slug.startswith(long)]
    return [*shortened, *(article + slug for article in ARTICLES)] if slug else []


def _intercommunal(slug: str) -> list[str]:
    return [short + slug for _, short in SHORT_FORMS] if slug else []


def _judge(parsed: ParsedTerritory, candidates: list[Territory]) -> TerritoryMatch:
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
    if len(fitting) == 1:
        return TerritoryMatch(MatchStatus.MATCHED, fitting[0])
    names = ", ".join(sorted(map(described, fitting or candidates)))
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
    """The département that holds `territory`, as far as its parents tell."""
    while territory and territory.kind != TerritoryKind.DEPARTEMENT:
        territory = territory.parent
    return territory


def _is_in(territory: Territory, departement: str) -> bool:
    """Whether `territory` is in a département given by its code or its name."""
    parent = _departement(territory)
    code = territory.departement_code or (parent.code if parent else "")
    return departement.upper() == code or bool(
        parent and territory_key(parent.name) == territory_key(departement)
    )


def with_departement(territory: Territory) -> str:
    """« Lisieux — commune, Calvados (14) »: what an editor recognises in a list."""
    parent = _departement(territory)
    code = territory.departement_code or (parent.code if parent else territory.code)
    kind = territory.get_kind_display().partition(" (")[0].lower()
    where = f", {parent.name}" if parent and parent != territory else ""
    return f"{territory.name} — {kind}{where} ({code})"


def described(territory: Territory) -> str:
    """« Reugny (commune, 37) »: what tells a territory from those of the same name."""
    parent = _departement(territory)
    where = territory.departement_code or (parent.code if parent else territory.code)
    return f"{territory.name} ({territory.get_kind_display().lower()}, {where})"
