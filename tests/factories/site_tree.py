"""The pages made by migrations, by name."""

from dataclasses import dataclass

from wagtail.models import Page, Site

from home.models import HomePage, TerritoryIndexPage, ThemeIndexPage
from hub.agenda.models import AgendaPage
from hub.newsletters.models import NewsletterIndexPage
from inspiration.models import InitiativeIndexPage, ResourceIndexPage
from podcasts.models import PodcastIndexPage


@dataclass(frozen=True)
class SiteTree:
    site: Site
    home: HomePage
    letters: NewsletterIndexPage
    initiatives: InitiativeIndexPage
    podcasts: PodcastIndexPage
    resources: ResourceIndexPage
    agenda: AgendaPage
    themes: ThemeIndexPage
    territories: TerritoryIndexPage

    @property
    def lists(self) -> list[Page]:
        """The index pages that show a listing."""
        return [self.letters, self.initiatives, self.podcasts, self.resources, self.agenda]

    @property
    def indexes(self) -> list[Page]:
        return [*self.lists, self.themes, self.territories]


def read_site_tree() -> SiteTree:
    """Return the `SiteTree` of the database."""
    return SiteTree(
        site=Site.objects.get(is_default_site=True),
        home=HomePage.objects.get(),
        letters=NewsletterIndexPage.objects.get(),
        initiatives=InitiativeIndexPage.objects.get(),
        podcasts=PodcastIndexPage.objects.get(),
        resources=ResourceIndexPage.objects.get(),
        agenda=AgendaPage.objects.get(),
        themes=ThemeIndexPage.objects.get(),
        territories=TerritoryIndexPage.objects.get(),
    )
