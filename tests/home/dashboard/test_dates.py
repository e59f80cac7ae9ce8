"""Dashboard panels: scheduled publications, late pages, searches without results."""

import datetime
from collections.abc import Callable
from datetime import timedelta

from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from home.models import FreePage
from tests.factories import (
    EventPageFactory,
    FreePageFactory,
    InitiativePageFactory,
    NewsletterPageFactory,
)
from tests.factories.search import SearchCountFactory

SCHEDULE = "Ce qui paraît, et quand"
LATE = "En retard"
QUESTIONS = "Cherché, et pas trouvé"


def days(number: int) -> datetime.date:
    return timezone.localdate() + timedelta(days=number)


def moment(number: int) -> datetime.datetime:
    return timezone.now() + timedelta(days=number)


def schedule(page: FreePage, when: datetime.datetime) -> None:
    page.go_live_at = when
    page.save()
    page.save_revision(approved_go_live_at=when)


def test_schedule_lists_publications_by_date(
    editor: User, panels: Callable[..., dict[str, str]]
) -> None:
    EventPageFactory(title="Journée de juin", start_date=days(40))
    NewsletterPageFactory(draft=True, title="La lettre d’été", date=days(10))
    schedule(FreePageFactory(draft=True, title="Nos alliés"), moment(3))
    FreePageFactory(title="Appel à témoins", expire_at=moment(20))
    found = panels(editor)[SCHEDULE]
    titles = ["Nos alliés", "La lettre d’été", "Appel à témoins", "Journée de juin"]
    places = [found.index(title) for title in titles]
    assert places == sorted(places)
    assert "Publication programmée" in found
    assert "Dépublication programmée" in found


def test_schedule_leaves_out_distant_and_past_dates(
    editor: User, panels: Callable[..., dict[str, str]]
) -> None:
    EventPageFactory(title="Dans un an", start_date=days(365))
    EventPageFactory(title="Hier", start_date=days(-1))
    found = panels(editor)[SCHEDULE]
    assert "Dans un an" not in found
    assert "Hier" not in found
    assert "Rien de programmé" in found


def test_late_shows_publications_that_did_not_happen(
    editor: User, panels: Callable[..., dict[str, str]]
) -> None:
    schedule(FreePageFactory(draft=True, title="Nos alliés"), moment(-2))
    FreePageFactory(draft=True, title="Sans accord", go_live_at=moment(-3))
    found = panels(editor)[LATE]
    assert "La publication programmée n’a pas eu lieu" in found
    assert found.count("Nos alliés") == 1
    assert "la page est encore un brouillon" in found


def test_late_tolerates_the_delay_of_the_publishing_task(
    editor: User, panels: Callable[..., dict[str, str]]
) -> None:
    schedule(FreePageFactory(draft=True, title="Nos alliés"), timezone.now() - timedelta(minutes=5))
    assert "Nos alliés" not in panels(editor)[LATE]


def test_late_shows_letters_whose_date_has_passed(
    editor: User, panels: Callable[..., dict[str, str]]
) -> None:
    NewsletterPageFactory(draft=True, title="La lettre d’été", date=days(-4))
    NewsletterPageFactory(draft=True, title="Encore sans date", date=None)
    NewsletterPageFactory(title="Parue", date=days(-4))
    found = panels(editor)[LATE]
    assert "La lettre d’été" in found
    assert "Encore sans date" not in found
    assert "Parue" not in found


def test_late_shows_events_without_report(
    editor: User, panels: Callable[..., dict[str, str]]
) -> None:
    EventPageFactory(title="Sans suite", start_date=days(-10))
    EventPageFactory(
        title="Enregistrée", start_date=days(-10), recording_url="https://example.org/film"
    )
    EventPageFactory(title="Annulée", start_date=days(-10), status="annule")
    EventPageFactory(title="Ancienne", start_date=days(-400))
    found = panels(editor)[LATE]
    assert "Sans suite" in found
    assert not any(title in found for title in ("Enregistrée", "Annulée", "Ancienne"))


def test_late_counts_the_initiatives_to_verify(
    editor: User, panels: Callable[..., dict[str, str]]
) -> None:
    InitiativePageFactory(verified_on=days(-400))
    InitiativePageFactory(verified_on=None)
    InitiativePageFactory(verified_on=days(-20))
    InitiativePageFactory(draft=True, verified_on=None)
    assert "2 initiatives à vérifier" in panels(editor)[LATE]


def test_empty_late_panel_says_so(editor: User, panels: Callable[..., dict[str, str]]) -> None:
    assert "Rien n’est en retard." in panels(editor)[LATE]


def test_contributor_sees_the_dates_of_their_own_pages_only(
    contributor: User, panels: Callable[..., dict[str, str]]
) -> None:
    NewsletterPageFactory(draft=True, title="Celle d’une autre", date=days(-4))
    NewsletterPageFactory(draft=True, title="La mienne", date=days(-4), owner=contributor)
    found = panels(contributor)
    assert "La mienne" in found[LATE]
    assert "Celle d’une autre" not in found[LATE]
    assert SCHEDULE not in found


def test_questions_offer_a_synonym_to_editors_only(
    editor: User, contributor: User, client: Client, panels: Callable[..., dict[str, str]]
) -> None:
    SearchCountFactory(text="frigo solidaire")
    assert "« frigo solidaire »" in panels(editor)[QUESTIONS].replace("\u00a0", " ")
    assert "?mots=frigo+solidaire" in client.get("/admin/").content.decode()
    assert QUESTIONS not in panels(contributor)


def test_questions_that_too_few_asked_stay_hidden(
    editor: User, panels: Callable[..., dict[str, str]]
) -> None:
    SearchCountFactory(text="frigo solidaire", askers=1)
    assert "frigo" not in panels(editor)[QUESTIONS]
