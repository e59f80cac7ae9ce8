from typing import Any

import factory
from factory.django import DjangoModelFactory

from hub.territories.models import Cohort, ProgrammePhase, ProgrammeStep, Territory, TerritoryKind


class TerritoryFactory(DjangoModelFactory):
    """A commune with a code that no real one has, so that tests can add real ones.

    A test that sets a code of département 96 uses « 96A01 »: the sequence uses digits only.
    """

    class Meta:
        model = Territory

    name = factory.Sequence("Saint-Éloi-l’Étang {}".format)
    kind = TerritoryKind.COMMUNE
    code = factory.Sequence("96{:03}".format)
    population = 1759
    population_year = 2022

    class Params:
        departement = factory.Trait(
            kind=TerritoryKind.DEPARTEMENT,
            name=factory.Sequence("Côte-d’Été {}".format),
            code=factory.Sequence("9{:04}".format),
        )
        region = factory.Trait(
            kind=TerritoryKind.REGION,
            name=factory.Sequence("Région de l’Été {}".format),
            code=factory.Sequence("8{:04}".format),
        )
        pilot = factory.Trait(in_programme=True, presentation="Un territoire pilote, à l’écoute.")

    @classmethod
    def _create(cls, model_class: type[Territory], *args: object, **kwargs: Any) -> Territory:
        """Update the territory if a migration already created one with this code."""
        kind, code = kwargs.pop("kind"), kwargs.pop("code")
        territory, _ = model_class.objects.update_or_create(kind=kind, code=code, defaults=kwargs)
        return territory


class CohortFactory(DjangoModelFactory):
    class Meta:
        model = Cohort

    name = factory.Sequence("Promotion de l’été {}".format)


class ProgrammeStepFactory(DjangoModelFactory):
    class Meta:
        model = ProgrammeStep

    territory = factory.SubFactory(TerritoryFactory, pilot=True)
    phase = ProgrammePhase.RESTITUTION
    text = "Une restitution à l’écoute des habitants."
