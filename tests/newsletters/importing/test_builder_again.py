"""Importing a letter again: updated, unchanged, or refused without any write."""

import datetime
from typing import Any

import pytest
from django.db import IntegrityError
from wagtail.models import Revision

from hub.newsletters.importing import NewsletterImportError
from hub.newsletters.importing.builder import Status
from hub.newsletters.models import NewsletterIndexPage, NewsletterPage
from hub.people.models import Person
from tests.factories import EditorFactory, NewsletterPageFactory, SuperuserFactory
from tests.newsletters.importing.drafts import draft, imported, letter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]

SIGNED = "🗣️ Édito : Planter\nAïcha Exemplaire\nPlanter une haie prend une matinée."


def everything() -> tuple[list[dict[str, Any]], ...]:
    return (
        list(NewsletterPage.objects.order_by("pk").values()),
        list(Revision.objects.order_by("pk").values("pk", "content")),
        list(Person.objects.values()),
    )


def refuse(match: str, text: str, **options: Any) -> None:
    """Check that an import is refused and that nothing has changed."""
    before = everything()
    with pytest.raises(NewsletterImportError, match=match):
        imported(text, **options)
    assert everything() == before


def test_corrected_source_updates_the_untouched_draft() -> None:
    first = imported(letter())
    second = imported(letter() + "\nUn paragraphe de plus.")
    assert (second.status, second.page.pk) == (Status.UPDATED, first.page.pk)
    assert "Un paragraphe de plus." in str(draft(7).rubriques)
    assert NewsletterPage.objects.get(number=7).slug == first.page.slug


def test_draft_opened_and_saved_without_a_change_still_counts_as_untouched() -> None:
    imported(letter())
    page = draft(7)
    page.intro = page.intro.replace("<p>", '<p data-block-key="ab1c2">')
    page.save_revision(clean=False)
    assert imported(letter()).status is Status.UNCHANGED
    assert imported(letter() + "\nUn paragraphe de plus.").status is Status.UPDATED


def test_date_given_by_an_editor_is_kept_by_an_update() -> None:
    imported(letter())
    page = draft(7)
    page.date = datetime.date(2022, 2, 15)
    page.save_revision(clean=False)
    imported(letter() + "\nUn paragraphe de plus.")
    assert draft(7).date == datetime.date(2022, 2, 15)


def test_letter_edited_since_is_not_replaced() -> None:
    imported(letter())
    page = draft(7)
    page.title = "Un autre titre"
    page.save_revision(clean=False)
    refuse("existe déjà.*Elle a été modifiée", letter() + "\nUn paragraphe de plus.")


def test_same_source_leaves_a_letter_edited_since() -> None:
    imported(letter())
    page = draft(7)
    page.closing = "<p>Au revoir</p>"
    page.save_revision(clean=False)
    before = everything()
    outcome = imported(letter())
    assert outcome.status is Status.UNCHANGED
    assert "puis modifiée" in outcome.message
    assert everything() == before


def test_letter_written_by_hand_is_not_replaced() -> None:
    NewsletterPageFactory(number=7, title="À la main")
    refuse("est en ligne.*À la main.*pas été importée", letter())


def test_number_of_a_draft_not_yet_published_counts() -> None:
    page = NewsletterPageFactory(number=8, title="À la main")
    page.number = 7
    page.save_revision(clean=False)
    refuse("La lettre n°\u00a07 est en ligne, avec un brouillon plus récent", letter())


def test_other_letter_with_the_same_number_is_refused() -> None:
    imported(letter())
    other = letter("n° 7", "Tout autre chose", "📖 En théorie…\nRien de commun.")
    refuse("tout autre", other.replace("Bonjour à toutes,", "Chers amis,"))


def test_locked_draft_is_not_replaced() -> None:
    page = imported(letter()).page
    NewsletterPage.objects.filter(pk=page.pk).update(locked=True)
    refuse("verrouillée", letter() + "\nUn paragraphe de plus.")


@pytest.mark.parametrize("number", ["n° 0", "n° 99999999999"])
def test_impossible_number_is_refused(number: str) -> None:
    refuse("numéro", letter(number))


def test_letter_without_number_asks_for_it() -> None:
    text = "Bonjour à toutes,\n🗣️ Édito : Planter\nPlanter prend une matinée."
    refuse("n’a pas de numéro", text)
    assert imported(text, number=9).page.number == 9


def test_number_given_against_the_text_is_refused() -> None:
    refuse("porte le numéro 7, pas le numéro 9", letter(), number=9)


def test_site_without_letters_page_is_told() -> None:
    NewsletterIndexPage.objects.get().delete()
    refuse("pas de page", letter())


def test_failure_halfway_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise NewsletterImportError("panne")

    monkeypatch.setattr(NewsletterPage, "save_revision", fail)
    refuse("panne", letter("n° 7", "Titre", SIGNED))
    assert not Person.objects.exists()


def test_letter_created_meanwhile_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def collide(*args: object, **kwargs: object) -> None:
        raise IntegrityError("letter_number_unique")

    monkeypatch.setattr(NewsletterIndexPage, "add_child", collide)
    refuse("vient d’être créée par quelqu’un d’autre", letter("n° 7", "Titre", SIGNED))


def test_draft_of_someone_else_needs_the_right_to_edit_it() -> None:
    imported(letter(), user=SuperuserFactory())
    refuse("quelqu’un d’autre", letter() + "\nUn paragraphe de plus.", user=EditorFactory())


def test_publishing_needs_a_date() -> None:
    refuse("Date de parution\u00a0: à remplir", letter(), publish=True)


def test_publishing_needs_a_title() -> None:
    text = "Lettre n° 7\nBonjour à toutes,\n🗣️ Édito : Planter\nPlanter prend une matinée."
    refuse("donnez-en un à la lettre", text, publish=True, date=datetime.date(2022, 2, 15))


def test_complete_letter_is_published() -> None:
    outcome = imported(letter(), publish=True, date=datetime.date(2022, 2, 15))
    page = NewsletterPage.objects.get(number=7)
    assert (page.live, page.date) == (True, datetime.date(2022, 2, 15))
    assert "publiée" in outcome.message


def test_publishing_later_publishes_the_draft_that_was_imported() -> None:
    imported(letter(), date=datetime.date(2022, 2, 15))
    assert imported(letter(), publish=True).status is Status.UPDATED
    assert NewsletterPage.objects.get(number=7).live
    assert imported(letter(), publish=True).status is Status.UNCHANGED


def test_update_of_a_published_letter_waits_in_a_draft() -> None:
    imported(letter(), publish=True, date=datetime.date(2022, 2, 15))
    imported(letter() + "\nUn paragraphe de plus.")
    assert "de plus" not in str(NewsletterPage.objects.get(number=7).rubriques)
    assert "de plus" in str(draft(7).rubriques)
