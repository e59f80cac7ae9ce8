"""The paragraphs of the two letters, with facts labelled by hand.

A `Labelled` paragraph has a part and facts, quoted from its text: a mutation applies the same
change to the text and to the facts. Facts are (kind, words…).
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tests.newsletters.importing.conftest import EXAMPLE, REAL


@dataclass(frozen=True)
class Labelled:
    text: str
    part: str
    facts: tuple[tuple[str, ...], ...] = ()

    def changed(self, change: Callable[[str], str]) -> "Labelled":
        """Return the paragraph with `change` applied to its text and to its facts."""
        facts = tuple((kind, *map(change, words)) for kind, *words in self.facts)
        return replace(self, text=change(self.text), facts=facts)


Letter = list[Labelled]


def rubrique(key: str) -> tuple[str, str]:
    return ("rubrique", key)


def date(
    precision: str,
    day: int | str = "",
    month: int | str = "",
    year: int | str = "",
    end: int | str = "",
) -> tuple[str, ...]:
    return ("date", precision, str(day), str(month), str(year), str(end))


def said(words: str, speaker: str) -> tuple[str, str, str]:
    return ("quotation", words, speaker)


def speaker(name: str, function: str, place: str = "") -> list[tuple[str, ...]]:
    labels = [("answer", name), ("person", name), ("role", name, function)]
    return [*labels, ("territory", place)] if place else labels


def named(name: str, function: str = "") -> list[tuple[str, ...]]:
    return [("person", name), *([("role", name, function)] if function else [])]


def place(name: str) -> tuple[str, str]:
    return ("territory", name)


def lost(kind: str) -> tuple[str, str]:
    return ("lost link", kind)


def stub(name: str, title: str) -> list[tuple[str, ...]]:
    return [("initiative", name, title), ("territory", name), lost("initiative")]


EXAMPLE_LABELS = [
    ("title",),
    ("name",),
    ("period",),
    ("greeting",),
    ("intro",),
    ("heading", rubrique("edito")),
    ("byline", *named("Aïcha Exemplaire")),
    ("prose",),
    ("heading", rubrique("en-theorie")),
    ("tagline",),
    (
        "prose",
        date("days", 4, 2, 2031, 5),
        *named("Xanthe Delmouline"),
        said("une haie, c’est", "Xanthe Delmouline"),
    ),
    ("prose", said("On ne nous", "Xanthe Delmouline")),
    ("prose",),
    ("listed",),
    ("listed",),
    ("listed",),
    ("prose",),
    ("heading", rubrique("en-pratique")),
    ("tagline",),
    ("prose", lost("video")),
    (
        "prose",
        *named("Bastien Fauxnom", "directeur des espaces verts"),
        place("communauté de communes du Val Inventé"),
        said("rien n’aurait poussé", "Bastien Fauxnom"),
    ),
    (
        "prose",
        *named("Ombeline Rivegauche", "élue"),
        place("Port-Imaginaire"),
        *named("Zéphyrin Quatrevents", "maire"),
        said("on plante ce", "Zéphyrin Quatrevents"),
    ),
    ("prose", *named("Noé Feintrel"), *named("Maud Tardivelle")),
    ("quote", said("Nous avons appris", "Irène Factice")),
    ("attribution", *named("Irène Factice", "présidente")),
    ("prose",),
    ("item",),
    ("item",),
    ("item",),
    ("heading", rubrique("nouvelles-des-territoires")),
    ("tagline",),
    ("question", ("question",)),
    ("speaker", *speaker("Fatou Simulacre", "Adjointe", "Valombrette")),
    ("answer", date("day", 12, 3)),
    ("answer",),
    ("speaker", *speaker("Théodore Modèle", "technicien des sols", "Port-Imaginaire")),
    ("answer", date("day", 30, 4)),
    ("question", ("question",)),
    (
        "speaker",
        *speaker("Hedwige Paravent", "Vice-Présidente", "Communauté Urbaine d’Astrebourg"),
    ),
    ("answer", date("day", 3, 5)),
    ("heading", rubrique("en-chantier")),
    ("tagline",),
    ("prose", date("count"), date("day", 17, 6)),
    ("heading", rubrique("a-suivre")),
    ("tagline",),
    ("prose", lost("agenda")),
    ("prose", lost("document")),
    ("heading", rubrique("inspiration")),
    ("tagline",),
    ("stub", *stub("Granville-Fictive", "un verger tenu")),
    ("stub", *stub("Haute-Chimère", "des talus entretenus")),
    ("stub", *stub("Bois-Rêvé", "la cantine qui")),
    ("closing",),
    ("closing",),
]
REAL_LABELS = [
    ("title",),
    ("name",),
    ("greeting",),
    ("intro",),
    ("heading", rubrique("edito")),
    ("byline", *named("Léa Tramontin")),
    ("prose", date("month", "", 2)),
    ("prose",),
    ("prose",),
    ("heading", rubrique("en-theorie")),
    ("tagline",),
    ("prose", date("days", 20, 1, "", 21), place("Arras")),
    (
        "prose",
        *named("Julian Perdrigeat"),
        said("muscler l’enjeu coopératif", "Julian Perdrigeat"),
        said("on a trouvé", "Julian Perdrigeat"),
    ),
    ("prose", *named("Jean-François Caron"), said("Le management est", "Jean-François Caron")),
    ("prose",),
    ("listed",),
    ("listed",),
    ("listed", date("count")),
    ("prose",),
    ("heading", rubrique("en-pratique")),
    ("tagline",),
    ("prose", place("Île Saint Denis")),
    ("prose", lost("video")),
    ("prose",),
    (
        "prose",
        *named("Mohamed Gnabaly", "maire"),
        said("comment on bouleverse", "Mohamed Gnabaly"),
        said("la stratégie de", "Mohamed Gnabaly"),
    ),
    (
        "prose",
        *named("Anne-Sophie Casteigt", "directrice de l’emploi"),
        place("Seine Saint-Denis"),
        said("on fabrique du", "Anne-Sophie Casteigt"),
        said("Puis on est", "Anne-Sophie Casteigt"),
    ),
    (
        "prose",
        *named("Laurent Monnet", "élu"),
        place("Plaine Commune"),
        said("le partage, la", "Laurent Monnet"),
    ),
    (
        "prose",
        *named("Philippe Mignard", "responsable du service"),
        said("avoir une relation", "Philippe Mignard"),
    ),
    ("prose", *named("Marianne Cuoq"), said("C’est intéressant de", "Marianne Cuoq")),
    (
        "prose",
        *named("Sophie Bosquillon", "élue"),
        place("Ile Saint Denis"),
        said("la “transition écologique'',", "Sophie Bosquillon"),
    ),
    (
        "prose",
        *named("Stéphane Berdoulet", "fil rouge"),
        said("notre centre du", "Stéphane Berdoulet"),
        said("on cherche une", "Stéphane Berdoulet"),
        said("Ce sont des", "Stéphane Berdoulet"),
    ),
    ("heading", rubrique("nouvelles-des-territoires")),
    ("tagline",),
    ("question", ("question",)),
    ("speaker", *speaker("Robert Verrière", "Adjoint", "Reugny")),
    ("answer", date("day", 31, 1)),
    ("question", ("question",)),
    ("speaker", *speaker("Nadège Noury", "Directrice ville en transition", "Saint-Jean de Braye")),
    ("answer", date("day", 26, 1)),
    ("answer", date("day", 7, 3)),
    ("question", ("question",)),
    ("speaker", *speaker("Guillaume Sergeant", "directeur de la Direction", "Beauvais")),
    ("answer", date("year", "", "", 2020)),
    ("question", ("question",)),
    ("speaker", *speaker("Cédric Delmotte", "Vice-Président", "Communauté Urbaine d’Arras")),
    ("answer",),
    ("heading", rubrique("en-chantier")),
    ("tagline",),
    ("prose", date("day", 10, 3), date("count")),
    ("heading", rubrique("a-suivre")),
    ("tagline",),
    ("prose", lost("agenda")),
    ("prose", date("count")),
    ("prose", lost("audio")),
    ("prose", *named("Céline Coubard")),
    ("prose", lost("document")),
    ("heading", rubrique("inspiration")),
    ("tagline",),
    ("stub", *stub("Besançon", "le lien intergénérationnel")),
    ("stub", *stub("Saône-et-Loire", "vulgariser les lois")),
    ("stub", *stub("Lisieux Normandie", "La “Filature des")),
    ("closing",),
]


def labelled(path: Path, labels: list[tuple[Any, ...]]) -> list[Labelled]:
    """Return the paragraphs of a letter with their labels."""
    lines = [line.strip() for line in path.read_text("utf-8").splitlines() if line.strip()]
    return [
        Labelled(line, part, tuple(facts))
        for line, (part, *facts) in zip(lines, labels, strict=True)
    ]


def letters() -> dict[str, list[Labelled]]:
    """Return the labelled letters that are present, by name."""
    known = ((EXAMPLE, EXAMPLE_LABELS), (REAL, REAL_LABELS))
    return {path.name: labelled(path, labels) for path, labels in known if path.exists()}
