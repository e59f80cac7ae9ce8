import datetime

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from hub.core.models import HubPage, PageTerritory
from tests.factories import (
    EpisodePageFactory,
    EventPageFactory,
    ImageFactory,
    InitiativePageFactory,
    NewsletterPageFactory,
    PodcastPageFactory,
    ResourcePageFactory,
    TerritoryFactory,
    ThemeFactory,
)
from tests.factories.pages import PageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]

FACTORIES = [
    NewsletterPageFactory,
    InitiativePageFactory,
    PodcastPageFactory,
    EpisodePageFactory,
    EventPageFactory,
    ResourcePageFactory,
]


@pytest.mark.parametrize("factory", FACTORIES)
def test_a_copy_gets_its_own_identity_and_keeps_what_it_says(factory: type[PageFactory]) -> None:
    theme, territory = ThemeFactory(), TerritoryFactory()
    page = factory(themes=[theme], territories=[territory])

    copy = page.copy(update_attrs={"slug": "copie-d-ete"}, keep_live=False)

    copy = type(page).objects.get(pk=copy.pk)
    assert copy.uid != page.uid
    assert copy.summary == page.summary
    assert copy.ranked_themes == [theme]
    assert copy.territories == [territory]


def test_a_copy_of_a_letter_has_no_number() -> None:
    letter = NewsletterPageFactory(number=3)

    copy = letter.copy(update_attrs={"slug": "copie"}, keep_live=False)

    assert copy.number is None


def test_a_copy_of_an_episode_has_a_guid_of_its_own() -> None:
    episode = EpisodePageFactory()

    copy = episode.copy(update_attrs={"slug": "copie"}, keep_live=False)

    assert copy.guid == str(copy.uid)
    assert copy.guid != episode.guid


def test_a_copy_of_a_show_has_a_guid_of_its_own() -> None:
    show = PodcastPageFactory()

    copy = show.copy(update_attrs={"slug": "copie"}, keep_live=False)

    assert copy.guid not in (None, show.guid)


def test_a_decorative_image_with_a_description_is_refused() -> None:
    page = ResourcePageFactory.build(image_is_decorative=True, image_alt="L’école", parent=None)

    with pytest.raises(ValidationError, match="n’a pas de texte de remplacement"):
        page.clean()


@pytest.mark.parametrize(
    ("values", "refused"),
    [
        ({"image_alt": "", "image_is_decorative": False}, True),
        ({"image_alt": "L’école", "image_is_decorative": False}, False),
        ({"image_alt": "", "image_is_decorative": True}, False),
    ],
)
def test_an_image_is_described_or_declared_decorative(
    values: dict[str, bool | str], refused: bool
) -> None:
    page = ResourcePageFactory.build(parent=None, image=ImageFactory(), **values)

    findings = page.own_publication_findings()

    assert ("image_alt" in [finding.field for finding in findings]) is refused


def test_no_description_is_asked_without_an_image() -> None:
    findings = ResourcePageFactory.build(parent=None).own_publication_findings()
    assert "image_alt" not in [finding.field for finding in findings]


def test_the_credit_is_that_of_the_image_unless_the_page_says_otherwise() -> None:
    page = ResourcePageFactory(image=ImageFactory(credit="© L’école"))
    assert page.shown_credit == "© L’école"

    page.image_credit = "© Zoé"
    assert page.shown_credit == "© Zoé"


def test_themes_and_territories_keep_the_order_of_the_editor() -> None:
    themes, territories = ThemeFactory.create_batch(3), TerritoryFactory.create_batch(3)
    page = ResourcePageFactory(themes=themes[::-1], territories=territories[::-1])

    page = HubPage.objects.get(pk=page.pk)
    assert page.ranked_themes == themes[::-1]
    assert page.main_theme == themes[2]
    assert page.territories == territories[::-1]


def test_a_page_without_theme_has_no_main_one() -> None:
    assert ResourcePageFactory().main_theme is None


def test_a_territory_has_each_role_once() -> None:
    page, territory = ResourcePageFactory(), TerritoryFactory()
    PageTerritory.objects.create(page=page, territory=territory, role="porteur")

    with pytest.raises(ValidationError, match="Ce territoire a déjà ce rôle"):
        PageTerritory(page=page, territory=territory, role="porteur").full_clean()
    PageTerritory(page=page, territory=territory, role="lieu").full_clean()


def test_the_date_that_lists_sort_on_follows_the_type() -> None:
    march = datetime.date(2022, 3, 1)

    assert NewsletterPageFactory(date=march).listed_on == march
    assert EpisodePageFactory(date=march).listed_on == march
    assert EventPageFactory(start_date=march).listed_on == march


def test_a_page_published_late_in_the_evening_is_dated_by_the_day_in_france() -> None:
    """Whatever the time zone of the value: UTC from the database, local from a revision."""
    after_midnight = datetime.datetime(2022, 3, 1, 23, 30, tzinfo=datetime.UTC)

    for value in (after_midnight, timezone.localtime(after_midnight)):
        page = InitiativePageFactory(first_published_at=value)
        assert page.listed_on == datetime.date(2022, 3, 2)


def test_a_page_moves_with_a_redirect_from_its_former_address(
    client: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    page = ResourcePageFactory(slug="ancien")
    page.slug = "nouveau"
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()

    response = client.get("/ressources/ancien/")

    assert response.status_code in (301, 302)
    assert client.get("/ressources/ancien/", follow=True).status_code == 200


@pytest.mark.parametrize(
    ("licence", "url"),
    [
        ("etalab-2.0", "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"),
        ("reserved", ""),
    ],
)
def test_the_text_of_the_licence(licence: str, url: str) -> None:
    assert ResourcePageFactory.build(licence=licence, parent=None).licence_url == url
