"""The components of the pages of territories, with all their states."""

from datetime import date
from typing import Any

from home.styleguide import samples
from home.styleguide.catalogue import Component, Section, State
from home.territory.index import DepartementBranch, RegionBranch
from home.territory.programme import Phase
from home.territory.thread import Thread, ThreadItem
from hub.listing.places import NamedTerritory
from hub.territories.likeness import Likeness
from hub.territories.models import Territory

FOLLOW = {"rss": "#contenu", "ics": "#contenu", "webcal": "webcal://example.org/exemple.ics"}


def territory_section() -> Section:
    """Return the section of the components of territories."""
    return Section(
        "Territoires",
        [
            Component(
                "Territoire et son nombre de pages",
                "components/counted_territory.html",
                [State(f"{total} pages", {"territory": counted(total)}) for total in (0, 1, 12)],
            ),
            Component(
                "Territoire en tuile",
                "components/territory_tile.html",
                [
                    State("usuelle", {"territory": counted(3, presentation=samples.SUMMARY)}),
                    State("nom long, rien encore", {"territory": counted(0, samples.LONG_WORD)}),
                ],
            ),
            Component(
                "Région et ses territoires",
                "components/region_branch.html",
                [
                    State("avec un département", {"region": region_branch()}),
                    State("ailleurs", {"region": RegionBranch(None, [local_branch(None)])}),
                ],
            ),
            Component(
                "Chercher un territoire",
                "components/territory_search.html",
                [State("avec des mots", {"words": "st denis", "suite": ""})],
            ),
            Component(
                "Territoire que la recherche désigne",
                "components/named_territories.html",
                [
                    State("par son nom", {"named": [named(True)], "by_code": False}),
                    State("par un code", {"named": [named(True)], "by_code": True}),
                    State("rien encore", {"named": [named(False)], "by_code": True}),
                ],
            ),
            Component(
                "Phases du programme",
                "components/phases.html",
                [State("faite, en cours, à venir, sans date", {"phases": phases()})],
            ),
            Component(
                "Fil d’un territoire",
                "components/thread.html",
                [State("à venir, récent, plus ancien", {"thread": thread()})],
            ),
            Component(
                "Suivre",
                "components/follow.html",
                [
                    State("flux et agenda", {"links": FOLLOW, "name": "Villexemple"}),
                    State("flux seul", {"links": {"rss": "#contenu"}, "name": samples.LONG_WORD}),
                ],
            ),
            Component(
                "Territoires qui se ressemblent",
                "components/alike.html",
                [State("avec leurs raisons", {"alike": alike()})],
            ),
        ],
    )


def counted(total: int, name: str = "Villexemple", **fields: Any) -> Territory:
    """Return an unsaved territory with `page_count`."""
    territory = Territory(name=name, kind="commune", code="99001", slug="villexemple", **fields)
    territory.page_count = total
    return territory


def named(has_page: bool) -> NamedTerritory:
    """Return a territory of a search, with or without a page."""
    return NamedTerritory(counted(3, population=1280), has_page)


def local_branch(departement: Territory | None) -> DepartementBranch:
    return DepartementBranch(
        departement, [counted(4), counted(0, samples.LONG_WORD)], 3 if departement else 0
    )


def region_branch() -> RegionBranch:
    return RegionBranch(
        counted(12, "Exemple de région"), [local_branch(counted(4, "Exemple de département"))]
    )


def phases() -> list[Phase]:
    return [
        Phase("Diagnostic", "en octobre 2025", "fait", samples.SUMMARY, "#contenu"),
        Phase("Restitution", "le 31 janvier 2026", "en cours", "", ""),
        Phase("Choix du projet", "en mars 2027", "à venir", "", ""),
        Phase(samples.LONG_WORD, "", "", samples.LONG_TITLE, ""),
    ]


def items() -> list[ThreadItem]:
    return [
        ThreadItem("Lettre", "Exemple de lettre", date(2026, 2, 16), url="#contenu"),
        ThreadItem("Programme", "Diagnostic", date(2026, 1, 1), "month", text=samples.SUMMARY),
        ThreadItem("Rendez-vous", samples.LONG_TITLE, samples.DAY, url="#contenu", note="Annulé"),
    ]


def thread() -> Thread:
    return Thread(
        upcoming=items()[2:], latest=[("2026", items()[:2])], older=[("2025", items()[:1])], total=4
    )


def alike() -> list[tuple[Territory, Likeness]]:
    reasons = ("même strate", "41\u00a0km", "même chantier\u00a0: Mobilité")
    return [(territory, Likeness(0.6, reasons)) for territory in samples.territories()]
