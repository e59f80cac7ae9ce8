"""Publication rules that apply to some pages only."""

import pytest

from hub.core.models import HubPage
from hub.core.publication import Severity, blocking_findings, publication_findings
from inspiration.models import InitiativePage
from tests.factories import InitiativePageFactory, NewsletterPageFactory, TerritoryFactory
from tests.factories.blocks import image, paragraph
from tests.factories.newsletters import rubrique

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]


def warnings_of(page: HubPage) -> list[str]:
    return [str(finding) for finding in publication_findings(page) if not finding.blocks]


def test_complete_page_has_nothing_to_correct() -> None:
    assert publication_findings(InitiativePageFactory()) == []


def test_summary_that_an_import_made_too_long_is_refused() -> None:
    page = InitiativePageFactory()
    page.summary = "é" * 281
    (finding,) = blocking_findings(page)
    assert finding.field == "summary"
    assert "1 signe de trop" in str(finding)


@pytest.mark.parametrize(("text", "refused"), [("IMG_2034.jpg", True), ("Le verger", False)])
def test_name_of_a_file_is_no_alternative(text: str, refused: bool) -> None:
    page = InitiativePageFactory(image_alt=text)
    assert [finding.field for finding in blocking_findings(page)] == ["image_alt"] * refused


def test_rich_text_without_a_word_is_empty() -> None:
    letter = NewsletterPageFactory(intro="<p> </p>")
    assert [finding.field for finding in blocking_findings(letter)] == ["intro"]


def test_block_that_lacks_something_is_named_with_its_place() -> None:
    letter = NewsletterPageFactory(
        rubriques=[rubrique(paragraph(), ("link_card", {"url": "", "title": "Un site"}))]
    )
    content = letter.rubriques[0].value["content"]

    (finding,) = blocking_findings(letter)

    assert finding.block_id == content[1].id
    assert "bloc 2 (Lien mis en avant), Adresse\u00a0: à remplir." in str(finding)


def test_image_of_a_block_without_alternative_is_named_with_its_place() -> None:
    block = image()
    block[1]["image"].contextual_alt_text = ""
    page = InitiativePageFactory(body=[paragraph(), block])

    (finding,) = blocking_findings(page)

    assert finding.block_id == page.body[1].id
    assert "bloc 2 (Image), Image, " in str(finding)


def test_required_stream_without_a_block_is_named_once() -> None:
    page = InitiativePageFactory(draft=True, body=[])
    (finding,) = blocking_findings(page)
    assert (finding.field, str(finding)) == ("body", "Récit\u00a0: à remplir.")


@pytest.mark.parametrize(
    ("name", "linked", "reported"),
    [("Reugny-les-Bois", False, True), ("Reugny-les-Bois", True, False), ("Ancy", False, False)],
)
def test_pilot_territory_that_the_text_names_is_proposed(
    name: str, linked: bool, reported: bool
) -> None:
    territory = TerritoryFactory(name=name, in_programme=True)
    others = [territory] if linked else [TerritoryFactory()]
    page = InitiativePageFactory(body=[paragraph(f"À {name}, l’été.")], territories=others)

    assert any(name in warning for warning in warnings_of(page)) is reported


def test_lost_link_of_an_import_is_reported_until_it_is_restored() -> None:
    sentence = "Retrouvez le programme de la journée."
    letter = NewsletterPageFactory(
        intro=f"<p>{sentence}</p>",
        import_report={
            "lost_links": [
                {"label": "le programme", "sentence": sentence, "kind": "link", "lines": [3]}
            ]
        },
    )
    assert any("s’est perdu" in warning for warning in warnings_of(letter))

    letter.intro = (
        '<p>Retrouvez <a href="https://example.org/p">le programme</a> de la journée.</p>'
    )
    assert not any("s’est perdu" in warning for warning in warnings_of(letter))


def test_unsaved_page_can_be_checked() -> None:
    findings = publication_findings(InitiativePage())
    assert {finding.field for finding in findings} >= {"title", "summary", "image", "body"}
    assert {finding.field for finding in findings}.isdisjoint({"path", "slug", "locale"})
    assert all(finding.severity is Severity.BLOCKS for finding in findings)
