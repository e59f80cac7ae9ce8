import factory
from django.core.files.base import ContentFile
from factory.django import DjangoModelFactory

from hub.core.models import HubDocument


class DocumentFactory(DjangoModelFactory):
    class Meta:
        model = HubDocument

    class Params:
        number = factory.Sequence(int)

    title = factory.LazyAttribute(lambda doc: f"Délibération d’été n°\u00a0{doc.number}")
    file = factory.LazyAttribute(
        lambda doc: ContentFile(
            f"Délibération {doc.number} : l’été.".encode(), f"deliberation-{doc.number}.txt"
        )
    )
