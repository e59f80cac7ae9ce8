import factory
from factory.django import DjangoModelFactory

from hub.people.models import Organisation


class OrganisationFactory(DjangoModelFactory):
    class Meta:
        model = Organisation

    name = factory.Sequence("Régie de quartier de l’Écluse {}".format)
    kind = "association"
