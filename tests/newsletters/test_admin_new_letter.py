"""The form of a new letter is prefilled with a number and rubriques."""

import pytest
from django.test import Client
from django.urls import reverse

from hub.newsletters.models import NewsletterPage, Rubrique
from hub.newsletters.wagtail_hooks import prepare_new_letter
from tests.factories import EventPageFactory, NewsletterPageFactory, RubriqueFactory
from tests.factories.site_tree import SiteTree
from tests.form_data import add_url, new_form_data


@pytest.fixture
def new_letter(site_tree: SiteTree) -> NewsletterPage:
    page = NewsletterPage()
    prepare_new_letter(sender=None, page=page, parent=site_tree.letters)
    return page


def test_new_letter_has_the_next_number_drafts_included(site_tree: SiteTree) -> None:
    NewsletterPageFactory(number=7)
    NewsletterPageFactory(number=8, draft=True)
    page = NewsletterPage()
    prepare_new_letter(sender=None, page=page, parent=site_tree.letters)
    assert page.number == 9


def test_first_letter_has_number_one(new_letter: NewsletterPage) -> None:
    assert new_letter.number == 1


def test_new_letter_has_the_active_rubriques_in_their_order(site_tree: SiteTree) -> None:
    Rubrique.objects.all().delete()
    RubriqueFactory(name="Seconde", sort_order=2)
    RubriqueFactory(name="Première", sort_order=1)
    RubriqueFactory(name="Retirée", sort_order=0, active=False)
    page = NewsletterPage()
    prepare_new_letter(sender=None, page=page, parent=site_tree.letters)
    assert [block.value["rubrique"].name for block in page.rubriques] == ["Première", "Seconde"]
    assert all(len(block.value["content"]) == 0 for block in page.rubriques)


def test_form_of_a_new_letter_shows_number_and_rubriques(
    superuser_client: Client, site_tree: SiteTree
) -> None:
    NewsletterPageFactory(number=11)
    url = reverse(
        "wagtailadmin_pages:add", args=["newsletters", "newsletterpage", site_tree.letters.pk]
    )
    response = superuser_client.get(url)
    assert response.context["form"]["number"].value() == 12
    assert len(response.context["form"]["rubriques"].value()) == Rubrique.objects.count()


def test_forms_of_other_pages_are_not_prefilled(site_tree: SiteTree) -> None:
    page = EventPageFactory.build(parent=None)
    prepare_new_letter(sender=None, page=page, parent=site_tree.agenda)
    assert not hasattr(page, "rubriques")


def test_standing_rubriques_of_a_new_letter_have_ids_of_their_own(site_tree: SiteTree) -> None:
    RubriqueFactory.create_batch(2)
    page = NewsletterPage()
    prepare_new_letter(sender=None, page=page, parent=site_tree.letters)
    ids = [block.id for block in page.rubriques]
    assert all(ids)
    assert len(set(ids)) == len(ids) >= 2


def test_a_number_that_was_proposed_to_two_editors_is_replaced(
    superuser_client: Client, site_tree: SiteTree
) -> None:
    data = new_form_data(superuser_client, site_tree.letters, NewsletterPage, title="Les haies")
    NewsletterPageFactory(number=int(data["number"][0]))

    answer = superuser_client.post(add_url(site_tree.letters, NewsletterPage), data, follow=True)

    assert NewsletterPage.objects.get(title="Les haies").number == 2
    assert "celle-ci porte le n°\u00a02" in answer.text


def test_an_automatic_save_sends_the_replaced_number_to_the_form(
    superuser_client: Client, site_tree: SiteTree
) -> None:
    data = new_form_data(superuser_client, site_tree.letters, NewsletterPage, title="Les haies")
    NewsletterPageFactory(number=int(data["number"][0]))

    answer = superuser_client.post(
        add_url(site_tree.letters, NewsletterPage), data, headers={"Accept": "application/json"}
    )

    assert answer.json()["field_updates"]["number"] == "2"


def test_a_typed_number_that_is_taken_is_refused(
    superuser_client: Client, site_tree: SiteTree
) -> None:
    NewsletterPageFactory(number=4, title="Les mares")
    data = new_form_data(superuser_client, site_tree.letters, NewsletterPage, title="Les haies")

    answer = superuser_client.post(
        add_url(site_tree.letters, NewsletterPage), {**data, "number": "4"}
    )

    assert "La lettre n°\u00a04 existe déjà\u00a0: Les mares." in answer.text
    assert not NewsletterPage.objects.filter(title="Les haies").exists()


def test_no_number_is_announced_when_the_proposed_one_is_free(
    superuser_client: Client, site_tree: SiteTree
) -> None:
    data = new_form_data(superuser_client, site_tree.letters, NewsletterPage, title="Les haies")

    answer = superuser_client.post(add_url(site_tree.letters, NewsletterPage), data, follow=True)

    assert NewsletterPage.objects.get(title="Les haies").number == 1
    assert "celle-ci porte le" not in answer.text
