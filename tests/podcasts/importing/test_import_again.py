"""A feed imported again: what changed in it is written, what editors changed is kept."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from podcasts.models import EpisodeChapter, EpisodePage, PodcastPage
from tests.factories import EditorFactory, EpisodePageFactory, PodcastPageFactory
from tests.podcasts.importing.conftest import Imported, Importer
from tests.podcasts.importing.feeds import CHANNEL, VTT, item, rss
from tests.web import Web


def edit(page: EpisodePage | PodcastPage, **values: object) -> None:
    """Save a draft as an editor does."""
    draft = page.specific_class.objects.get(pk=page.pk).get_latest_revision_as_object()
    for name, value in values.items():
        setattr(draft, name, value)
    draft.save_revision(user=EditorFactory())


def feed(title: str = "Le potager", duration: str = "12:34", more: str = "") -> str:
    return rss(item(1, more, title=title).replace("12:34", duration))


def test_changed_item_updates_what_the_feed_changed(importer: Importer) -> None:
    first = importer(feed()).episode

    again = importer(feed(title="Le verger"))

    assert again.statuses == ["UPDATED"]
    assert (again.episode.pk, again.episode.title) == (first.pk, "Le verger")
    assert again.episode.duration == 754
    assert EpisodePage.objects.get().slug == "le-potager"
    assert importer(feed(title="Le verger")).statuses == ["UNCHANGED"]


def test_edited_part_is_kept_and_named(importer: Importer) -> None:
    page = importer(feed()).episode
    edit(page, title="Notre potager", chapters=[EpisodeChapter(start=0, title="Ici")])

    again = importer(feed(title="Le verger", duration="20:00"))

    assert again.statuses == ["UPDATED"]
    assert (again.episode.title, again.episode.duration) == ("Notre potager", 1200)
    assert [chapter.title for chapter in again.episode.chapters.all()] == ["Ici"]
    assert "Titre" in again.remarks


def test_edited_part_is_kept_when_only_it_changed_in_the_feed(importer: Importer) -> None:
    page = importer(feed()).episode
    edit(page, title="Notre potager")
    before = EpisodePage.objects.get().latest_revision_id

    again = importer(feed(title="Le verger"))

    assert again.statuses == ["KEPT"]
    assert EpisodePage.objects.get().latest_revision_id == before


def test_draft_saved_without_change_is_still_that_of_the_feed(importer: Importer) -> None:
    page = importer(feed()).episode
    notes = page.notes.raw_data[0]["value"].replace("<p>", '<p data-block-key="abc12">')
    edit(page, notes=[("paragraph", notes)])

    again = importer(feed().replace("jardin&lt;", "verger&lt;"))

    assert again.statuses == ["UPDATED"]
    assert "verger" in again.episode.notes.raw_data[0]["value"]


def test_value_that_the_feed_no_longer_gives_stays(importer: Importer, web: Web) -> None:
    web.add("/t.vtt", VTT)
    importer(feed(more=f'<podcast:transcript url="{web.url("/t.vtt")}" type="text/vtt"/>'))

    again = importer(feed())

    assert again.statuses == ["UNCHANGED"]
    assert again.episode.transcript == VTT.strip()


def test_transcript_that_failed_is_tried_again(importer: Importer, web: Web) -> None:
    more = f'<podcast:transcript url="{web.url("/t.vtt")}" type="text/vtt"/>'
    first = importer(feed(more=more))
    web.add("/t.vtt", VTT)

    again = importer(feed(more=more))

    assert "404" in first.remarks
    assert again.statuses == ["UPDATED"]
    assert again.episode.transcript == VTT.strip()


def test_episode_made_here_is_never_changed(importer: Importer, web: Web) -> None:
    show = PodcastPageFactory(source_feed=web.url("/feed.xml"))
    mine = EpisodePageFactory(parent=show, guid="guid-1", title="Le mien")
    url = web.add("/feed.xml", rss([item(1), item(2)]))

    imported = importer(url)

    assert imported.show_outcome.status.name == "KEPT"
    assert imported.statuses == ["KEPT", "CREATED"]
    assert EpisodePage.objects.get(pk=mine.pk).title == "Le mien"
    assert EpisodePage.objects.child_of(show).count() == 2


def test_locked_page_is_not_changed(importer: Importer) -> None:
    page = importer(feed()).episode
    EpisodePage.objects.filter(pk=page.pk).update(locked=True)

    again = importer(feed(title="Le verger"))

    assert again.statuses == ["KEPT"]
    assert "verrouillé" in again.remarks


def test_show_is_found_by_guid_when_its_address_changed(importer: Importer, web: Web) -> None:
    guid = "<podcast:guid>9b024349-ccf0-5f69-a609-6b82873eab3c</podcast:guid>"
    text = rss(item(1), channel=f"{CHANNEL}{guid}")
    importer(web.add("/ancien.xml", text))

    again = importer(web.add("/nouveau.xml", text))

    assert again.statuses == ["UNCHANGED"]
    assert PodcastPage.objects.count() == 1


def test_episodes_of_two_shows_may_share_a_guid(importer: Importer, web: Web) -> None:
    importer(web.add("/un.xml", rss(item(1))))

    other = importer(web.add("/deux.xml", rss(item(1))))

    assert other.statuses == ["CREATED"]
    assert PodcastPage.objects.count() == 2


def test_slug_chooses_the_show(importer: Importer, web: Web) -> None:
    url = web.add("/feed.xml", rss(item(1)))

    first = importer(url, show_slug="nos-voix")
    again = importer(url, show_slug="nos-voix")

    assert PodcastPage.objects.get().slug == "nos-voix"
    assert (first.statuses, again.statuses) == (["CREATED"], ["UNCHANGED"])


def ready(imported: Imported) -> None:
    """Fill what the feed does not give for publication of the show."""
    show = PodcastPage.objects.get(pk=imported.show_outcome.page)
    draft = show.get_latest_revision_as_object()
    draft.save_revision().publish()


def test_publication_goes_through_the_gate(importer: Importer) -> None:
    ready(importer(feed()))

    done = importer(rss([item(1, title="Le potager"), item(2).replace("12:34", "")]), publish=True)

    assert [outcome.is_published for outcome in done.outcomes] == [True, False]
    assert "reste en brouillon" in done.outcomes[1].remarks[-1]
    assert [page.live for page in EpisodePage.objects.order_by("pk")] == [True, False]


def test_edited_draft_is_never_published_by_the_import(importer: Importer) -> None:
    first = importer(feed())
    ready(first)
    edit(first.episode, summary="En cours")

    done = importer(feed(duration="20:00"), publish=True)

    assert not done.outcomes[0].is_published
    assert "modifié ici" in done.remarks
    assert not importer(feed(duration="20:00"), publish=True).outcomes[0].is_published


def test_live_page_gets_a_draft_only(importer: Importer) -> None:
    ready(importer(feed()))
    importer(feed(), publish=True)

    importer(feed(title="Le verger"))

    page = EpisodePage.objects.get()
    assert (page.live, page.title, page.has_unpublished_changes) == (True, "Le potager", True)


def test_second_import_takes_the_same_queries_at_3_and_30_items(importer: Importer) -> None:
    counts = []
    for number in (3, 30):
        channel = CHANNEL.replace("exemple", f"exemple {number}")
        text = rss((item(rank) for rank in range(1, number + 1)), channel=channel)
        importer(text, show_slug=f"emission-{number}")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            importer(text, show_slug=f"emission-{number}")
        counts.append(len(queries))

    assert counts[0] == counts[1]
