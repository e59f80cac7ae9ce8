"""Contract tests run on every available engine (`hub.search.evaluation.scratch_engines`)."""

import datetime
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import Any

import pytest
from pytest_django import Settings

from hub.search.contract import Engine, Entry, Fragment, SearchRequest
from hub.search.elastic import ElasticsearchEngine
from hub.search.evaluation import scratch_engine, scratch_engines
from hub.search.meaning import Encoder, EncoderUnavailable, encode_entries
from tests.real_servers import VARIABLE
from tests.search.conftest import PATIENT
from tests.search.encoders import encoder

__all__ = ["encoder"]

# For the tests of what words alone decide.
words_only = pytest.mark.parametrize("encoder", ["off"], indirect=True)
NOW = datetime.datetime(2026, 6, 1, 12, tzinfo=datetime.UTC)


@pytest.fixture(params=scratch_engines())
def engine(
    request: pytest.FixtureRequest,
    db: None,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    encoder: Encoder | None,
) -> Iterator[Engine]:
    """An empty engine with an index of its own, with each encoder; it encodes what it stores."""
    if request.param == "elasticsearch":
        settings.ELASTICSEARCH_URLS = os.environ[VARIABLE].split(",")
    with scratch_engine(request.param) as engine:
        if isinstance(engine, ElasticsearchEngine):
            engine.client = engine.client.options(request_timeout=PATIENT)
        for name in ("apply", "rebuild") if encoder else ():
            monkeypatch.setattr(engine, name, _encoding(getattr(engine, name)))
        yield engine


def _encoding(method: Callable[..., Any]) -> Callable[..., Any]:
    """Return a method of an engine that encodes its entries first, as far as the encoder can."""

    def encode_and_store(entries: Iterable[Entry], *others: Any, **named: Any) -> Any:
        return method(encoded(entries), *others, **named)

    def encoded(entries: Iterable[Entry]) -> Iterator[Entry]:
        # One by one: tests make changes while the entries are read.
        for one in entries:
            with suppress(EncoderUnavailable):
                encode_entries([one])
            yield one

    return encode_and_store


@pytest.fixture
def found(engine: Engine) -> Callable[..., list[str]]:
    """Search words, and more where given, and return the uids found, the best first.

    With meaning, only those that hold all that was asked.
    """

    def search(text: str = "", **options: Any) -> list[str]:
        request = SearchRequest(text=text, **{"now": NOW, **options})
        page = engine.search(request)
        return [hit.uid for hit in page.hits if hit.holds_all or not page.by_meaning]

    return search


@pytest.fixture
def library(engine: Engine) -> Engine:
    """An engine filled with a few entries of different kinds."""
    engine.rebuild(ENTRIES)
    return engine


def entry(uid: str, title: str, body: str = "", kind: str = "initiative", **fields: Any) -> Entry:
    fields.setdefault("date", datetime.date(2026, 1, 1))
    return Entry(uid=uid, kind=kind, title=title, body=body, **fields)


ENTRIES = [
    entry(
        "covoiturage",
        "Un covoiturage solidaire à Lisieux",
        "Les habitants partagent leurs trajets vers la gare. L’économie sociale et solidaire y "
        "trouve sa place, dit la maire.",
        themes=("Mobilité",),
        territories=("Lisieux", "Calvados", "Normandie"),
        filters={"theme": ("mobilite",), "territoire": ("lisieux",), "annee": ("2026",)},
        fragments=(
            Fragment("b-1", "rubrique", "Les habitants partagent leurs trajets vers la gare."),
            Fragment("b-2", "quote", "Nous allons plus loin ensemble.", "Anne Roy", "maire"),
        ),
        path="00010001",
    ),
    entry(
        "cantine",
        "Rénovation énergétique de la cantine",
        "L’école a refait son toit. Des œuvres d’élèves ornent les murs.",
        themes=("École", "Énergie"),
        territories=("Reugny", "Centre-Val de Loire"),
        filters={"theme": ("ecole", "energie"), "territoire": ("reugny",), "annee": ("2025",)},
        date=datetime.date(2025, 3, 2),
        path="00010002",
    ),
    entry(
        "lettre-1",
        "Lettre n°1 : les élus se rencontrent",
        "Les maires rencontrent les habitants à l’école. On parle de mobilité.",
        kind="lettre",
        filters={"theme": ("mobilite",), "annee": ("2024",)},
        date=datetime.date(2024, 5, 6),
        path="00010003",
    ),
    entry(
        "lettre-2",
        "Lettre n°2 : les élus se rencontrent",
        "Les maires rencontrent les habitants à l’école. On parle de mobilité.",
        kind="lettre",
        filters={"theme": ("mobilite",), "annee": ("2026",)},
        date=datetime.date(2026, 5, 6),
        path="00010004",
    ),
    entry("nous", "Et nous ?", "Un jeu de cartes.", kind="ressource", date=None, path="00010005"),
    entry(
        "passe",
        "Forum de la mobilité",
        "Une journée à la gare.",
        kind="evenement",
        visible_until=datetime.datetime(2026, 5, 31, tzinfo=datetime.UTC),
        path="00010006",
    ),
]
