import datetime

import factory

from podcasts.models import EpisodeChapter, EpisodePage
from tests.factories.blocks import paragraph
from tests.factories.media import MediaFactory
from tests.factories.pages import HubPageFactory
from tests.factories.podcasts import PodcastPageFactory

TRANSCRIPT = """WEBVTT

00:00:00.000 --> 00:00:01.000
<v Zoé d’Été>Bienvenue à l’école.

00:00:01.000 --> 00:00:02.000
<v Anaïs L’Hévéder>Nous y plantons un verger.
"""


class EpisodePageFactory(HubPageFactory):
    """An episode whose sound is a file of the hub; `remote=True` leaves it at its host."""

    class Meta:
        model = EpisodePage

    class Params:
        remote = factory.Trait(
            audio=None,
            audio_url="https://example.org/sons/ete.mp3",
            audio_length=123456,
            audio_type="audio/mpeg",
            duration=754,
        )

    parent = factory.LazyFunction(PodcastPageFactory)
    title = factory.Sequence("Un maire à l’écoute {}".format)
    number = factory.Sequence(lambda n: n + 1)
    date = datetime.date(2022, 3, 1)
    audio = factory.SubFactory(MediaFactory)
    notes = factory.LazyFunction(lambda: [paragraph()])
    transcript = TRANSCRIPT
    chapters = factory.LazyFunction(
        lambda: [EpisodeChapter(start=0, title="L’accueil"), EpisodeChapter(start=1, title="Été")]
    )
