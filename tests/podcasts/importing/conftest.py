"""Import of a feed given as text, as bytes or at an address."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from podcasts.importing.builder import ImportOptions, PodcastImport
from podcasts.importing.parser import parse_feed
from podcasts.importing.readers import read_content, read_feed
from podcasts.importing.report import Outcome
from podcasts.models import EpisodePage, PodcastIndexPage, PodcastPage
from tests.factories.pages import index_page


@dataclass
class Imported:
    """Result of an import: the outcomes, and the drafts read again from the database."""

    show_outcome: Outcome
    outcomes: list[Outcome]
    remark: str

    @property
    def show(self) -> PodcastPage:
        return PodcastPage.objects.get(pk=self.show_outcome.page).get_latest_revision_as_object()

    @property
    def episodes(self) -> list[EpisodePage]:
        pages = [EpisodePage.objects.get(pk=o.page) for o in self.outcomes if o.page]
        return [page.get_latest_revision_as_object() for page in pages]

    @property
    def episode(self) -> EpisodePage:
        (found,) = self.episodes
        return found

    @property
    def statuses(self) -> list[str]:
        return [outcome.status.name for outcome in self.outcomes]

    @property
    def remarks(self) -> str:
        """All the remarks, on the show and the episodes."""
        found = [*self.show_outcome.remarks, self.remark]
        return "\n".join([*found, *(r for outcome in self.outcomes for r in outcome.remarks)])


Importer = Callable[..., Imported]


@pytest.fixture
def podcasts(db: None) -> PodcastIndexPage:
    """The page under which shows are."""
    return index_page(PodcastIndexPage)()


@pytest.fixture
def importer(podcasts: PodcastIndexPage) -> Importer:
    """Function that imports a feed: its text, its bytes or its address."""

    def run(feed: str | bytes, **options: object) -> Imported:
        if isinstance(feed, str) and feed.startswith("http"):
            source = read_feed(feed)
        else:
            source = read_content(feed.encode() if isinstance(feed, str) else feed)
        running = PodcastImport(parse_feed(source), ImportOptions(**options))
        show = running.run_show()
        outcomes = list(running.run())
        assert len(outcomes) == running.total
        return Imported(show, outcomes, running.keyword_remark())

    return run
