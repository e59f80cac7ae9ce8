"""Hostile and odd feeds: none stops the import, none loses an item silently."""

import re

import pytest

from podcasts.importing.errors import PodcastImportError
from podcasts.importing.parser import parse_feed
from podcasts.importing.readers import read_content
from tests.podcasts.importing.conftest import Importer
from tests.podcasts.importing.odd_feeds import ODD_FEEDS, OddFeed

REFUSED = {name: feed for name, feed in ODD_FEEDS.items() if feed.refused}
READ = {name: feed for name, feed in ODD_FEEDS.items() if not feed.refused}


@pytest.mark.parametrize("feed", REFUSED.values(), ids=REFUSED)
def test_feed_is_refused_with_a_reason(feed: OddFeed) -> None:
    with pytest.raises(PodcastImportError, match=re.escape(feed.refused)):
        parse_feed(read_content(feed.content))


@pytest.mark.parametrize("feed", READ.values(), ids=READ)
def test_every_item_is_imported_or_named(feed: OddFeed, importer: Importer) -> None:
    imported = importer(feed.content)

    statuses = imported.statuses
    assert (statuses.count("CREATED"), statuses.count("FAILED")) == (feed.episodes, feed.unread)
    assert all(o.remarks for o in imported.outcomes if o.status.name == "FAILED")
    assert feed.remark in imported.remarks
