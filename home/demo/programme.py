"""Seed the place of the pilot territories in the programme."""

from typing import Any

from home.demo.directory import get_territory
from home.demo.files import load_yaml
from hub.agenda.models import EventPage
from hub.dates import DatePrecision
from hub.territories.models import Cohort, ProgrammeStep, Territory


def seed_programme() -> dict[str, int]:
    """Fill the programme of the territories that have none; return the number of steps."""
    data = load_yaml("programme.yaml")
    cohort, _ = Cohort.objects.get_or_create(name=data["promotion"])
    for entry in data["territoires"]:
        territory = get_territory(entry["territoire"])
        if territory and not territory.cohort_id and not territory.programme_steps.exists():
            _fill(territory, cohort, entry)
    return {"étapes du programme": sum(len(entry["etapes"]) for entry in data["territoires"])}


def _fill(territory: Territory, cohort: Cohort, entry: dict[str, Any]) -> None:
    territory.in_programme, territory.cohort = True, cohort
    territory.programme_steps = [
        ProgrammeStep(
            phase=step["phase"],
            text=step["texte"],
            precision=DatePrecision.UNKNOWN,
            page=EventPage.objects.filter(slug=step.get("rendez_vous", "")).first(),
            sort_order=rank,
        )
        for rank, step in enumerate(entry["etapes"])
    ]
    territory.save()
