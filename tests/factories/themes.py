import factory
from factory.django import DjangoModelFactory

from hub.themes.models import Theme


class ThemeFactory(DjangoModelFactory):
    class Meta:
        model = Theme

    name = factory.Sequence("Thème d’été n°\u00a0{}".format)
    definition = "Ce que les territoires font ensemble, avec leurs habitants."
    synonyms = factory.Sequence("synonyme de l’été {0}\nSDE{0}".format)
    icon = "🌱"
