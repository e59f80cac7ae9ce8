import pytest
from django.core.exceptions import ValidationError

from hub.core.blocks.links import TitledPageBlock
from hub.newsletters.models import NewsletterPage, Rubrique
from tests.factories import NewsletterPageFactory
from tests.factories.blocks import every_block
from tests.factories.newsletters import rubrique
from tests.factories.site_tree import SiteTree

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]


def test_two_letters_cannot_share_a_number_and_the_message_names_the_other() -> None:
    NewsletterPageFactory(number=3, title="Entrée dans l’été")

    with pytest.raises(ValidationError) as error:
        NewsletterPageFactory.build(number=3, parent=None).clean()
    assert error.value.message_dict == {
        "number": ["La lettre n°\u00a03 existe déjà\u00a0: Entrée dans l’été."]
    }


def test_a_draft_also_holds_its_number() -> None:
    NewsletterPageFactory(number=3, draft=True)

    with pytest.raises(ValidationError, match="existe déjà"):
        NewsletterPageFactory.build(number=3, parent=None).clean()


def test_a_letter_may_keep_its_own_number() -> None:
    letter = NewsletterPageFactory(number=3)

    letter.clean()


def test_several_letters_may_still_have_no_number() -> None:
    NewsletterPageFactory(number=None, draft=True)

    NewsletterPageFactory.build(number=None, parent=None).clean()


def test_number_zero_is_refused() -> None:
    with pytest.raises(ValidationError, match="Le numéro commence à 1"):
        NewsletterPageFactory.build(number=0, parent=None).clean_fields()


def test_the_next_number_follows_the_highest_drafts_included(site_tree: SiteTree) -> None:
    assert site_tree.letters.next_number == 1
    NewsletterPageFactory(number=3)
    NewsletterPageFactory(number=12, draft=True)
    NewsletterPageFactory(number=None, draft=True)

    assert site_tree.letters.next_number == 13


def test_the_title_is_shown_with_the_number() -> None:
    letter = NewsletterPageFactory.build(number=3, title="L’été", parent=None)

    assert letter.numbered_title == "Lettre n°\u00a03\u00a0: L’été"


def test_the_title_is_shown_alone_without_a_number() -> None:
    assert NewsletterPageFactory.build(number=None, title="L’été", parent=None).numbered_title == (
        "L’été"
    )


@pytest.mark.parametrize("length", [10, 60, 61, 62, 63, 200, 255])
def test_the_subject_never_exceeds_78_characters(length: int) -> None:
    letter = NewsletterPageFactory.build(number=123, title="é" * length, parent=None)

    assert len(letter.subject) <= 78
    assert letter.subject.startswith("Lettre n°\u00a0123")


def test_the_subject_that_the_editor_wrote_is_kept() -> None:
    letter = NewsletterPageFactory.build(email_subject="L’été arrive", parent=None)

    assert letter.subject == "L’été arrive"


def test_a_subject_of_79_characters_is_refused() -> None:
    letter = NewsletterPageFactory.build(email_subject="é" * 79, parent=None)

    with pytest.raises(ValidationError) as error:
        letter.clean_fields()
    assert "email_subject" in error.value.message_dict


def test_every_block_is_stored_and_read_back() -> None:
    content = every_block()
    letter = NewsletterPageFactory(rubriques=[rubrique(*content)])

    stored = NewsletterPage.objects.get(pk=letter.pk).rubriques[0].value["content"]

    assert [block.block_type for block in stored] == [name for name, _ in content]
    assert len({block.id for block in stored}) == len(content)


def test_every_stored_block_is_valid() -> None:
    letter = NewsletterPageFactory(rubriques=[rubrique(*every_block())])
    stored = NewsletterPage.objects.get(pk=letter.pk)

    stored.full_clean()


@pytest.mark.parametrize("name", ["initiative", "event"])
def test_a_reference_without_page_nor_title_is_refused(name: str) -> None:
    from hub.core.blocks import StoryStreamBlock

    block = StoryStreamBlock().child_blocks[name]
    assert isinstance(block, TitledPageBlock)

    with pytest.raises(ValidationError) as error:
        block.clean(block.to_python({"title": ""}))
    assert "Choisissez une page" in str(error.value.as_json_data())


def test_a_rubrique_heads_its_part_with_its_emoji_and_the_title_of_the_issue() -> None:
    edito = Rubrique(name="Édito", emoji="🗣️")
    letter = NewsletterPageFactory(rubriques=[rubrique(rubrique=edito, headline="L’envol")])

    assert letter.rubriques[0].value.heading == "🗣️ Édito\u00a0: L’envol"


def test_the_seven_rubriques_of_the_letter_are_there() -> None:
    slugs = set(Rubrique.objects.values_list("slug", flat=True))

    assert slugs >= {
        "edito",
        "en-theorie",
        "en-pratique",
        "nouvelles-des-territoires",
        "en-chantier",
        "a-suivre",
        "inspiration",
    }
