"""The pages made by migrations, by name; restored after a transactional test."""

import json
from dataclasses import dataclass

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection
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


def serialize_migrated_data() -> str:
    """Return the data of the migrations as JSON; content types first, since pages need them."""
    rows = json.loads(connection.creation.serialize_db_to_string())
    return json.dumps(sorted(rows, key=lambda row: row["model"] != "contenttypes.contenttype"))


def restore_migrated_data(serialized: str) -> None:
    """Restore the data of the migrations if a transactional test has flushed it."""
    if HomePage.objects.exists():
        return
    call_command("flush", interactive=False, inhibit_post_migrate=True, verbosity=0)
    ContentType.objects.clear_cache()
    connection.creation.deserialize_db_from_string(serialized)
    reset_sequences()
    cache.clear()


def reset_sequences() -> None:
    """Make the next ids follow those of the restored rows, on PostgreSQL."""
    statements = connection.ops.sequence_reset_sql(no_style(), apps.get_models())
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
