import datetime

import factory
from factory.django import DjangoModelFactory

from hub.newsletters.models import NewsletterIndexPage, NewsletterPage, Rubrique
from hub.people.models import Person
from tests.factories.blocks import BlockData, paragraph, quote
from tests.factories.pages import HubPageFactory, index_page


class RubriqueFactory(DjangoModelFactory):
    class Meta:
        model = Rubrique

    name = factory.Sequence("À l’écoute des territoires {}".format)
    slug = factory.Sequence("a-l-ecoute-{}".format)
    emoji = "🌻"
    tagline = "La parole à ceux qui font."


def rubrique(
    *content: BlockData,
    rubrique: Rubrique | None = None,
    headline: str = "L’été des possibles",
    author: Person | None = None,
) -> BlockData:
    """Return a rubrique of a letter holding `content`, pairs from `tests.factories.blocks`."""
    value = {
        "rubrique": rubrique or RubriqueFactory(),
        "headline": headline,
        "author": author,
        "content": list(content) or [paragraph(), quote()],
    }
    return ("rubrique", value)


class NewsletterPageFactory(HubPageFactory):
    class Meta:
        model = NewsletterPage

    parent = factory.LazyFunction(index_page(NewsletterIndexPage))
    title = factory.Sequence("L’été des territoires {}".format)
    number = factory.Sequence(lambda n: n + 1001)
    date = datetime.date(2022, 3, 1)
    period = "février 2022"
    intro = "<p>Bonjour à toutes et à tous\u00a0: voici l’été.</p>"
    rubriques = factory.LazyFunction(lambda: [rubrique()])
    closing = "<p>À bientôt, d’ici l’automne.</p>"
