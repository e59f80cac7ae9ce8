"""The draft of the first real letter."""

import re

import pytest
from wagtail.models import Revision

from hub.newsletters.importing import read_path
from hub.newsletters.importing.builder import ImportOutcome, Status, import_letter
from hub.newsletters.models import NewsletterPage
from hub.newsletters.renderings import render_plain_text
from hub.people.models import Person
from tests.factories.site_tree import SiteTree
from tests.newsletters.importing.conftest import REAL
from tests.newsletters.importing.drafts import blocks_of, draft
from tests.newsletters.importing.words import words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def outcome(site_tree: SiteTree) -> ImportOutcome:
    return import_letter(read_path(REAL))


def test_real_letter_makes_one_draft(outcome: ImportOutcome) -> None:
    page = NewsletterPage.objects.get()
    assert outcome.status is Status.CREATED
    assert (page.number, page.live) == (3, False)
    assert page.title == "Entrée dans la seconde phase de l’accompagnement"
    assert page.slug == "3-entree-dans-la-seconde-phase-de-l-accompagnement"
    assert page.date is None
    assert outcome.report["missing"] == {"date": "La date de parution."}


def test_real_letter_has_its_rubriques_in_order_with_their_taglines(outcome: ImportOutcome) -> None:
    rubriques = [block.value["rubrique"] for block in draft(3).rubriques]
    assert [rubrique.slug for rubrique in rubriques] == [
        "edito",
        "en-theorie",
        "en-pratique",
        "nouvelles-des-territoires",
        "en-chantier",
        "a-suivre",
        "inspiration",
    ]
    lines = REAL.read_text("utf-8").splitlines()
    taglines = [line for line in lines if line.startswith("Une rubrique pour")]
    assert [rubrique.tagline for rubrique in rubriques[1:]] == taglines
    edito = draft(3).rubriques[0].value
    assert edito["headline"] == "L’envol des projets"
    assert edito["author"].name == "Léa Tramontin"


def test_real_letter_has_four_interviews_with_person_role_and_place(outcome: ImportOutcome) -> None:
    interviews = blocks_of(draft(3), "interview")
    answers = [interview["answers"][0] for interview in interviews]
    assert [len(interview["answers"]) for interview in interviews] == [1, 1, 1, 1]
    assert interviews[3]["question"] == "Ce n’est pas toujours un choix facile à faire…"
    assert [answer["person"].name for answer in answers] == [
        "Robert Verrière",
        "Nadège Noury",
        "Guillaume Sergeant",
        "Cédric Delmotte",
    ]
    places = ["Reugny", "Saint-Jean de Braye", "Beauvais", "Communauté Urbaine d’Arras"]
    assert all(place in answer["role"] for place, answer in zip(places, answers, strict=True))
    assert str(answers[1]["text"]).count("<p>") == 2


def test_real_letter_has_three_initiatives_as_written(outcome: ImportOutcome) -> None:
    stubs = blocks_of(draft(3), "initiative")
    assert [stub["place"] for stub in stubs] == [
        "Besançon (25)",
        "Saône-et-Loire (71)",
        "Lisieux Normandie (26)",
    ]
    assert stubs[2]["title"].startswith("La “Filature des possibles”")


def test_real_letter_adds_each_named_person_once(outcome: ImportOutcome) -> None:
    names = list(Person.objects.values_list("name", flat=True))
    assert len(names) == len(set(names)) == 15
    author = Person.objects.get(name="Léa Tramontin")
    assert author.email == "lea@territoires-audacieux.fr"
    assert author.public_email == ""
    categories = dict(Person.objects.exclude(category="").values_list("name", "category"))
    assert categories == {
        "Mohamed Gnabaly": "elu",
        "Laurent Monnet": "elu",
        "Sophie Bosquillon": "elu",
        "Robert Verrière": "elu",
        "Cédric Delmotte": "elu",
        "Anne-Sophie Casteigt": "agent",
        "Philippe Mignard": "agent",
        "Nadège Noury": "agent",
        "Guillaume Sergeant": "agent",
    }


def test_real_letter_lists_its_lost_links(outcome: ImportOutcome) -> None:
    labels = [link["label"] for link in outcome.report["lost_links"]]
    assert len(labels) == 7
    assert {"documentaire", "Framagenda", "podcast"} < set(labels)
    assert draft(3).import_report["lost_links"] == outcome.report["lost_links"]


def test_every_paragraph_of_the_real_letter_is_in_the_draft(outcome: ImportOutcome) -> None:
    shown = " ".join(words_of([render_plain_text(draft(3))]))
    for line in filter(None, REAL.read_text("utf-8").splitlines()):
        written = re.sub(r"^Newsletter #3|\S+@\S+", "", line)
        assert " ".join(words_of([written])) in shown


def test_draft_of_the_real_letter_says_nothing_that_the_text_does_not(
    outcome: ImportOutcome,
) -> None:
    page = draft(3)
    source = set(words_of([REAL.read_text("utf-8")]))
    texts = [page.title, page.intro, page.closing, page.summary]
    texts += [rubrique.value["headline"] for rubrique in page.rubriques]
    texts += map(str, blocks_of(page, "paragraph"))
    words = set(words_of(re.sub(r"<[^>]+>", " ", text) for text in texts))
    assert words <= source


def test_importing_the_real_letter_again_changes_nothing(outcome: ImportOutcome) -> None:
    before = (
        NewsletterPage.objects.values().get(),
        Revision.objects.count(),
        list(Person.objects.order_by("pk").values()),
    )
    again = import_letter(read_path(REAL))
    assert again.status is Status.UNCHANGED
    assert "rien n’a changé" in again.message
    assert again.page.pk == outcome.page.pk
    assert before == (
        NewsletterPage.objects.values().get(),
        Revision.objects.count(),
        list(Person.objects.order_by("pk").values()),
    )
