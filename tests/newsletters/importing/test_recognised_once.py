"""A letter is parsed and matched once, at the review; the draft uses what was kept."""

import json
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core import signing
from django.core.management import call_command
from django.test import Client

from hub.newsletters.importing import read_pasted, read_source
from hub.newsletters.importing.builder import (
    Status,
    drafts,
    import_letter,
    preview_import,
    recognise,
    recognition,
    stored,
)
from hub.newsletters.importing.documents import SourceDocument
from hub.newsletters.importing_admin import state, views
from hub.newsletters.models import NewsletterPage
from hub.people.models import Person
from hub.territories.models import Territory, TerritoryKind
from inspiration.models import InitiativePage
from tests.factories import InitiativePageFactory, PersonFactory, TerritoryFactory
from tests.newsletters.importing.conftest import EXAMPLE
from tests.newsletters.importing.drafts import blocks_of, draft
from tests.newsletters.importing.test_admin_gestures import lost
from tests.newsletters.importing.test_admin_review import TEXT, URL, answers, name_of, preview
from tests.newsletters.importing.writers import eml, mail_html

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]

INITIATIVE = "un verger tenu par le collège"


def lines_of_example() -> list[str]:
    return [line for line in EXAMPLE.read_text("utf-8").splitlines() if line.strip()]


def review_source(client: Client) -> tuple[dict[str, Any], dict[str, Any]]:
    """The answers of a review, and the data packed in its hidden field."""
    sent = answers(preview(client))
    return sent, signing.loads(sent["source"], salt=state.STATE.salt)[1]


def commune(name: str = "Valombrette") -> Territory:
    return TerritoryFactory(name=name, kind=TerritoryKind.COMMUNE, code="99001")


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> Counter:
    """The calls of the parser and of the recogniser."""
    count: Counter = Counter()

    def counted(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            count[real.__name__] += 1
            return real(*args, **kwargs)

        return call

    monkeypatch.setattr(recognition, "parse_letter", counted(recognition.parse_letter))
    for module in (drafts, state, views):
        monkeypatch.setattr(module, "recognise", counted(recognise))
    return count


def test_letter_is_parsed_and_matched_once_from_review_to_draft(
    superuser_client: Client, calls: Counter
) -> None:
    sent = answers(preview(superuser_client, EXAMPLE.read_text("utf-8")))
    superuser_client.post(URL, sent)
    assert calls == {"parse_letter": 1, "recognise": 1}
    assert draft(12).import_report["counts"]["people"]
    assert import_letter(read_pasted(EXAMPLE.read_text("utf-8"))).status is Status.UNCHANGED


def test_wrong_answer_does_not_parse_again(superuser_client: Client, calls: Counter) -> None:
    sent = answers(preview(superuser_client))
    refused = superuser_client.post(URL, sent | {"date": "demain ou après"})
    superuser_client.post(URL, answers(refused) | {"date": "01/03/2022"})
    assert calls == {"parse_letter": 1, "recognise": 1}
    assert str(draft(7).date) == "2022-03-01"


def test_address_of_a_lost_link_parses_again_without_matching(
    superuser_client: Client, calls: Counter
) -> None:
    response = preview(superuser_client, EXAMPLE.read_text("utf-8"))
    sent = answers(response) | {lost(response, "Framadate"): "https://framadate.example/x"}
    superuser_client.post(URL, sent)
    assert calls == {"parse_letter": 2, "recognise": 1}
    assert "https://framadate.example/x" in str(draft(12).rubriques.raw_data)


def test_command_matches_once_with_the_decisions_of_an_earlier_import(
    superuser_client: Client, tmp_path: Any, calls: Counter
) -> None:
    response = preview(superuser_client)
    superuser_client.post(URL, answers(response) | {name_of(response, "Marie Dupont"): "text"})
    calls.clear()
    path = tmp_path / "lettre.txt"
    path.write_text(TEXT + "\nUn paragraphe de plus.", "utf-8")
    call_command("import_newsletter", path)
    assert calls == {"parse_letter": 1, "recognise": 1}
    assert "Un paragraphe de plus" in str(draft(7).rubriques.raw_data)
    assert not Person.objects.exists()


@pytest.mark.parametrize(
    "document",
    [
        read_pasted(EXAMPLE.read_text("utf-8")),
        read_pasted(TEXT),
        read_source("l.html", mail_html(lines_of_example()).encode()),
        read_source("l.eml", eml(lines_of_example())),
    ],
    ids=["example", "short", "html", "eml"],
)
def test_stored_form_gives_the_same_recognition(document: SourceDocument) -> None:
    for name in ("Marie Dupont", "Marie Dupond", "Aïcha Exemplaire"):
        PersonFactory(name=name)
    commune()
    InitiativePageFactory(title=INITIATIVE)
    read = recognise(document)
    data = json.loads(json.dumps(stored.to_data(read)))
    kept = stored.from_data(data, document)
    assert (kept.letter, kept.paragraphs, kept.typography) == (
        read.letter,
        read.paragraphs,
        read.typography,
    )
    assert kept.lost_links == read.lost_links
    assert stored.to_data(kept) == stored.to_data(read)
    assert list(kept.people) == list(read.people)
    assert preview_import(kept).report == preview_import(read).report


def test_territory_deleted_since_the_review_is_left_as_text(superuser_client: Client) -> None:
    territory = commune()
    response = preview(superuser_client)
    sent = answers(response)
    name = name_of(response, "Valombrette (99)")
    assert sent[name] == str(territory.pk)
    territory.delete()
    refused = superuser_client.post(URL, sent)
    assert list(refused.context_data["form"].errors) == [name]
    assert "n’est plus dans le répertoire" in refused.content.decode()
    superuser_client.post(URL, answers(refused) | {name: "text"})
    [block] = blocks_of(draft(7), "initiative")
    assert block["place"].startswith("Valombrette")
    assert not draft(7).territory_links.exists()


def test_objects_deleted_since_the_review_do_not_fail_without_an_answer(
    superuser_client: Client,
) -> None:
    initiative = InitiativePageFactory(title=INITIATIVE)
    known = [commune(), PersonFactory(name="Marie Dupont"), initiative]
    sent, _ = review_source(superuser_client)
    for found in known:
        found.delete()
    superuser_client.post(URL, {"source": sent["source"]})
    report = draft(7).import_report
    assert {entry["status"] for entry in report["territories"]} == {"unknown"}
    assert [entry["page"] for entry in report["initiatives"]] == [None]
    assert Person.objects.filter(name="Marie Dupont").count() == 1


def test_territory_added_since_the_review_can_be_typed(superuser_client: Client) -> None:
    response = preview(superuser_client)
    name, territory = name_of(response, "Valombrette (99)"), commune()
    sent = answers(response) | {name: "other", f"{name}-other": "99001"}
    superuser_client.post(URL, sent)
    assert [link.territory for link in draft(7).territory_links.all()] == [territory]


@pytest.mark.parametrize("older", ["another version", "nothing stored"])
def test_form_of_another_version_is_read_again_from_its_source(
    superuser_client: Client, superuser: User, calls: Counter, older: str
) -> None:
    sent, data = review_source(superuser_client)
    if older == "nothing stored":
        del data["recognition"]
    else:
        data["recognition"] = {"version": "0-older", "letter": {"Unknown": [1]}}
    source = state.STATE.sign(data, superuser)
    superuser_client.post(URL, sent | {"source": source})
    assert calls == {"parse_letter": 2, "recognise": 2}
    assert import_letter(read_pasted(TEXT)).status is Status.UNCHANGED


def test_two_reviews_at_once_add_everything_once(superuser_client: Client) -> None:
    first, second = preview(superuser_client), preview(superuser_client)
    for response in (first, second):
        create = {name_of(response, INITIATIVE): "create"}
        made = superuser_client.post(URL, answers(response) | create)
        assert made.status_code == 302
    assert NewsletterPage.objects.get().title == "Les haies"
    assert Person.objects.get().name == "Marie Dupont"
    assert InitiativePage.objects.get().title == INITIATIVE


def test_two_reviews_of_two_letters_add_a_person_once(superuser_client: Client) -> None:
    others = TEXT.replace("n° 7", "n° 8").replace("Les haies", "Les vergers")
    sent = [answers(preview(superuser_client, text)) for text in (TEXT, others)]
    for form in sent:
        superuser_client.post(URL, form)
    people = [blocks_of(draft(n), "interview")[0]["answers"][0]["person"] for n in (7, 8)]
    assert people[0] == people[1] == Person.objects.get()


def test_namesake_shown_at_the_review_is_not_taken_for_a_new_person(
    superuser_client: Client,
) -> None:
    PersonFactory(name="Marie Dupont")
    response = preview(superuser_client)
    superuser_client.post(URL, answers(response) | {name_of(response, "Marie Dupont"): "create"})
    assert Person.objects.filter(name="Marie Dupont").count() == 2
