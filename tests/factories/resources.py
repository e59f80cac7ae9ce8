import factory

from inspiration.models import ResourceIndexPage, ResourceKind, ResourcePage
from tests.factories.pages import HubPageFactory, index_page


class ResourcePageFactory(HubPageFactory):
    class Meta:
        model = ResourcePage

    parent = factory.LazyFunction(index_page(ResourceIndexPage))
    title = factory.Sequence("Guide de l’achat d’été {}".format)
    resource_kind = ResourceKind.GUIDE
    resource_url = "https://example.org/guide"
    author = "L’atelier d’été"
    year = 2022
    presentation = "<p>Un guide à l’usage des agents.</p>"
