"""What « Rédaction » and « Contributions » may do, and the review between them."""

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, Workflow
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from hub.themes.models import Theme
from tests.factories import (
    CohortFactory,
    FreePageFactory,
    ImageFactory,
    PersonFactory,
    RubriqueFactory,
    TerritoryFactory,
    ThemeFactory,
    UserFactory,
)
from tests.factories.site_tree import SiteTree

SNIPPETS = {
    "wagtailsnippets_themes_theme": ThemeFactory,
    "wagtailsnippets_people_person": PersonFactory,
    "wagtailsnippets_territories_cohort": CohortFactory,
    "wagtailsnippets_territories_territory": TerritoryFactory,
    "wagtailsnippets_newsletters_rubrique": RubriqueFactory,
}
REFUSED = 302  # Wagtail sends back to its home page, with a message


def member_of(name: str, client: Client) -> User:
    user = UserFactory()
    user.groups.add(Group.objects.get(name=name))
    client.force_login(user)
    return user


@pytest.fixture
def editor(client: Client, site_tree: SiteTree) -> User:
    return member_of("Rédaction", client)


@pytest.fixture
def contributor(client: Client, site_tree: SiteTree) -> User:
    return member_of("Contributions", client)


def free_page_data(action: str) -> dict[str, str]:
    """Return what the form of a free page sends, with one of its buttons."""
    body = streamfield([("paragraph", rich_text("<p>Ils aident.</p>"))])
    fields = {"title": "Nos alliés", "slug": "nos-allies", "summary": "", "body": body}
    return nested_form_data({**fields, action: "1"})


def free_page_form(site_tree: SiteTree) -> str:
    return reverse("wagtailadmin_pages:add", args=["home", "freepage", site_tree.home.pk])


def test_editor_publishes_a_page(editor: User, client: Client, site_tree: SiteTree) -> None:
    data = free_page_data("action-publish")
    client.post(free_page_form(site_tree), data)
    assert Page.objects.get(slug="nos-allies").live


def test_contributor_writes_a_draft_and_cannot_publish_it(
    contributor: User, client: Client, site_tree: SiteTree
) -> None:
    data = free_page_data("action-publish")
    client.post(free_page_form(site_tree), data)
    page = Page.objects.get(slug="nos-allies")
    assert not page.live
    assert page.owner == contributor
    assert client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200


def test_contributor_cannot_edit_the_page_of_another(
    contributor: User, client: Client, site_tree: SiteTree
) -> None:
    other = FreePageFactory(parent=site_tree.home)
    assert client.get(reverse("wagtailadmin_pages:edit", args=[other.pk])).status_code == REFUSED


def test_review_goes_from_contributor_to_editor_who_publishes(
    contributor: User, client: Client, site_tree: SiteTree
) -> None:
    data = free_page_data("action-submit")
    client.post(free_page_form(site_tree), data)
    page = Page.objects.get(slug="nos-allies")
    assert page.current_workflow_state.workflow.name == "Relecture"
    task_state = page.current_workflow_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", task_state.pk])
    client.post(url)
    assert not Page.objects.get(pk=page.pk).live
    member_of("Rédaction", client)
    client.post(url)
    assert Page.objects.get(pk=page.pk).live


def test_default_groups_and_their_workflow_are_gone(site_tree: SiteTree) -> None:
    assert set(Group.objects.values_list("name", flat=True)) == {"Rédaction", "Contributions"}
    assert list(Workflow.objects.active().values_list("name", flat=True)) == ["Relecture"]
    assert site_tree.home.get_workflow().name == "Relecture"


@pytest.mark.parametrize("namespace", SNIPPETS)
def test_editor_edits_what_pages_point_to(namespace: str, editor: User, client: Client) -> None:
    thing = SNIPPETS[namespace]()
    assert client.get(reverse(f"{namespace}:edit", args=[thing.pk])).status_code == 200


@pytest.mark.parametrize("namespace", SNIPPETS)
def test_contributor_reads_and_does_not_edit_what_pages_point_to(
    namespace: str, contributor: User, client: Client
) -> None:
    thing = SNIPPETS[namespace]()
    assert client.get(reverse(f"{namespace}:list")).status_code == 200
    assert client.get(reverse(f"{namespace}:inspect", args=[thing.pk])).status_code == 200
    assert client.get(reverse(f"{namespace}:edit", args=[thing.pk])).status_code == REFUSED
    assert client.get(reverse(f"{namespace}:delete", args=[thing.pk])).status_code == REFUSED
    assert client.get(reverse(f"{namespace}:add")).status_code == REFUSED


@pytest.mark.parametrize("name", ["wagtailusers_users:index", "wagtailsites:index"])
@pytest.mark.parametrize("group", ["Rédaction", "Contributions"])
def test_only_administrators_reach_accounts_and_sites(
    group: str, name: str, client: Client, site_tree: SiteTree
) -> None:
    member_of(group, client)
    assert client.get(reverse(name)).status_code == REFUSED


@pytest.mark.parametrize(
    "name", ["wagtailimages:add", "wagtaildocs:add", "wagtailimages_chooser:choose"]
)
@pytest.mark.parametrize("group", ["Rédaction", "Contributions"])
def test_both_groups_add_and_choose_files(
    group: str, name: str, client: Client, site_tree: SiteTree
) -> None:
    member_of(group, client)
    assert client.get(reverse(name)).status_code == 200


@pytest.mark.parametrize("group", ["Rédaction", "Contributions"])
def test_both_groups_add_sounds(group: str, client: Client, site_tree: SiteTree) -> None:
    member_of(group, client)
    assert client.get(reverse("wagtailmedia:add", args=["audio"])).status_code == 200


def test_contributor_cannot_change_the_image_of_another(contributor: User, client: Client) -> None:
    image = ImageFactory()
    assert client.get(reverse("wagtailimages:edit", args=[image.pk])).status_code == REFUSED


def test_contributor_cannot_merge_themes(contributor: User, client: Client) -> None:
    theme, target = ThemeFactory(), ThemeFactory()
    url = reverse("wagtailsnippets_themes_theme:merge", args=[theme.pk])
    response = client.post(url, {"target": target.pk, "confirm": "1"})
    assert response.status_code == REFUSED
    assert Theme.objects.active().filter(pk=theme.pk).exists()
