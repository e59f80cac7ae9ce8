"""A feed of 300 items."""

from podcasts.models import EpisodePage
from tests.podcasts.importing.conftest import Importer
from tests.podcasts.importing.feeds import item, rss

ITEMS = 300


def test_long_feed_imported_twice_changes_nothing(importer: Importer) -> None:
    text = rss(item(rank) for rank in range(1, ITEMS + 1))
    importer(text)
    revisions = set(EpisodePage.objects.values_list("pk", "latest_revision"))

    again = importer(text)

    assert again.statuses == ["UNCHANGED"] * ITEMS
    assert set(EpisodePage.objects.values_list("pk", "latest_revision")) == revisions
