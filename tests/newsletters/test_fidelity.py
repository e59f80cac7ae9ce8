"""A letter says the same in its five forms: web, e-mail, plain text, feed, print."""

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
from tests.newsletters.fidelity import forms_of, hidden_in_print, missing_from, said_by

pytestmark = pytest.mark.django_db

FORMS = {"web", "e-mail", "text", "feed", "print"}
BLOCKS = StoryStreamBlock().child_blocks
LINK = '<a href="https://example.org/source">la source</a>'
# Blocks whose example lacks something that they can say.
EXAMPLES = {
    "paragraph": lambda: make.paragraph(f"L’été, d’après {LINK}\u00a0: <b>enfin</b> <i>là</i>."),
    "callout": lambda: make.callout(f"Lisez {LINK}."),
    "initiative": lambda: make.initiative(
        InitiativePageFactory(), title="", url="https://ailleurs.example/a"
    ),
    "episode": lambda: make.episode(EpisodePageFactory()),
    "event": lambda: make.event(EventPageFactory()),
}
# What a block keeps for itself: the territory of an initiative gives way to the place as written;
# the name typed for a speaker, to the person chosen; a date has the summary of its page only there.
HIDDEN = {"initiative": {"territory"}}


def example(name: str) -> Callable[[], BlockData]:
    """A block of this type; a new type has no example until somebody writes it."""
    return EXAMPLES.get(name) or getattr(make, name)


def letter_of(name: str) -> NewsletterPage:
    return NewsletterPageFactory(rubriques=[rubrique(example(name)())])


@pytest.mark.parametrize("name", BLOCKS)
def test_every_form_says_all_that_a_block_says(
    name: str, client: Client, site_tree: SiteTree
) -> None:
    letter = letter_of(name)
    value = letter.rubriques[0].value["content"][0].value
    said = said_by(BLOCKS[name], value, hidden=HIDDEN.get(name, ()))

    forms = forms_of(client, letter)

    assert set(forms) == FORMS
    assert {form: missing_from(words, said) for form, words in forms.items()} == dict.fromkeys(
        FORMS, []
    )
    assert name == "separator" or said.words or said.links


def test_every_form_says_what_is_around_the_blocks(client: Client, site_tree: SiteTree) -> None:
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
    said = said_by(rubrique_block, letter.rubriques[0].value)
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


def test_missing_word_link_or_alternative_is_noticed(client: Client, site_tree: SiteTree) -> None:
    letter = letter_of("image")
    forms = forms_of(client, letter)
    said = said_by(BLOCKS["image"], make.image(caption="Une autre légende")[1])
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
