"""Each pre-flight check, on a letter with the problem and on one without it."""

from typing import Any

import pytest
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import PageViewRestriction

from hub.core.publication import Severity, blocking_findings, publication_findings
from hub.newsletters.models import NewsletterPage
from hub.newsletters.models.letters import UNTITLED
from hub.newsletters.preflight import CHECKS, Proof, run_checks
from hub.newsletters.preflight import size as sizes
from hub.newsletters.preflight.links import own_address_works
from tests.factories import (
    DocumentFactory,
    EpisodePageFactory,
    EventPageFactory,
    ImageFactory,
    InitiativePageFactory,
    NewsletterPageFactory,
    PersonFactory,
    RubriqueFactory,
)
from tests.factories import blocks as make
from tests.factories.blocks import BlockData
from tests.factories.newsletters import rubrique

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]

BLOCKS, WARNS = Severity.BLOCKS, Severity.WARNS


def letter_with(*content: BlockData, **values: Any) -> NewsletterPage:
    return NewsletterPageFactory(rubriques=[rubrique(*content)], **values)


def found(letter: NewsletterPage) -> list[tuple[Severity, str]]:
    return [(finding.severity, str(finding)) for finding in run_checks(Proof(letter))]


def blocking_errors(letter: NewsletterPage) -> dict[str, Any]:
    """Return {form field: messages} of the errors that block publication."""
    errors = {}
    for finding in blocking_findings(letter):
        errors.setdefault(finding.field, []).append(str(finding))
    return {field: " ".join(messages) for field, messages in errors.items()}


def text_with(link: str) -> NewsletterPage:
    return letter_with(make.paragraph(f"Voir {link}."))


def test_complete_letter_with_every_block_has_no_problem() -> None:
    pages = (InitiativePageFactory(), EpisodePageFactory(), EventPageFactory())
    assert found(letter_with(*make.every_block(*pages))) == []


@pytest.mark.parametrize(
    ("size", "reason", "severity"),
    [
        (80_000, "", None),
        (80_001, "", WARNS),
        (102_400, "", WARNS),
        (102_401, "", BLOCKS),
        (102_401, "Un numéro spécial", WARNS),
    ],
)
def test_weight_warns_then_stops_unless_a_reason_is_written(
    size: int, reason: str, severity: Severity | None
) -> None:
    proof = Proof(letter_with(make.paragraph(), oversize_reason=reason))
    proof.size = size
    findings = list(sizes.check_size(proof))
    assert [finding.severity for finding in findings] == ([severity] if severity else [])
    assert all(finding.field == "oversize_reason" for finding in findings)
    assert all(reason in str(finding) for finding in findings)


def test_letter_of_thousands_of_words_is_really_weighed() -> None:
    letter = letter_with(*[make.paragraph("Un été long. " * 80) for _ in range(110)])
    assert [severity for severity, _ in found(letter)] == [BLOCKS]
    assert "102 ko" in blocking_errors(letter)["oversize_reason"]


def test_subject_cut_from_a_long_title_is_told() -> None:
    letter = letter_with(title="é" * 100)
    assert [severity for severity, _ in found(letter)] == [WARNS]
    letter.email_subject = "Un objet court"
    assert found(letter) == []


def test_rubrique_without_content_or_with_lines_alone_stops_the_letter() -> None:
    empty = RubriqueFactory(name="Vide")
    letter = NewsletterPageFactory(
        rubriques=[
            rubrique(make.paragraph()),
            rubrique(make.separator(), ("paragraph", "<p> </p>"), rubrique=empty),
        ]
    )
    message = "Rubrique «\u00a0Vide\u00a0»\u00a0: elle est vide\u00a0: écrivez-la ou supprimez-la."
    assert found(letter) == [(BLOCKS, message)]


def test_colour_with_low_contrast_is_reported() -> None:
    pale = RubriqueFactory(name="Pâle", colour="#ffee99")
    letter = NewsletterPageFactory(rubriques=[rubrique(make.paragraph(), rubrique=pale)])
    ((severity, message),) = found(letter)
    assert severity is WARNS
    assert "#ffee99 se voit mal sur fond clair" in message


def test_image_without_alternative_stops_the_letter_and_a_decorative_one_does_not() -> None:
    name, value = make.image()
    value["image"].contextual_alt_text = ""
    letter = letter_with((name, value))
    ((severity, message),) = found(letter)
    assert severity is BLOCKS
    assert "bloc 1 (Image)" in message
    finding = run_checks(Proof(letter))[0]
    assert finding.block_id == letter.rubriques[0].value["content"][0].id
    value["image"].decorative = True
    assert found(letter_with((name, value))) == []


def test_image_of_the_letter_without_alternative_stops_it() -> None:
    letter = letter_with(image=ImageFactory(), image_alt="")
    assert blocking_errors(letter).keys() == {"image_alt"}


def test_link_to_a_page_or_document_that_is_gone_stops_the_letter() -> None:
    gone, document = InitiativePageFactory(), DocumentFactory()
    links = (
        f'<a linktype="page" id="{gone.pk}">la page</a>'
        f'<a linktype="document" id="{document.pk}">le document</a>'
    )
    assert found(text_with(links)) == []
    gone.delete()
    document.delete()
    letter = text_with(links)
    assert [severity for severity, _ in found(letter)] == [BLOCKS, BLOCKS]
    assert "la page" in blocking_errors(letter)["rubriques"]


def test_link_to_a_gone_page_in_the_introduction_is_shown_there() -> None:
    letter = letter_with(intro='<p>Voir <a linktype="page" id="999999">ici</a>.</p>')
    assert blocking_errors(letter).keys() == {"intro"}


@pytest.mark.parametrize("hide", ["draft", "private"])
def test_link_to_a_hidden_page_is_told_without_stopping(hide: str) -> None:
    page = InitiativePageFactory(title="La friche", draft=hide == "draft")
    if hide == "private":
        PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    letter = text_with(f'<a linktype="page" id="{page.pk}">la friche</a>')
    ((severity, message),) = found(letter)
    assert severity is WARNS
    assert "La friche" in message


def test_typed_address_of_this_site_that_leads_nowhere_stops_the_letter() -> None:
    letter = text_with('<a href="http://testserver/inspiration/inconnue/">ici</a>')
    assert [severity for severity, _ in found(letter)] == [BLOCKS]


def test_link_without_an_address_stops_the_letter() -> None:
    ((severity, message),) = found(text_with("<a>ici</a>"))
    assert severity is BLOCKS
    assert "«\u00a0ici\u00a0»" in message


def test_own_addresses_are_followed_as_a_reader_would() -> None:
    page = InitiativePageFactory()
    hidden = InitiativePageFactory(draft=True)
    Redirect.objects.create(old_path="/ancienne", redirect_page=page)
    Redirect.objects.create(old_path="/cachee", redirect_page=hidden)
    Redirect.objects.create(old_path="/courriers", redirect_link="/lettres/")
    letter = NewsletterPageFactory(slug="neuf")
    for address in (
        page.get_url(),
        page.get_url().rstrip("/"),
        f"http://testserver{page.get_url()}?x=1#b-1",
        "/recherche/",
        "/lettres.rss",
        "/ancienne/",
        "/courriers/",
        "/courriers/neuf/texte/",
        f"http://testserver{letter.get_url()}",
        "https://example.org/inconnue",
        "mailto:a@example.org",
        "#ancre",
    ):
        assert own_address_works(address), address
    for address in (
        "/inconnue/",
        "/cachee/",
        "/courriers/rien/",
        hidden.get_url(),
        "http://testserver/lettres/9/",
        "",
        "page",
    ):
        assert not own_address_works(address), address


def test_block_that_would_show_nothing_stops_the_letter() -> None:
    episode = EpisodePageFactory(title="L’été à l’écoute", draft=True)
    ((severity, message),) = found(letter_with(make.paragraph(), make.episode(episode)))
    assert severity is BLOCKS
    assert "L’été à l’écoute" in message
    assert "bloc 2 (Épisode)" in message


def test_block_that_keeps_its_title_without_its_page_is_told() -> None:
    initiative = InitiativePageFactory(draft=True)
    letter = letter_with(make.initiative(initiative, title="Un verger"))
    assert [severity for severity, _ in found(letter)] == [WARNS]


@pytest.mark.parametrize("public", [True, False])
def test_address_that_somebody_does_not_show_stops_the_letter(public: bool) -> None:
    PersonFactory(name="Léa d’Ici", email="Lea@example.org", email_is_public=public)
    letter = letter_with(make.paragraph("Écrivez à lea@example.org."))
    expected = [] if public else [BLOCKS]
    assert [severity for severity, _ in found(letter)] == expected
    assert ("Léa d’Ici" in str(blocking_errors(letter))) is not public


def test_text_part_that_lacks_words_or_links_is_told() -> None:
    proof = Proof(text_with('<a href="https://example.org/a">la source</a>'))
    proof.text = "Voir."
    ((severity, message),) = [
        (finding.severity, str(finding))
        for finding in run_checks(proof)
        if finding.where == "Version texte"
    ]
    assert severity is WARNS
    assert "il lui manque" in message


def test_blocking_problems_come_first() -> None:
    long_title = letter_with(make.separator(), title="é" * 100)
    findings = publication_findings(long_title)
    assert [finding.severity for finding in findings] == [BLOCKS, WARNS]


def test_letter_that_an_import_left_without_title_is_stopped() -> None:
    assert blocking_errors(letter_with(title=UNTITLED)).keys() == {"title"}


@pytest.mark.parametrize(
    ("number", "draft", "expected"),
    [
        (6, False, ""),
        (6, True, "n°\u00a05 n’est pas encore en ligne"),
        (8, False, "il n’y a pas de n°\u00a07"),
    ],
)
def test_letter_that_leaves_a_number_unused_or_unread_is_told(
    number: int, draft: bool, expected: str
) -> None:
    NewsletterPageFactory(number=5, draft=draft)
    messages = [message for _, message in found(letter_with(number=number))]
    assert len(messages) == bool(expected)
    assert expected in "".join(messages)


def test_checks_bear_different_names() -> None:
    assert len({check.__name__ for check in CHECKS}) == len(CHECKS) == 13
