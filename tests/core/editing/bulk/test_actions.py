"""Each bulk action: its form, its effect, the pages it skips, its messages."""

import datetime
from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Workflow

from hub.core.models import HubPage, Licence
from hub.themes.models import Theme
from tests.core.editing.bulk.conftest import bulk_url, draft_of, live
from tests.factories import (
    EventPageFactory,
    FreePageFactory,
    ImageFactory,
    InitiativePageFactory,
    PodcastPageFactory,
    ResourcePageFactory,
    TerritoryFactory,
    ThemeFactory,
)
from tests.factories.site_tree import SiteTree
from tests.shown_text import text_of

ACTIONS = [
    "add_theme",
    "remove_theme",
    "add_territory",
    "remove_territory",
    "mark_verified",
    "set_licence",
]


@pytest.fixture
def theme(site_tree: SiteTree) -> Theme:
    return ThemeFactory(name="Réemploi")


@pytest.mark.parametrize("action", ACTIONS)
def test_form_lists_the_pages_and_the_skipped_ones(
    action: str, editor: User, client: Client, site_tree: SiteTree
) -> None:
    page = InitiativePageFactory(title="Un verger")
    free = FreePageFactory(parent=site_tree.home, title="Nos alliés")
    content = text_of(client.get(bulk_url(action, [page, free])))
    assert "La page concernée" in content
    assert "Un verger" in content
    assert "Une page sera laissée telle quelle" in content
    assert "Nos alliés" in content
    assert "Ne rien changer" in content


@pytest.mark.parametrize("action", ACTIONS)
def test_list_offers_the_action(action: str, editor: User, client: Client) -> None:
    InitiativePageFactory()
    content = client.get("/admin/initiatives/").content.decode()
    assert reverse("wagtail_bulk_action", args=["wagtailcore", "page", action]) in content


def test_theme_is_removed_from_every_version(
    editor: User, act: Callable[..., str], theme: Theme
) -> None:
    page = InitiativePageFactory(themes=[theme, ThemeFactory()])
    page.save_revision().publish()
    page = live(page)
    page.summary = "Brouillon"
    page.save_revision()
    act("remove_theme", [page], theme=theme.pk)
    assert theme not in live(page).ranked_themes
    assert theme not in draft_of(page).ranked_themes


def test_only_carried_themes_can_be_removed(editor: User, client: Client, theme: Theme) -> None:
    ThemeFactory(name="Aucune page")
    drafted = ThemeFactory(name="Du brouillon")
    page = InitiativePageFactory(themes=[theme])
    draft = live(page)
    draft.theme_items.add(draft.theme_items.model(tag=drafted, sort_order=3))
    draft.save_revision()
    content = client.get(bulk_url("remove_theme", [page])).content.decode()
    assert "Réemploi" in content
    assert "Du brouillon" in content
    assert "Aucune page<" not in content


def test_former_name_of_a_merged_theme_is_removed_from_drafts(
    editor: User, act: Callable[..., str], theme: Theme
) -> None:
    former = ThemeFactory(name="Récup")
    page = InitiativePageFactory(draft=True, themes=[former, ThemeFactory()])
    page.save_revision()
    former.merge_into(theme)
    act("remove_theme", [page], theme=theme.pk)
    assert len(draft_of(page).theme_items.all()) == 1


def test_pages_without_any_theme_are_said_to_have_none(editor: User, client: Client) -> None:
    page = EventPageFactory(themes=[])
    content = client.get(bulk_url("remove_theme", [page])).content.decode()
    assert "Aucune de ces pages n’a de thème." in content


def test_limit_of_the_edit_form_applies_and_is_reported(
    editor: User, act: Callable[..., str], theme: Theme
) -> None:
    full = InitiativePageFactory(title="Un verger", themes=ThemeFactory.create_batch(3))
    free = ResourcePageFactory(themes=ThemeFactory.create_batch(3))
    said = act("add_theme", [full, free], theme=theme.pk)
    assert "«\u00a0Un verger\u00a0»\u00a0: elle a déjà 3 thèmes, son maximum." in said
    assert len(live(full).ranked_themes) == 3
    assert theme in live(free).ranked_themes


def test_territory_comes_with_its_role_and_goes_with_it(
    editor: User, act: Callable[..., str]
) -> None:
    vire = TerritoryFactory(name="Vire")
    page = InitiativePageFactory()
    act("add_territory", [page], territory=vire.pk, role="partenaire")
    act("add_territory", [page], territory=vire.pk, role="lieu")
    roles = live(page).territory_links.filter(territory=vire).values_list("role", flat=True)
    assert list(roles) == ["partenaire", "lieu"]
    act("remove_territory", [page], territory=vire.pk, role="lieu")
    assert live(page).territory_links.filter(territory=vire).count() == 1
    act("remove_territory", [page], territory=vire.pk, role="")
    assert not live(page).territory_links.filter(territory=vire).exists()


def test_pages_are_marked_as_verified_by_who_asks(editor: User, act: Callable[..., str]) -> None:
    page = InitiativePageFactory()
    act("mark_verified", [page], day="2026-03-05")
    page = live(page)
    assert page.verified_on == datetime.date(2026, 3, 5)
    assert page.verified_by == editor


def test_date_to_come_is_refused_beside_the_field(editor: User, client: Client) -> None:
    page = InitiativePageFactory()
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    response = client.post(bulk_url("mark_verified", [page]), {"day": tomorrow.isoformat()})
    assert "Cette date n’est pas encore venue." in response.content.decode()
    assert live(page).verified_on is None


def test_licence_changes_for_every_kind(editor: User, act: Callable[..., str]) -> None:
    pages = [InitiativePageFactory(), EventPageFactory(), PodcastPageFactory()]
    said = act("set_licence", pages, licence=Licence.CC_BY)
    assert "3 pages en ligne modifiées et republiées." in said
    assert {live(page).licence for page in pages} == {Licence.CC_BY}


def test_history_says_what_was_done(
    editor: User, act: Callable[..., str], client: Client, theme: Theme
) -> None:
    page = InitiativePageFactory()
    act("add_theme", [page], theme=theme.pk)
    act("add_territory", [page], territory=TerritoryFactory(name="Vire").pk, role="lieu")
    act("mark_verified", [page], day="2026-03-01")
    act("set_licence", [page], licence=Licence.CC_BY)
    history = client.get(reverse("wagtailadmin_pages:history", args=[page.pk])).content.decode()
    assert "Thème «\u00a0Réemploi\u00a0» ajouté" in history
    assert "(rôle\u00a0: lieu)" in history
    assert "Page vérifiée le 1er mars 2026" in history
    assert "Licence\u00a0: Creative Commons BY 4.0" in history


def test_page_in_review_locked_or_scheduled_is_skipped(
    editor: User, contributor: User, act: Callable[..., str], client: Client, theme: Theme
) -> None:
    in_review = InitiativePageFactory(title="En relecture", draft=True)
    in_review.save_revision()
    Workflow.objects.get(name="Relecture").start(in_review, contributor)
    locked = InitiativePageFactory(title="Verrouillée", locked=True, locked_by=contributor)
    scheduled = InitiativePageFactory(title="Programmée")
    later = timezone.now() + datetime.timedelta(days=3)
    scheduled.go_live_at = later
    scheduled.save_revision(approved_go_live_at=later)
    client.force_login(editor)
    pages = [in_review, locked, scheduled]
    said = act("add_theme", pages, theme=theme.pk)
    assert "3 pages n’ont pas été modifiées" in said
    assert "«\u00a0En relecture\u00a0»\u00a0: elle est en relecture." in said
    assert "«\u00a0Verrouillée\u00a0»\u00a0: elle est verrouillée." in said
    assert "«\u00a0Programmée\u00a0»\u00a0: sa publication est programmée." in said
    assert not any(theme in draft_of(page).ranked_themes for page in pages)


def test_alias_is_skipped(
    editor: User, act: Callable[..., str], theme: Theme, site_tree: SiteTree
) -> None:
    page = InitiativePageFactory(title="Un verger")
    # `uid` must be unique; creating an alias is tested elsewhere.
    alias = InitiativePageFactory(title="Sa copie", alias_of=page)
    said = act("add_theme", [alias], theme=theme.pk)
    assert "c’est une copie liée" in said


def test_page_of_another_is_skipped_for_a_contributor(
    contributor: User, act: Callable[..., str], theme: Theme
) -> None:
    page = InitiativePageFactory(title="Un verger")
    said = act("add_theme", [page], theme=theme.pk)
    assert "vous n’avez pas le droit de la modifier" in said
    assert live(page).latest_revision is None


def test_readers_find_the_page_by_its_new_theme(
    editor: User, act: Callable[..., str], client: Client, theme: Theme
) -> None:
    page = InitiativePageFactory(title="Un verger à Vire")
    act("add_theme", [page], theme=theme.pk)
    client.logout()
    assert "Un verger à Vire" in client.get(theme.url).content.decode()


def test_select_all_covers_the_filtered_list(editor: User, client: Client, theme: Theme) -> None:
    wanted = InitiativePageFactory(title="Retenue", themes=[theme])
    InitiativePageFactory(title="Écartée")
    ResourcePageFactory(title="Une ressource", themes=[theme])
    url = bulk_url("set_licence", []).replace(
        "next=/admin/initiatives/", f"id=all&next=/admin/initiatives/%3Ftheme%3D{theme.pk}"
    )
    content = client.get(url).content.decode()
    assert wanted.title in content
    assert "La page concernée" in content
    client.post(url, {"licence": Licence.CC_BY})
    assert list(HubPage.objects.filter(licence=Licence.CC_BY)) == [
        HubPage.objects.get(pk=wanted.pk)
    ]


@pytest.mark.parametrize("next_url", ["", "/admin/", "/nulle-part/", "https://example.org/"])
def test_select_all_of_an_unknown_list_is_empty(
    next_url: str, editor: User, client: Client
) -> None:
    page = InitiativePageFactory()
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "set_licence"])
    url = f"{address}?id=all&next={next_url}"
    assert "Aucune page n’est choisie" in client.get(url).content.decode()
    client.post(url, {"licence": Licence.CC_BY})
    assert live(page).licence == Licence.ETALAB


@pytest.mark.parametrize("chosen", ["", "abc", "-1", "99999999999999999999", "²"])
def test_anything_in_the_address_is_not_an_error(chosen: str, editor: User, client: Client) -> None:
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "add_theme"])
    assert client.get(f"{address}?id={chosen}").status_code == 200


def changes_of(act: Callable[..., str], count: int, **answers: Licence) -> int:
    pages = InitiativePageFactory.create_batch(count)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        act("set_licence", pages, **answers)
    return len(queries)


def test_query_cost_per_page_is_constant(editor: User, act: Callable[..., str]) -> None:
    changes_of(act, 1, licence=Licence.CC_BY)
    few, some, more = (changes_of(act, n, licence=Licence.CC_BY) for n in (1, 4, 7))
    assert more - some <= some - few + 3


def test_many_pages_at_once(editor: User, act: Callable[..., str], theme: Theme) -> None:
    pages = InitiativePageFactory.create_batch(30, themes=[ThemeFactory()], image=ImageFactory())
    said = act("add_theme", pages, theme=theme.pk)
    assert "30 pages en ligne modifiées et republiées." in said
