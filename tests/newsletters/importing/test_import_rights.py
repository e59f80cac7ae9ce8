"""The import of a letter by a contributor adds only what she may add, within an hour."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import Group, User
from django.test import Client
from django.utils import timezone
from wagtail.models import GroupCollectionPermission, GroupPagePermission

from hub.agenda.models import EventPage
from hub.newsletters.importing.builder import images, import_letter, recognise
from hub.newsletters.importing.builder.decisions import Answer, Choice, NewTerritory, initiative_key
from hub.newsletters.importing.builder.drafts import ImportOptions
from hub.newsletters.importing.builder.images import ImageMatches
from hub.newsletters.importing.documents import SourceDocument
from hub.newsletters.models import NewsletterPage, Rubrique
from hub.people.models import Person
from hub.territories.models import Territory
from inspiration.models import InitiativePage
from tests.factories import EditorFactory, SuperuserFactory
from tests.newsletters.importing.test_admin_import import URL
from tests.newsletters.importing.test_admin_review import TEXT, answers, name_of, preview

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]


def test_contributor_adds_no_person_and_no_rubrique(editor_client: Client) -> None:
    rubriques = set(Rubrique.objects.values_list("slug", flat=True))
    text = TEXT + "\n🧭 Rubrique inventée : Un essai\nUne phrase de cette rubrique.\n"
    response = preview(editor_client, text)
    form = response.context_data["form"]
    person = form.fields[name_of(response, "Marie Dupont")]
    assert "create" not in dict(person.choices)

    forced = {name_of(response, "Marie Dupont"): "create"}
    editor_client.post(URL, answers(response) | forced)
    made = editor_client.post(URL, answers(response))
    assert made.status_code == 302
    assert NewsletterPage.objects.count() == 1
    assert "Marie Dupont" in str(NewsletterPage.objects.get().get_latest_revision().content)
    assert not Person.objects.exists()
    assert set(Rubrique.objects.values_list("slug", flat=True)) == rubriques


def test_editor_with_the_rights_adds_the_person(superuser_client: Client) -> None:
    response = preview(superuser_client, TEXT)
    assert "create" in dict(
        response.context_data["form"].fields[name_of(response, "Marie Dupont")].choices
    )
    superuser_client.post(URL, answers(response))
    assert Person.objects.get().name == "Marie Dupont"


@pytest.fixture
def contributor() -> User:
    return EditorFactory()


def test_builder_adds_no_territory_for_a_contributor(
    contributor: User, example_document: SourceDocument
) -> None:
    matches = recognise(example_document).territories.with_choices({})
    new = {"vire": NewTerritory("Vire", "commune", "96A99")}
    matches.create_requested(new, contributor)
    assert not Territory.objects.filter(code="96A99").exists()
    matches.create_requested(new, SuperuserFactory())
    assert Territory.objects.filter(code="96A99").exists()


def test_builder_adds_no_page_where_the_user_may_not(
    contributor: User, example_document: SourceDocument
) -> None:
    group = Group.objects.get(name="Contributions")
    GroupPagePermission.objects.filter(group=group).delete()
    GroupCollectionPermission.objects.filter(group=group).delete()
    recognition = recognise(example_document)
    stubs = recognition.letter.initiatives
    matches = recognition.initiatives
    assert stubs
    matches._choices = {initiative_key(stub): Choice(Answer.CREATE) for stub in stubs}
    matches.create_requested(stubs, recognition.territories, contributor)
    assert not InitiativePage.objects.exists()
    assert not EventPage.objects.exists()


def test_builder_adds_no_image_where_the_user_may_not(
    contributor: User, example_document: SourceDocument, monkeypatch: pytest.MonkeyPatch
) -> None:
    GroupCollectionPermission.objects.all().delete()

    def refuse(*args: object) -> None:
        pytest.fail("An image was saved.")

    monkeypatch.setattr(images, "save_image", refuse)
    found: ImageMatches = recognise(example_document).images
    found.save_missing(contributor)


def test_command_without_a_user_adds_everything(example_document: SourceDocument) -> None:
    import_letter(example_document, ImportOptions())
    assert Person.objects.exists()


def test_late_review_is_shown_again_with_its_answers(superuser_client: Client) -> None:
    response = preview(superuser_client, TEXT)
    sent = answers(response) | {"date": "2031-03-01"}
    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        late = superuser_client.post(URL, sent)
        assert late.status_code == 200
        assert "attendu plus d’une heure" in late.text
        assert 'value="2031-03-01"' in late.text
        assert not NewsletterPage.objects.exists()

        fresh = late.context_data["form"]["source"].value()
        assert fresh != sent["source"]
        assert superuser_client.post(URL, sent | {"source": fresh}).status_code == 302
    assert NewsletterPage.objects.count() == 1


def test_review_of_another_user_is_refused(client: Client) -> None:
    client.force_login(SuperuserFactory())
    sent = answers(preview(client, TEXT))
    client.force_login(SuperuserFactory())
    refused = client.post(URL, sent, follow=True)
    assert "recommencez l’import" in refused.text
    assert not NewsletterPage.objects.exists()
