"""Territories, organisations and people: found by code or name, added when they are missing."""

from home.demo.files import load_yaml
from hub.people.models import Organisation, Person, PersonFunction
from hub.territories.models import Territory
from hub.themes.models import Theme


def seed_directory():
    """Return how many territories, organisations and people the demo content has."""
    data = load_yaml("directory.yaml")
    for entry in data["territoires"]:
        _territory(entry)
    for entry in data["organisations"]:
        Organisation.objects.get_or_create(
            name=entry["nom"],
            defaults={
                "acronym": entry.get("sigle", ""),
                "kind": entry.get("nature", ""),
                "programme_role": entry.get("role", ""),
                "territory": territory(entry.get("territoire")),
            },
        )
    for entry in data["personnes"]:
        _person(entry)
    return {
        "territoires": len(data["territoires"]),
        "organisations": len(data["organisations"]),
        "personnes": len(data["personnes"]),
    }


def territory(reference):
    """Return the territory of « nature code », None for an empty reference."""
    if not reference:
        return None
    kind, code = reference.split(" ")
    return Territory.objects.get(kind=kind, code=code)


def theme(name):
    """Return the theme of that name."""
    return Theme.objects.active().get(name=name)


def _territory(entry):
    """Add a territory, or complete what an existing one does not say."""
    known = {
        "name": entry["nom"],
        "parent": territory(entry.get("dans")),
        "population": entry.get("population"),
        "latitude": entry.get("latitude"),
        "longitude": entry.get("longitude"),
        "in_programme": entry.get("pilote", False),
        "presentation": entry.get("presentation", ""),
    }
    found, created = Territory.objects.get_or_create(
        kind=entry["nature"], code=entry["code"], defaults=known
    )
    if created:
        return
    missing = [name for name, value in known.items() if value and not getattr(found, name)]
    for name in missing:
        setattr(found, name, known[name])
    if missing:
        found.save()


def _person(entry):
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
                territory=territory(entry.get("territoire")),
            )
        ]
    person.save()
