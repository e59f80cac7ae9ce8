"""Seed the territories, organisations and people; lookups by code or name."""

from typing import Any

from home.demo.files import load_yaml
from hub.people.models import Organisation, Person, PersonFunction
from hub.territories.models import Territory
from hub.themes.models import Theme


def seed_directory() -> dict[str, int]:
    """Create what is missing; return the number of objects of each kind in the files."""
    data = load_yaml("directory.yaml")
    for entry in data["territoires"]:
        _seed_territory(entry)
    for entry in data["organisations"]:
        Organisation.objects.get_or_create(
            name=entry["nom"],
            defaults={
                "acronym": entry.get("sigle", ""),
                "kind": entry.get("nature", ""),
                "programme_role": entry.get("role", ""),
                "territory": get_territory(entry.get("territoire")),
            },
        )
    for entry in data["personnes"]:
        _seed_person(entry)
    return {
        "territoires": len(data["territoires"]),
        "organisations": len(data["organisations"]),
        "personnes": len(data["personnes"]),
    }


def get_territory(reference: str | None) -> Territory | None:
    """Return the territory of a reference « kind code »; None for an empty reference."""
    if not reference:
        return None
    kind, code = reference.split(" ")
    return Territory.objects.get(kind=kind, code=code)


def get_theme(name: str) -> Theme:
    """Return the theme of that name."""
    return Theme.objects.active().get(name=name)


def _seed_territory(entry: dict[str, Any]) -> None:
    """Create a territory, or fill the empty fields of an existing one."""
    fields = {
        "name": entry["nom"],
        "parent": get_territory(entry.get("dans")),
        "population": entry.get("population"),
        "latitude": entry.get("latitude"),
        "longitude": entry.get("longitude"),
        "in_programme": entry.get("pilote", False),
        "presentation": entry.get("presentation", ""),
    }
    found, created = Territory.objects.get_or_create(
        kind=entry["nature"], code=entry["code"], defaults=fields
    )
    if created:
        return
    missing = [name for name, value in fields.items() if value and not getattr(found, name)]
    for name in missing:
        setattr(found, name, fields[name])
    if missing:
        found.save()


def _seed_person(entry: dict[str, Any]) -> None:
    """Create a person with their function, unless the name exists."""
    if Person.objects.filter(name=entry["nom"]).exists():
        return
    person = Person(
        name=entry["nom"],
        category=entry.get("categorie", ""),
        biography=entry.get("biographie", ""),
    )
    if "fonction" in entry:
        organisation = Organisation.objects.filter(name=entry.get("organisation")).first()
        person.functions = [
            PersonFunction(
                title=entry["fonction"],
                organisation=organisation,
                territory=get_territory(entry.get("territoire")),
            )
        ]
    person.save()
