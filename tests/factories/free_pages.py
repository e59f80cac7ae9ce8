import factory

from home.models import FreePage, HomePage
from tests.factories.blocks import paragraph
from tests.factories.pages import PageFactory, index_page


class FreePageFactory(PageFactory):
    class Meta:
        model = FreePage

    parent = factory.LazyFunction(index_page(HomePage))
    title = factory.Sequence("À propos d’été {}".format)
    summary = "Qui nous sommes, et d’où viennent ces récits."
    body = factory.LazyFunction(lambda: [paragraph()])
