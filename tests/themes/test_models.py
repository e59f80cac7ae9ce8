import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from wagtail.contrib.redirects.models import Redirect

from hub.core.models import HubPage
from hub.themes.models import Theme
from tests.factories import InitiativePageFactory, ResourcePageFactory, ThemeFactory
from tests.factories.site_tree import SiteTree

pytestmark = pytest.mark.django_db


def test_slug_is_made_from_an_accented_name() -> None:
    assert Theme.objects.create(name="Culture juridique à l’œuvre").slug == (
        "culture-juridique-a-l-oeuvre"
    )


def test_two_themes_cannot_have_the_same_name() -> None:
    ThemeFactory(name="Écoute d’été")

    with pytest.raises(ValidationError, match="est déjà prise"):
        Theme(name="Écoute d’été", slug="autre").full_clean()


def test_a_third_level_is_refused() -> None:
    child = ThemeFactory(parent=ThemeFactory())

    with pytest.raises(ValidationError, match="Deux niveaux au plus"):
        ThemeFactory(parent=child).clean()


def test_a_theme_with_children_cannot_go_under_another() -> None:
    parent = ThemeFactory()
    ThemeFactory(parent=parent)
    parent.parent = ThemeFactory()

    with pytest.raises(ValidationError, match="Deux niveaux au plus"):
        parent.clean()


def test_a_theme_cannot_be_its_own_parent() -> None:
    theme = ThemeFactory()
    theme.parent = theme

    with pytest.raises(ValidationError, match="son propre parent"):
        theme.clean()


def test_two_levels_are_accepted() -> None:
    ThemeFactory(parent=ThemeFactory()).clean()


def test_synonyms_are_one_per_line_without_empty_ones() -> None:
    theme = ThemeFactory(synonyms="ESS\n\n  économie sociale  \r\n")

    assert theme.synonym_list == ["ESS", "économie sociale"]


@pytest.mark.parametrize("colour", ["vert", "#12", "2f6f4f", "#2f6f4g"])
def test_a_colour_that_is_not_one_is_refused(colour: str) -> None:
    with pytest.raises(ValidationError, match="Une couleur comme #2f6f4f"):
        ThemeFactory.build(slug="ete", colour=colour).full_clean()


def test_renaming_redirects_the_former_address(client: Client, site_tree: SiteTree) -> None:
    theme = ThemeFactory(slug="ancien-ete")
    theme.slug = "nouvel-ete"
    theme.save()

    response = client.get("/themes/ancien-ete/")

    assert response.status_code == 301
    assert response.url == "/themes/nouvel-ete/"


def test_renaming_twice_redirects_both_addresses_to_the_last() -> None:
    theme = ThemeFactory(slug="un")
    for slug in ("deux", "trois"):
        theme.slug = slug
        theme.save()

    links = dict(Redirect.objects.values_list("old_path", "redirect_link"))
    assert links == {"/themes/un": "/themes/trois/", "/themes/deux": "/themes/trois/"}


def test_renaming_back_leaves_no_loop(client: Client, site_tree: SiteTree) -> None:
    theme = ThemeFactory(slug="un")
    for slug in ("deux", "un"):
        theme.slug = slug
        theme.save()

    assert client.get("/themes/un/").status_code == 200
    assert client.get("/themes/deux/").url == "/themes/un/"


def test_changing_a_definition_makes_no_redirect() -> None:
    theme = ThemeFactory()
    theme.definition = "L’été autrement."
    theme.save()

    assert not Redirect.objects.exists()


def test_merging_gives_the_pages_to_the_other_theme(site_tree: SiteTree) -> None:
    former, kept = ThemeFactory(), ThemeFactory()
    page = InitiativePageFactory(themes=[former])

    former.merge_into(kept)

    assert HubPage.objects.get(pk=page.pk).ranked_themes == [kept]


def test_merging_keeps_each_theme_once_on_a_page_that_had_both(site_tree: SiteTree) -> None:
    former, kept = ThemeFactory(), ThemeFactory()
    page = InitiativePageFactory(themes=[former, kept])

    former.merge_into(kept)

    assert HubPage.objects.get(pk=page.pk).ranked_themes == [kept]


def test_merging_redirects_and_keeps_the_name_as_a_synonym(
    client: Client, site_tree: SiteTree
) -> None:
    former, kept = ThemeFactory(name="Cantines d’été"), ThemeFactory(synonyms="")

    former.merge_into(kept)

    assert client.get("/themes/cantines-d-ete/").status_code == 301
    assert client.get("/themes/cantines-d-ete/").url == kept.url
    kept.refresh_from_db()
    assert kept.synonym_list == ["Cantines d’été"]


def test_merging_moves_the_children_under_the_other_theme() -> None:
    former, kept = ThemeFactory(), ThemeFactory()
    child = ThemeFactory(parent=former)

    former.merge_into(kept)

    child.refresh_from_db()
    assert child.parent == kept


def test_merging_a_parent_into_its_child_leaves_no_loop() -> None:
    parent = ThemeFactory()
    child = ThemeFactory(parent=parent)

    parent.merge_into(child)

    child.refresh_from_db()
    assert child.parent is None


def test_merging_keeps_two_levels_when_the_other_theme_has_a_parent() -> None:
    former, kept = ThemeFactory(), ThemeFactory(parent=ThemeFactory())
    child = ThemeFactory(parent=former)

    former.merge_into(kept)

    child.refresh_from_db()
    child.clean()


def test_a_merged_theme_is_no_longer_proposed() -> None:
    former, kept = ThemeFactory(), ThemeFactory()

    former.merge_into(kept)

    active = Theme.objects.active()
    assert kept in active
    assert former not in active


def test_merging_three_in_a_row_leads_to_the_last(client: Client, site_tree: SiteTree) -> None:
    first, second, third = ThemeFactory(slug="un"), ThemeFactory(slug="deux"), ThemeFactory()
    first.merge_into(second)
    second.merge_into(third)

    assert client.get("/themes/un/", follow=True).redirect_chain[-1][0] == third.url


@pytest.mark.parametrize("target", ["itself", "merged"])
def test_merging_into_itself_or_a_merged_theme_is_refused(target: str) -> None:
    theme, merged = ThemeFactory(), ThemeFactory()
    merged.merge_into(ThemeFactory())

    with pytest.raises(ValidationError, match="un autre thème en usage"):
        theme.merge_into(theme if target == "itself" else merged)


def test_a_draft_that_names_a_merged_theme_is_published_with_the_other(site_tree: SiteTree) -> None:
    former, kept = ThemeFactory(), ThemeFactory()
    page = ResourcePageFactory(draft=True, themes=[former])
    revision = page.save_revision()
    former.merge_into(kept)

    revision.publish()

    assert HubPage.objects.get(pk=page.pk).ranked_themes == [kept]


def test_a_draft_that_names_both_themes_can_be_published_after_their_merge(
    site_tree: SiteTree,
) -> None:
    former, kept = ThemeFactory(), ThemeFactory()
    page = ResourcePageFactory(draft=True, themes=[former, kept])
    revision = page.save_revision()
    former.merge_into(kept)

    revision.publish()

    assert HubPage.objects.get(pk=page.pk).ranked_themes == [kept]
