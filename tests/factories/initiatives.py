import datetime

import factory

from hub.people.models import PersonCategory
from inspiration.models import (
    CooperationPartner,
    InitiativeFunder,
    InitiativeIndexPage,
    InitiativePage,
    InitiativeResult,
    InitiativeSource,
    InitiativeStep,
    Phase,
)
from tests.factories.blocks import paragraph, quote
from tests.factories.images import ImageFactory
from tests.factories.pages import HubPageFactory, index_page
from tests.factories.people import PersonFactory
from tests.factories.territories import TerritoryFactory
from tests.factories.themes import ThemeFactory


class InitiativePageFactory(HubPageFactory):
    """A short case study that can be published; `complete=True` fills every field."""

    class Meta:
        model = InitiativePage

    class Params:
        complete = factory.Trait(
            challenge="<p>L’école n’avait plus d’ombre.</p>",
            objectives="<p>Planter, s’abriter, apprendre.</p>",
            actions="<p>Un verger, d’abord à l’essai.</p>",
            participation="<p>Les élèves ont choisi l’emplacement.</p>",
            obstacles="<p>L’été 2022 a séché la moitié des plants.</p>",
            success_factors="<p>L’arrosage partagé.</p>",
            advice="<p>Commencez à l’automne.</p>",
            steps=factory.LazyFunction(
                lambda: [
                    InitiativeStep(title="Écouter l’école", date=datetime.date(2021, 9, 1)),
                    InitiativeStep(title="Planter à l’automne", text="Avec les élèves."),
                ]
            ),
            partners=factory.LazyFunction(
                lambda: [CooperationPartner(name="L’école Élisée-Reclus", role="accueil")]
            ),
            results=factory.LazyFunction(
                lambda: [InitiativeResult(indicator="arbres plantés", value="120", year=2022)]
            ),
            funders=factory.LazyFunction(
                lambda: [InitiativeFunder(name="Département de l’Été", amount=12500)]
            ),
            budget=30000,
            unknown_means=["staff"],
        )
        reachable = factory.Trait(
            contact_person=factory.SubFactory(
                PersonFactory, category=PersonCategory.AGENT, email="contact@example.org"
            )
        )

    parent = factory.LazyFunction(index_page(InitiativeIndexPage))
    title = factory.Sequence("Un verger à l’école {}".format)
    image = factory.SubFactory(ImageFactory)
    image_alt = "Des élèves plantent un arbre à l’automne"
    themes = factory.LazyFunction(lambda: [ThemeFactory()])
    territories = factory.LazyFunction(lambda: [TerritoryFactory()])
    phase = Phase.ROLLOUT
    start_date = datetime.date(2021, 9, 1)
    body = factory.LazyFunction(lambda: [paragraph(), quote()])
    sources = factory.LazyFunction(
        lambda: [InitiativeSource(title="Délibération du 3 mars", url="https://example.org/d")]
    )
