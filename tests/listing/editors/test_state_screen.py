"""Screen « État de la recherche »: engines, pending changes, encoder."""

import datetime

from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from hub.search.models import SearchChange, SearchConsumer
from hub.search.outbox.encoding import encode_all
from hub.search.state import search_state
from tests.committed_changes import send_pending_changes
from tests.factories import InitiativePageFactory
from tests.listing.editors.screens import screen_text, soup
from tests.search.encoders import FailingEncoder, FakeEncoder, use_encoder


def test_state_is_well_when_no_change_is_pending(editor: Client, indexed_initiatives: None) -> None:
    assert search_state().is_well
    text = screen_text(editor, "search_state")
    assert "La recherche va bien" in text
    assert "Moteur intégré — répond aux lecteurs" in text
    assert "Pages trouvables 3 sur 3" in text.replace("\xa0", " ")


def test_state_names_what_an_engine_refused_with_a_way_to_its_page(
    editor: Client, indexed_initiatives: None
) -> None:
    page = InitiativePageFactory(title="Une page trop longue")
    send_pending_changes()
    SearchChange.objects.create(
        engine="embedded",
        uid=str(page.uid),
        due_at=timezone.now(),
        is_dead=True,
        attempts=8,
        error="Le champ « title » dépasse 500 signes.",
    )
    SearchChange.objects.create(
        engine="embedded", uid="document-12", due_at=timezone.now(), is_dead=True, error="Illisible"
    )
    html = soup(editor, "search_state")
    assert not search_state().is_well
    link = html.find("a", href=reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert link.get_text() == "Une page trop longue"
    assert "document-12" in html.get_text()


def test_state_shows_pending_changes_and_not_those_due_later(
    editor: Client, indexed_initiatives: None
) -> None:
    soon = timezone.now() + datetime.timedelta(days=3)
    SearchChange.objects.create(engine="embedded", uid="expiry", due_at=soon)
    assert search_state().engines[0].waiting == 0
    SearchChange.objects.create(engine="embedded", uid="now", due_at=timezone.now())
    SearchChange.objects.create(engine="embedded", uid="again", due_at=soon, attempts=2)
    state = search_state().engines[0]
    assert state.waiting == 2
    assert state.since is not None


def test_state_shows_the_progress_of_the_encoder(editor: Client, indexed_initiatives: None) -> None:
    with use_encoder(FakeEncoder("petit modèle")):
        total = search_state().encoder.total
        assert total > 0
        assert f"Textes encodés 0 sur {total}" in screen_text(editor, "search_state")
        encode_all()
        text = screen_text(editor, "search_state")
    assert f"Textes encodés {total} sur {total}" in text
    assert "Encodeur petit modèle En marche oui" in text


def test_state_shows_a_failing_encoder(editor: Client, indexed_initiatives: None) -> None:
    with use_encoder(FailingEncoder(share=1)):
        assert "L’encodeur d’essai est en panne." in screen_text(editor, "search_state")
        encode_all()
        assert not search_state().is_well
        assert "non, depuis 0 minute" in screen_text(editor, "search_state")


def test_state_without_encoder_is_well(editor: Client, indexed_initiatives: None) -> None:
    assert search_state().is_well
    assert "le réglage SEARCH_ENCODER l’arrête" in screen_text(editor, "search_state")


def test_state_shows_missing_pages(editor: Client, indexed_initiatives: None) -> None:
    InitiativePageFactory()
    SearchChange.objects.all().delete()
    SearchConsumer.objects.update(error="OperationalError: locked")
    text = screen_text(editor, "search_state")
    assert "il en manque 1" in text
    assert "search_check --repair" in text
    assert "OperationalError: locked" in text


def test_state_says_who_answers_while_elasticsearch_is_down(
    editor: Client, indexed_initiatives: None, settings: Settings
) -> None:
    settings.ELASTICSEARCH_URLS = ["http://127.0.0.1:9"]
    state = search_state()
    assert {engine.name: engine.answers for engine in state.engines} == {
        "embedded": True,
        "elasticsearch": False,
    }
    assert not state.is_well
    assert "Moteur intégré — répond aux lecteurs" in screen_text(editor, "search_state")
