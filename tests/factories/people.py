import factory
from factory.django import DjangoModelFactory

from hub.people.models import Person, PersonCategory, PersonFunction


class PersonFactory(DjangoModelFactory):
    class Meta:
        model = Person

    name = factory.Sequence("Anaïs L’Hévéder {}".format)
    category = PersonCategory.ELU
    biography = "Élue depuis 2020, elle s’occupe de l’alimentation."


class PersonFunctionFactory(DjangoModelFactory):
    class Meta:
        model = PersonFunction

    person = factory.SubFactory(PersonFactory)
    title = "adjointe à l’alimentation"
