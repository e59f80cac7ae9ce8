"""The five forms of a letter have the same content: web, e-mail, plain text, feed, print."""

from collections.abc import Callable

import pytest
from django.test import Client

from hub.core.blocks import StoryStreamBlock
from hub.newsletters.models import NewsletterPage
from tests.factories import (
    EpisodePageFactory,
    EventPageFactory,
    InitiativePageFactory,
    NewsletterPageFactory,
    PersonFactory,
    TerritoryFactory,
)
from tests.factories import blocks as make
from tests.factories.blocks import BlockData
from tests.factories.newsletters import rubrique
from tests.factories.site_tree import SiteTree
from tests.newsletters.fidelity import content_of, forms_of, hidden_in_print, missing_from

pytestmark = pytest.mark.django_db

FORMS = {"web", "e-mail", "text", "feed", "print"}
BLOCKS = StoryStreamBlock().child_blocks
LINK = '<a href="https://example.org/source">la source</a>'
# Blocks whose default example leaves a field empty.
EXAMPLES = {
    "paragraph": lambda: make.paragraph(f"L’été, d’après {LINK}\u00a0: <b>enfin</b> <i>là</i>."),
    "callout": lambda: make.callout(f"Lisez {LINK}."),
    "initiative": lambda: make.initiative(
        InitiativePageFactory(), title="", url="https://ailleurs.example/a"
    ),
    "episode": lambda: make.episode(EpisodePageFactory()),
    "event": lambda: make.event(EventPageFactory()),
}
# Fields that a block does not show: the territory of an initiative, replaced by the place as
# written; the typed name of a speaker, replaced by the chosen person; the summary of an event.
HIDDEN = {"initiative": {"territory"}}


def example(name: str) -> Callable[[], BlockData]:
    """Return a block of this type; fail for a new type without an example."""
    return EXAMPLES.get(name) or getattr(make, name)


def letter_of(name: str) -> NewsletterPage:
    return NewsletterPageFactory(rubriques=[rubrique(example(name)())])


@pytest.mark.parametrize("name", BLOCKS)
def test_every_form_has_the_content_of_each_block(
    name: str, client: Client, site_tree: SiteTree
) -> None:
    letter = letter_of(name)
    value = letter.rubriques[0].value["content"][0].value
    said = content_of(BLOCKS[name], value, hidden=HIDDEN.get(name, ()))

    forms = forms_of(client, letter)

    assert set(forms) == FORMS
    assert {form: missing_from(words, said) for form, words in forms.items()} == dict.fromkeys(
        FORMS, []
    )
    assert name == "separator" or said.words or said.links


def test_every_form_has_the_content_around_the_blocks(client: Client, site_tree: SiteTree) -> None:
    author = PersonFactory(name="Léa d’Ici", email="lea@example.org", email_is_public=True)
    letter = NewsletterPageFactory(
        title="L’été des possibles",
        summary="Un été\u00a0: dix territoires.",
        intro=f"<p>Bonjour, voici {LINK}.</p>",
        closing="<p>À bientôt.</p>",
        rubriques=[rubrique(headline="L’envol", author=author)],
        illustrated=True,
    )
    rubrique_block = letter.rubriques.stream_block.child_blocks["rubrique"]
    said = content_of(rubrique_block, letter.rubriques[0].value)
    said.words += ["Un été\u00a0: dix territoires.", "voici", "la source", "À bientôt."]
    said.links |= {"https://example.org/source"}

    forms = forms_of(client, letter)

    assert {form: missing_from(words, said) for form, words in forms.items()} == dict.fromkeys(
        FORMS, []
    )


def test_email_and_text_also_say_themes_territories_and_licence(
    client: Client, site_tree: SiteTree
) -> None:
    letter = NewsletterPageFactory(territories=[TerritoryFactory(name="Lisle-d’Essai")])

    forms = forms_of(client, letter)

    for form in ("web", "e-mail", "text", "print"):
        words = " ".join(forms[form].words)
        assert "Lisle-d’Essai" in words
        assert letter.licence_url in forms[form].links


def test_missing_word_link_or_alternative_is_detected(client: Client, site_tree: SiteTree) -> None:
    letter = letter_of("image")
    forms = forms_of(client, letter)
    said = content_of(BLOCKS["image"], make.image(caption="Une autre légende")[1])
    said.links.add("https://example.org/absente")
    said.alternatives.add("Une autre image")

    for form in forms.values():
        assert missing_from(form, said) == [
            "Une autre légende",
            "https://example.org/absente",
            "Une autre image",
        ]


def test_paper_hides_nothing_of_a_rubrique(client: Client, site_tree: SiteTree) -> None:
    hidden = hidden_in_print()

    assert any(".toc" in selector for selector in hidden)
    assert not any(".rubrique" in selector or ".prose" in selector for selector in hidden)
