"""StreamFields in migrations are plain JSON: no block definitions, no data loss."""

import json

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from wagtail.fields import StreamField

from hub.core.fields import HubStreamField
from tests.factories import InitiativePageFactory
from tests.factories.site_tree import SiteTree


def test_every_stream_field_keeps_its_blocks_out_of_migrations() -> None:
    fields = [
        field
        for model in apps.get_models()
        if model.__module__.startswith(("hub.", "home.", "inspiration.", "podcasts."))
        for field in model._meta.local_fields
        if isinstance(field, StreamField)
    ]
    assert fields
    assert [str(field) for field in fields if not isinstance(field, HubStreamField)] == []


@pytest.mark.django_db
def test_historical_model_reads_and_writes_every_block(site_tree: SiteTree) -> None:
    page = InitiativePageFactory()
    history = MigrationLoader(connection).project_state().apps
    former = history.get_model("inspiration", "InitiativePage").objects.get(pk=page.pk)
    before = json.loads(raw_body(page.pk))
    assert before

    former.body = [*former.body, {"type": "gone", "value": "Un bloc inconnu.", "id": "x"}]
    former.save()

    assert json.loads(raw_body(page.pk)) == [*before, former.body[-1]]


def raw_body(pk: int) -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT body FROM inspiration_initiativepage WHERE hubpage_ptr_id = %s", [pk]
        )
        (body,) = cursor.fetchone()
    return body if isinstance(body, str) else json.dumps(body)
