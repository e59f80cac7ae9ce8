from collections.abc import Callable
from pathlib import Path

import pytest

from hub.people.models import Organisation, Person
from hub.territories.models import Territory
from inspiration.importing import parse_items, read_path
from inspiration.importing.parsed import ParsedInitiative

FULL = """---
titre: "Un jardin : partagé"
adresse: un-jardin
chapo: Ce que l’on sème à plusieurs.
phase: usage
debut: mars 2023
themes: [Alimentation, ESS]
territoires:
  - "93039 : lieu"
  - région 11 : concerné
budget: 12 500 €
equipe_etp: "1,5"
inconnu: [Financeurs]
contact: Camille Exemple
sources:
  - "[Le bilan](https://example.org/bilan)"
---
Un début en **gras**.

## Une partie à elle

> Nous avons semé.
> — Camille Exemple, maire, déléguée aux graines, Villexemple

> [!conseil] Avant
> Posez des chaises.

## Le défi

Rien ne poussait.

### Plus bas

- un
- deux

## La démarche

- 2023-03 — Premier atelier : quarante personnes
- Une étape sans date

## Qui coopère

- Halage : prête les outils
- Voisins : viennent

## Résultats

- Récolte : 3,6 tonnes (2024, carnet)
"""


@pytest.fixture
def directory(db: None) -> None:
    """Territories that share the code 11, a person and an organisation."""
    for kind, code, name in (
        ("commune", "93039", "L’Île-Saint-Denis"),
        ("region", "11", "Île-de-France"),
        ("departement", "11", "Aude"),
    ):
        Territory.objects.get_or_create(kind=kind, code=code, defaults={"name": name})
    Organisation.objects.create(name="Halage")
    Person.objects.create(name="Camille Exemple")


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write a file and return its path."""

    def write_file(text: str, name: str = "fiche.md", encoding: str = "utf-8") -> Path:
        path = Path(tmp_path) / name
        path.write_bytes(text.encode(encoding))
        return path

    return write_file


@pytest.fixture
def parse(write: Callable[..., Path]) -> Callable[..., list[ParsedInitiative]]:
    """Read and parse a text as if it were a file."""

    def parse_text(text: str, name: str = "fiche.md") -> list[ParsedInitiative]:
        return parse_items(read_path(write(text, name)))

    return parse_text


@pytest.fixture
def full() -> str:
    return FULL
