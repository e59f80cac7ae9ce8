import factory

from podcasts.models import PodcastIndexPage, PodcastPage
from tests.factories.images import ArtworkFactory
from tests.factories.pages import HubPageFactory, index_page


class PodcastPageFactory(HubPageFactory):
    """A show; `artwork=True` adds the square image that publication in feeds asks for."""

    class Meta:
        model = PodcastPage

    class Params:
        artwork = factory.Trait(
            image=factory.SubFactory(ArtworkFactory), image_alt="Le micro de l’émission"
        )

    parent = factory.LazyFunction(index_page(PodcastIndexPage))
    title = factory.Sequence("L’émission des territoires {}".format)
    description = "<p>Des récits d’élus, d’agents et d’habitants.</p>"
    author = "L’équipe des territoires"
    owner_name = "Territoires pilotes"
    owner_email = "podcast@example.org"
