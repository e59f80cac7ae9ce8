"""What a complete feed becomes: the show, the episodes, and nothing the second time."""

import datetime
import uuid

from hub.people.models import Person
from podcasts.models import EpisodePage, PodcastPage
from tests.factories import PersonFactory, TerritoryFactory, ThemeFactory
from tests.podcasts.importing.conftest import Importer
from tests.podcasts.importing.feeds import VTT, item, rss
from tests.web import Web

GUID = "9b024349-ccf0-5f69-a609-6b82873eab3c"
SHOW = f"""<title>Les voix &amp; les lieux</title><link>https://example.org/voix</link>
<description>&lt;p&gt;Des &lt;b&gt;récits&lt;/b&gt;.&lt;/p&gt;</description>
<language>fr-fr</language>
<itunes:author>L’équipe d’exemple</itunes:author><itunes:explicit>false</itunes:explicit>
<itunes:owner><itunes:name>Exemple</itunes:name>
<itunes:email>voix@example.org</itunes:email></itunes:owner>
<itunes:category text="Society &amp; Culture">
<itunes:category text="Documentary"/></itunes:category>
<itunes:category text="Sports"/><itunes:type>serial</itunes:type>
<podcast:guid>{GUID}</podcast:guid><podcast:locked owner="voix@example.org">no</podcast:locked>
<podcast:funding url="https://example.org/soutenir">Soutenez-nous</podcast:funding>
<podcast:license>cc-by-sa-4.0</podcast:license>"""


def test_show_has_the_fields_of_the_channel(importer: Importer, web: Web) -> None:
    url = web.add("/feed.xml", rss(item(), channel=SHOW))

    imported = importer(url)

    show = imported.show
    assert (show.title, show.language, show.author) == (
        "Les voix & les lieux",
        "fr-FR",
        "L’équipe d’exemple",
    )
    assert show.description == "<p>Des <b>récits</b>.</p>"
    assert (show.owner_name, show.owner_email) == ("Exemple", "voix@example.org")
    assert (show.category, show.show_type) == ("Society & Culture > Documentary", "serial")
    assert (show.explicit, show.import_locked, show.licence) == (False, False, "cc-by-sa-4.0")
    assert (show.funding_url, show.funding_label) == (
        "https://example.org/soutenir",
        "Soutenez-nous",
    )
    assert (show.guid, show.source_feed, show.hosted_elsewhere) == (uuid.UUID(GUID), url, True)
    assert (show.source_url, show.summary) == ("https://example.org/voix", "Des récits.")
    assert "Sports" in imported.remarks
    assert not PodcastPage.objects.get().live


def test_episode_has_the_fields_of_the_item(importer: Importer, web: Web) -> None:
    theme, lieu = ThemeFactory(name="Jardins"), TerritoryFactory(name="Villexemple")
    known = PersonFactory(name="Alix Exemple")
    web.add("/t.vtt", VTT)
    web.add(
        "/c.json",
        '{"chapters": [{"startTime": 65.5, "title": "La visite", "url": "https://e.org/v"}]}',
    )
    more = f"""<itunes:season>2</itunes:season><itunes:episode>12</itunes:episode>
<itunes:episodeType>bonus</itunes:episodeType><itunes:explicit>yes</itunes:explicit>
<itunes:keywords>jardins, inconnu</itunes:keywords><link>https://example.org/e/12</link>
<podcast:transcript url="{web.url("/t.vtt")}" type="text/vtt"/>
<podcast:chapters url="{web.url("/c.json")}" type="application/json+chapters"/>
<podcast:person role="host">Alix Exemple</podcast:person>
<podcast:person role="guest">Zoé Modèle</podcast:person>
<podcast:location geo="geo:49,2">Villexemple</podcast:location>"""

    imported = importer(rss(item(1, more, title="#12 - Le potager", guid="abc:12")))

    episode = imported.episode
    assert (episode.title, episode.season, episode.number) == ("Le potager", 2, 12)
    assert (episode.episode_kind, episode.explicit, episode.guid) == ("bonus", True, "abc:12")
    assert (episode.date, episode.time) == (datetime.date(2022, 3, 1), datetime.time(10, 0, 1))
    assert (episode.audio_url, episode.audio_length, episode.audio_type, episode.duration) == (
        "https://example.org/sons/1.mp3",
        123456,
        "audio/mpeg",
        754,
    )
    assert episode.transcript == VTT.strip()
    assert [(c.start, c.title, c.url) for c in episode.chapters.all()] == [
        (65, "La visite", "https://e.org/v")
    ]
    assert [(row.person.name, row.role) for row in episode.people.all()] == [
        ("Alix Exemple", "host"),
        ("Zoé Modèle", "guest"),
    ]
    assert episode.people.first().person == known
    assert Person.objects.count() == 2
    assert [block.block_type for block in episode.notes] == ["paragraph"]
    assert episode.summary == "Un jardin numéro 1."
    assert episode.ranked_themes == [theme]
    assert not imported.outcomes[0].remarks
    assert [link.territory for link in episode.territory_links.all()] == [lieu]
    assert "inconnu" in imported.remarks
    assert not EpisodePage.objects.get().live


def test_second_import_changes_nothing(importer: Importer, web: Web) -> None:
    web.add("/t.vtt", VTT)
    more = f'<podcast:transcript url="{web.url("/t.vtt")}" type="text/vtt"/>'
    url = web.add("/feed.xml", rss([item(1, more), item(2), item(3)], channel=SHOW))
    importer(url)
    revisions = list(
        EpisodePage.objects.values_list("latest_revision", "latest_revision_created_at")
    )
    asked = len(web.requests)

    again = importer(url)

    assert again.statuses == ["UNCHANGED"] * 3
    assert again.show_outcome.status.name == "UNCHANGED"
    assert (
        list(EpisodePage.objects.values_list("latest_revision", "latest_revision_created_at"))
        == revisions
    )
    assert web.requested[asked:] == [("GET", "/feed.xml")]
