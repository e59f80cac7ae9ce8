import datetime

import factory
from django.utils import timezone

from hub.agenda.models import AgendaPage, EventKind, EventPage
from tests.factories.pages import HubPageFactory, index_page


class EventPageFactory(HubPageFactory):
    """A date in a month; `past=True` gives one that has been."""

    class Meta:
        model = EventPage

    class Params:
        past = factory.Trait(start_date=datetime.date(2022, 3, 1))

    parent = factory.LazyFunction(index_page(AgendaPage))
    title = factory.Sequence("Journée d’été entre pairs {}".format)
    event_kind = EventKind.PEERS
    start_date = factory.LazyFunction(lambda: timezone.localdate() + datetime.timedelta(days=30))
    place = "Hôtel de ville de Saint-Éloi-l’Étang"
    description = "<p>Une journée pour s’écouter.</p>"
