"""Content of the feed of a show, read with lxml."""

import datetime
import uuid
from typing import Any

import pytest
from django.test import Client, override_settings
from wagtail.models import Site

from podcasts.feed.xml import NAMESPACES
from podcasts.models import EpisodeChapter, EpisodePage, EpisodePerson, PodcastMedia, PodcastPage
from podcasts.models.shows import podcast_guid
from tests.factories import (
    ArtworkFactory,
    EpisodePageFactory,
    ImageFactory,
    MediaFactory,
    PersonFactory,
    PodcastPageFactory,
    TerritoryFactory,
)
from tests.factories.blocks import every_block, paragraph
from tests.factories.media import wav_bytes
from tests.factories.site_tree import SiteTree
from tests.podcasts.feed_reading import Node, feed_path, read_feed

pytestmark = pytest.mark.django_db

ROOT = "http://testserver"


def item_of(client: Client, episode: EpisodePage) -> Node:
    show = PodcastPage.objects.parent_of(episode).get()
    (item,) = read_feed(client, show).items
    return item


def test_namespaces_are_the_exact_ones(client: Client, site_tree: SiteTree) -> None:
    content = client.get(feed_path(PodcastPageFactory())).content.decode()

    assert NAMESPACES["podcast"] == "https://podcastindex.org/namespace/1.0"
    assert 'xmlns:podcast="https://podcastindex.org/namespace/1.0"' in content
    assert 'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"' in content
    assert 'xmlns:atom="http://www.w3.org/2005/Atom"' in content


def test_channel_has_what_editors_gave(client: Client, site_tree: SiteTree) -> None:
    show = PodcastPageFactory(
        title="L’été & les élus",
        artwork=True,
        language="fr-FR",
        category="Society & Culture > Documentary",
        explicit=True,
        show_type="serial",
        funding_url="https://example.org/soutien",
        funding_label="Aidez-nous",
        licence="cc-by-4.0",
    )
    channel = read_feed(client, show)

    assert channel.text("title") == "L’été & les élus"
    assert channel.text("link") == ROOT + show.get_url()
    assert channel.text("description") == "<p>Des récits d’élus, d’agents et d’habitants.</p>"
    assert channel.text("language") == "fr-FR"
    assert channel.text("copyright") == "Territoires pilotes, Creative Commons BY 4.0"
    licence = channel.one("podcast:license")
    assert licence.element.text == "cc-by-4.0"
    assert licence.attributes["url"].startswith("https://creativecommons.org/")
    category = channel.one("itunes:category")
    assert category.attributes["text"] == "Society & Culture"
    assert category.one("itunes:category").attributes["text"] == "Documentary"
    assert channel.text("itunes:explicit") == "true"
    assert channel.text("itunes:type") == "serial"
    assert channel.text("itunes:author") == show.author
    assert channel.text("itunes:owner/itunes:name") == "Territoires pilotes"
    assert channel.text("itunes:owner/itunes:email") == "podcast@example.org"
    assert channel.one("itunes:image").attributes["href"] == ROOT + show.image.file.url
    assert channel.text("image/url") == ROOT + show.image.file.url
    assert channel.text("podcast:guid") == str(show.guid)
    assert channel.text("podcast:medium") == "podcast"
    assert channel.text("podcast:locked") == "yes"
    assert channel.one("podcast:locked").attributes["owner"] == "podcast@example.org"
    assert channel.text("podcast:funding") == "Aidez-nous"
    assert channel.one("podcast:funding").attributes["url"] == "https://example.org/soutien"
    (link,) = channel.all("atom:link")
    assert link.attributes == {
        "rel": "self",
        "href": f"{ROOT}{feed_path(show)}",
        "type": "application/rss+xml",
    }
    assert not channel.all("itunes:new-feed-url")


def test_channel_without_optional_values_has_no_empty_element(
    client: Client, site_tree: SiteTree
) -> None:
    show = PodcastPageFactory(
        author="", owner_name="", owner_email="", import_locked=False, licence="reserved"
    )
    channel = read_feed(client, show)

    for name in ("itunes:owner", "itunes:author", "itunes:image", "image", "podcast:funding"):
        assert not channel.all(name)
    assert not channel.all("podcast:license")
    assert channel.text("copyright") == "Tous droits réservés"
    assert channel.one("podcast:locked").attributes == {}
    assert channel.text("podcast:locked") == "no"
    assert channel.titles == []


def test_item_has_what_editors_gave(client: Client, site_tree: SiteTree) -> None:
    person = PersonFactory(name="Camille d’Ici", email="camille@example.org")
    town = TerritoryFactory(name="Ici", latitude=49.5, longitude=0.25)
    episode = EpisodePageFactory(
        title="Le marché",
        remote=True,
        season=2,
        number=7,
        episode_kind="bonus",
        explicit=True,
        date=datetime.date(2024, 7, 14),
        time=datetime.time(18, 30),
        territories=[town, TerritoryFactory(name="Là")],
        people=[
            EpisodePerson(person=person, role="host", sort_order=0),
            EpisodePerson(person=PersonFactory(name="Zoé d’Été"), role="composer", sort_order=1),
        ],
    )
    item, address = item_of(client, episode), ROOT + episode.get_url()

    assert item.text("title") == item.text("itunes:title") == "Le marché"
    assert item.text("link") == address
    assert item.one("enclosure").attributes == {
        "url": "https://example.org/sons/ete.mp3",
        "length": "123456",
        "type": "audio/mpeg",
    }
    assert item.text("guid") == str(episode.uid)
    assert item.one("guid").attributes == {"isPermaLink": "false"}
    assert item.text("pubDate") == "Sun, 14 Jul 2024 18:30:00 +0200"
    assert item.text("itunes:duration") == "754"
    assert item.text("itunes:season") == item.text("podcast:season") == "2"
    assert item.text("itunes:episode") == item.text("podcast:episode") == "7"
    assert item.text("itunes:episodeType") == "bonus"
    assert item.text("itunes:explicit") == "true"
    assert item.text("itunes:author") == "L’équipe des territoires"
    assert [node.attributes for node in item.all("podcast:transcript")] == [
        {"url": f"{address}transcription.vtt", "type": "text/vtt", "language": "fr"},
        {"url": f"{address}transcription.srt", "type": "application/x-subrip", "language": "fr"},
    ]
    assert item.one("podcast:chapters").attributes == {
        "url": f"{address}chapitres.json",
        "type": "application/json+chapters",
    }
    assert [(n.element.text, n.attributes) for n in item.all("podcast:person")] == [
        ("Camille d’Ici", {"role": "host", "group": "cast"}),
        ("Zoé d’Été", {"role": "composer", "group": "audio post-production"}),
    ]
    assert [(n.element.text, n.attributes) for n in item.all("podcast:location")] == [
        ("Ici", {"geo": "geo:49.5,0.25", "country": "fr"}),
        ("Là", {"country": "fr"}),
    ]
    assert (
        b"camille@example.org"
        not in client.get(feed_path(PodcastPage.objects.parent_of(episode).get())).content
    )


def test_channel_names_the_hosts_of_its_episodes(client: Client, site_tree: SiteTree) -> None:
    show, host, guest = PodcastPageFactory(), PersonFactory(), PersonFactory()
    for _ in range(2):
        EpisodePageFactory(
            parent=show,
            people=[
                EpisodePerson(person=host, role="host"),
                EpisodePerson(person=guest, role="guest"),
            ],
        )
    assert read_feed(client, show).texts("podcast:person") == [host.name]


def test_episode_without_time_is_dated_at_midnight_in_paris(
    client: Client, site_tree: SiteTree
) -> None:
    item = item_of(client, EpisodePageFactory(date=datetime.date(2024, 1, 2)))
    assert item.text("pubDate") == "Tue, 02 Jan 2024 00:00:00 +0100"


def test_item_without_optional_values_has_no_empty_element(
    client: Client, site_tree: SiteTree
) -> None:
    episode = EpisodePageFactory(number=None, transcript="", chapters=[])
    item = item_of(client, episode)

    for name in ("itunes:season", "itunes:episode", "itunes:image", "podcast:transcript"):
        assert not item.all(name)
    assert not item.all("podcast:chapters")
    assert not item.all("podcast:location")


def test_enclosure_follows_a_replaced_file_whose_episodes_were_not_saved(
    client: Client, site_tree: SiteTree
) -> None:
    episode = EpisodePageFactory(audio=MediaFactory(seconds=2))
    PodcastMedia.objects.update(byte_length=len(wav_bytes(9)), duration=9.4)
    item = item_of(client, episode)

    assert item.one("enclosure").attributes["length"] == str(len(wav_bytes(9)))
    assert item.text("itunes:duration") == "9"
    assert item.one("enclosure").attributes["type"] == "audio/wav"
    assert item.one("enclosure").attributes["url"] == ROOT + episode.sound_url


@pytest.mark.parametrize(
    "values",
    [
        {"audio_url": "", "audio_length": None},
        {"audio_length": None},
        {"audio_length": 0},
        {"audio_type": ""},
        {"duration": None},
    ],
)
def test_episode_without_a_whole_enclosure_is_not_an_item(
    client: Client, site_tree: SiteTree, values: dict[str, Any]
) -> None:
    show = PodcastPageFactory()
    EpisodePageFactory(parent=show, title="Entier", remote=True)
    EpisodePageFactory(parent=show, title="Incomplet", remote=True, **values)

    assert read_feed(client, show).titles == ["Entier"]


@pytest.mark.parametrize("show_type", ["episodic", "serial"])
def test_newest_item_comes_first_whatever_the_type(
    client: Client, site_tree: SiteTree, show_type: str
) -> None:
    show = PodcastPageFactory(show_type=show_type)
    day = datetime.date(2024, 3, 1)
    EpisodePageFactory(parent=show, title="midi", date=day, time=datetime.time(12))
    EpisodePageFactory(parent=show, title="soir", date=day, time=datetime.time(20))
    EpisodePageFactory(parent=show, title="minuit", date=day)
    EpisodePageFactory(parent=show, title="avant", date=day - datetime.timedelta(days=1))

    assert read_feed(client, show).titles == ["soir", "midi", "minuit", "avant"]


def test_description_has_only_allowed_tags_and_absolute_links(
    client: Client, site_tree: SiteTree
) -> None:
    other = EpisodePageFactory(title="Autre")
    link = f'<a linktype="page" id="{other.pk}">un lien</a>'
    episode = EpisodePageFactory(notes=[*every_block(), paragraph(link)])
    text = item_of(client, episode).text("description")

    tags = {part.split(">")[0].split(" ")[0].strip("/") for part in text.split("<")[1:]}
    assert tags <= {"p", "ol", "ul", "li", "a", "b", "i", "strong", "em"}
    assert f'<a href="{ROOT}{other.get_url()}">un lien</a>' in text
    assert 'href="/' not in text
    assert episode.summary[:30] in text


def test_notes_do_not_link_to_a_hidden_page(client: Client, site_tree: SiteTree) -> None:
    hidden = EpisodePageFactory(slug="secretozor", draft=True)
    link = f'<a linktype="page" id="{hidden.pk}">un lien</a>'
    text = item_of(client, EpisodePageFactory(notes=[paragraph(link)])).text("description")

    assert "un lien" in text
    assert "secretozor" not in text


def test_long_description_of_a_show_is_cut_with_a_link(client: Client, site_tree: SiteTree) -> None:
    show = PodcastPageFactory(description="<p>" + "Été ouvert. " * 500 + "</p>")
    text = read_feed(client, show).text("description")

    assert 3900 < len(text.encode()) <= 4000
    assert f'href="{ROOT}{show.get_url()}"' in text


def test_characters_that_xml_forbids_are_removed(client: Client, site_tree: SiteTree) -> None:
    episode = EpisodePageFactory(title="Le\x0b mar\x01ché\ufffe", summary="Un\x1b chapô ]]> &.")
    item = item_of(client, episode)

    assert item.text("title") == "Le marché"
    assert "<p>Un chapô ]]&gt; &amp;.</p>" in item.text("description")


def test_artwork_is_never_another_format_nor_a_photo(client: Client, site_tree: SiteTree) -> None:
    show = PodcastPageFactory(image=ImageFactory(), image_alt="Une place")
    EpisodePageFactory(parent=show, title="A", image=ImageFactory())
    EpisodePageFactory(parent=show, title="B", image=ArtworkFactory())
    channel = read_feed(client, show)

    assert not channel.all("itunes:image")
    images = {item.text("title"): item.all("itunes:image") for item in channel.items}
    assert images["A"] == []
    assert images["B"][0].attributes["href"].endswith(".jpg")


def test_guid_of_the_feed_is_that_of_the_specification() -> None:
    vector = uuid.UUID("9b024349-ccf0-5f69-a609-6b82873eab3c")

    assert podcast_guid("podnews.net/rss") == vector
    assert podcast_guid("https://podnews.net/rss/") == vector


def test_guid_of_the_feed_never_changes(client: Client, site_tree: SiteTree) -> None:
    show = PodcastPageFactory(slug="avant")
    guid = read_feed(client, show).text("podcast:guid")
    assert guid == str(podcast_guid("http://testserver/podcasts/avant/feed.xml"))

    show = PodcastPage.objects.get(pk=show.pk)
    show.slug = "apres"
    show.save_revision().publish()
    with override_settings(ALLOWED_HOSTS=["*"]):
        Site.objects.update(hostname="example.org")
        Site.clear_site_root_paths_cache()
        PodcastPage.objects.get(pk=show.pk).save()
        response = client.get("/podcasts/apres/feed.xml", headers={"host": "example.org"})
    assert f"<podcast:guid>{guid}</podcast:guid>" in response.content.decode()


def test_chapters_keep_an_item_single(client: Client, site_tree: SiteTree) -> None:
    chapters = [EpisodeChapter(start=start, title=f"Été {start}") for start in range(5)]
    item = item_of(client, EpisodePageFactory(chapters=chapters))
    assert len(item.all("podcast:chapters")) == 1
