"""A bulk change applies to the live page and to the draft, and publishes nothing else."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from wagtail.models import Page, PageLogEntry

from hub.core.models import HubPage
from hub.themes.models import Theme
from inspiration.models import InitiativePage
from tests.core.editing.bulk.conftest import draft_of, live
from tests.factories import InitiativePageFactory, TerritoryFactory, ThemeFactory
from tests.factories.site_tree import SiteTree


@pytest.fixture
def theme(site_tree: SiteTree) -> Theme:
    return ThemeFactory(name="Réemploi")


def with_draft(**changes: Any) -> HubPage:
    """Return a published initiative with a newer draft, whose summary is « Brouillon »."""
    page = InitiativePageFactory(summary="En ligne", **changes)
    page.save_revision().publish()
    page = live(page)
    page.summary = "Brouillon"
    page.save_revision()
    return live(page)


def test_page_without_draft_is_changed_and_published(
    editor: User, act: Callable[..., str], theme: Theme
) -> None:
    page = InitiativePageFactory()
    said = act("add_theme", [page], theme=theme.pk)
    assert "1 page en ligne modifiée et republiée." in said
    page = live(page)
    assert page.ranked_themes[-1] == theme
    assert page.live
    assert not page.has_unpublished_changes
    assert page.live_revision == page.latest_revision
    assert page.live_revision.user == editor


def test_draft_and_live_version_both_change_and_the_draft_stays_a_draft(
    editor: User, act: Callable[..., str], theme: Theme
) -> None:
    page = with_draft()
    act("add_theme", [page], theme=theme.pk)
    page = live(page)
    assert theme in page.ranked_themes
    assert page.summary == "En ligne"
    assert page.has_unpublished_changes
    draft = draft_of(page)
    assert draft.summary == "Brouillon"
    assert theme in draft.ranked_themes
    assert page.latest_revision != page.live_revision


def test_draft_published_later_keeps_the_theme_once(
    editor: User, act: Callable[..., str], theme: Theme
) -> None:
    page = with_draft()
    act("add_theme", [page], theme=theme.pk)
    live(page).latest_revision.publish()
    page = live(page)
    assert page.summary == "Brouillon"
    assert page.ranked_themes.count(theme) == 1


def test_theme_of_the_draft_only_is_added_to_the_live_page(
    editor: User, act: Callable[..., str], theme: Theme
) -> None:
    page = with_draft()
    draft = draft_of(page)
    draft.theme_items.add(draft.theme_items.model(tag=theme, sort_order=5))
    draft.save_revision()
    act("add_theme", [page], theme=theme.pk)
    page = live(page)
    assert theme in page.ranked_themes
    assert page.has_unpublished_changes
    assert draft_of(page).summary == "Brouillon"
    assert draft_of(page).ranked_themes.count(theme) == 1


def test_theme_of_the_live_page_is_added_to_the_draft(
    editor: User, act: Callable[..., str], theme: Theme
) -> None:
    page = with_draft(themes=[ThemeFactory(), theme])
    draft = draft_of(page)
    draft.theme_items.remove(draft.theme_items.all()[1])
    draft.save_revision()
    revision = live(page).live_revision
    said = act("add_theme", [page], theme=theme.pk)
    assert "1 page modifiée en brouillon, à publier." in said
    assert theme in draft_of(page).ranked_themes
    assert live(page).live_revision == revision


def test_page_never_published_is_changed_in_its_draft(
    editor: User, act: Callable[..., str], theme: Theme
) -> None:
    page = InitiativePageFactory(draft=True)
    page.save_revision()
    act("add_theme", [page], theme=theme.pk)
    assert not live(page).live
    assert theme in draft_of(page).ranked_themes


def test_incomplete_draft_takes_the_change(
    editor: User, act: Callable[..., str], theme: Theme
) -> None:
    page = InitiativePageFactory(draft=True, image=None, summary="")
    page.save_revision(clean=False)
    act("add_theme", [page], theme=theme.pk)
    assert theme in draft_of(page).ranked_themes


def test_contributor_changes_only_the_draft(
    contributor: User, act: Callable[..., str], theme: Theme
) -> None:
    page = InitiativePageFactory(owner=contributor)
    said = act("add_theme", [page], theme=theme.pk)
    assert "1 page modifiée en brouillon, à publier." in said
    assert theme not in live(page).ranked_themes
    assert theme in draft_of(page).ranked_themes
    assert live(page).has_unpublished_changes


def test_page_that_already_has_the_theme_gets_no_revision(
    editor: User, act: Callable[..., str], theme: Theme
) -> None:
    page = InitiativePageFactory(themes=[theme])
    said = act("add_theme", [page], theme=theme.pk)
    assert "1 page était déjà ainsi." in said
    assert live(page).latest_revision is None


def test_page_that_cannot_be_published_is_named_and_stays_as_it_was(
    editor: User, act: Callable[..., str], theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused, taken = with_draft(title="Le verger"), InitiativePageFactory(title="La halle")
    publish = Page.publish

    def gate(self: InitiativePage, *args: Any, **kwargs: Any) -> Any:
        if self.title == "Le verger":
            raise ValidationError(["Il manque une image.", "Il manque une source."])
        return publish(self, *args, **kwargs)

    monkeypatch.setattr(InitiativePage, "publish", gate, raising=False)
    before = live(refused).latest_revision
    logs = PageLogEntry.objects.filter(page=refused.pk).count()
    said = act("add_theme", [refused, taken], theme=theme.pk)
    assert "1 page n’a pas été modifiée" in said
    assert "«\u00a0Le verger\u00a0»\u00a0: Il manque une image\u00a0; Il manque une source." in said
    assert "1 page en ligne modifiée et republiée." in said
    assert live(refused).latest_revision == before
    assert theme not in live(refused).ranked_themes
    assert PageLogEntry.objects.filter(page=refused.pk).count() == logs
    assert theme in live(taken).ranked_themes


def test_territory_is_linked_once_in_each_version(editor: User, act: Callable[..., str]) -> None:
    page, territory = with_draft(), TerritoryFactory(name="Vire")
    for _ in range(2):
        act("add_territory", [page], territory=territory.pk, role="lieu")
    live(page).latest_revision.publish()
    assert [
        (link.territory, link.role)
        for link in live(page).territory_links.all()
        if link.territory == territory
    ] == [(territory, "lieu")]
