"""Every date field of the admin accepts French dates: forms, blocks, filters, import."""

from datetime import date, time

import django_filters
import pytest
from django.apps import apps
from django.db import models
from django.db.models import Field, Model
from django.test import Client
from django.urls import reverse
from django_filters.filters import DateFilter, DateFromToRangeFilter, DateTimeFilter
from wagtail import blocks
from wagtail.admin.forms.models import formfield_for_dbfield
from wagtail.blocks import Block
from wagtail.fields import StreamField

from hub.agenda.models import EventPage
from hub.backoffice.dates import fields
from hub.backoffice.dates.fields import FrenchDateBlock
from hub.core.blocks.links import EventBlock
from hub.newsletters.importing_admin.forms import DraftForm
from tests.factories import EventPageFactory
from tests.form_data import edit_form_data

APPS = ("agenda", "core", "home", "inspiration", "newsletters", "people", "podcasts", "search")
FRENCH = (fields.FrenchDateField, fields.FrenchTimeField, fields.FrenchDateTimeField)
TEMPORAL_BLOCKS = (blocks.DateBlock, blocks.TimeBlock, blocks.DateTimeBlock)


def our_models() -> list[type[Model]]:
    return [model for app in APPS for model in apps.get_app_config(app).get_models()]


def temporal_fields() -> list[tuple[type[Model], Field]]:
    """(model, field) of every date that a form may show."""
    return [
        (model, field)
        for model in our_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.DateField | models.TimeField) and field.editable
    ]


def blocks_within(block: Block, seen: list[Block]) -> None:
    if block in seen:
        return
    seen.append(block)
    children = list(getattr(block, "child_blocks", {}).values())
    if hasattr(block, "child_block"):
        children.append(block.child_block)
    for child in children:
        blocks_within(child, seen)


def temporal_blocks() -> list[Block]:
    seen = []
    for model in our_models():
        for field in model._meta.get_fields():
            if isinstance(field, StreamField):
                blocks_within(field.stream_block, seen)
    return [block for block in seen if isinstance(block, TEMPORAL_BLOCKS)]


def test_every_date_of_a_model_form_reads_french() -> None:
    found = temporal_fields()
    names = {f"{model.__name__}.{field.name}" for model, field in found}
    assert {"EventPage.start_time", "EventPage.go_live_at", "PersonFunction.start"} <= names
    assert [f for _, f in found if not isinstance(formfield_for_dbfield(f), FRENCH)] == []


def test_every_date_of_a_block_reads_french() -> None:
    found = temporal_blocks()
    assert found
    assert [block for block in found if not isinstance(block.field, FRENCH)] == []


def test_date_block_is_deconstructed_as_wagtails() -> None:
    path, _, _ = FrenchDateBlock().deconstruct()
    assert path == "wagtail.blocks.DateBlock"


def test_block_reads_a_date_in_words() -> None:
    value = EventBlock().child_blocks["start"].clean("1er mars 2027")
    assert value == date(2027, 3, 1)


@pytest.mark.parametrize(
    ("filter_class", "data"),
    [
        (django_filters.DateFilter, "10 décembre 2026"),
        (django_filters.DateTimeFilter, "10 décembre 2026"),
        (django_filters.DateTimeFilter, "10 décembre 2026 à 9h"),
        (django_filters.DateFromToRangeFilter, ["10 décembre 2026", "12/12/26"]),
        (django_filters.DateFromToRangeFilter, ["", "12/12/26"]),
    ],
)
def test_filters_read_french(
    filter_class: type[DateFilter] | type[DateFromToRangeFilter] | type[DateTimeFilter],
    data: list[str] | str,
) -> None:
    assert filter_class(field_name="date").field.clean(data)


def test_history_is_filtered_by_a_date_in_words(superuser_client: Client) -> None:
    event = EventPageFactory()
    event.save_revision(log_action=True)
    url = reverse("wagtailadmin_pages:history", args=[event.pk])
    entries = len(superuser_client.get(url).context["object_list"])
    assert entries > 0
    later = superuser_client.get(url, {"timestamp_from": "1er mars 2099"})
    assert len(later.context["object_list"]) == 0
    earlier = superuser_client.get(url, {"timestamp_from": "1er mars 2020"})
    assert len(earlier.context["object_list"]) == entries


def test_import_of_a_letter_reads_its_date() -> None:
    form = DraftForm({"source": "…", "date": "jeudi 10 décembre 2026"}, has_number=True)
    assert form.is_valid()
    assert form.cleaned_data["date"] == date(2026, 12, 10)


def test_page_form_reads_french_and_keeps_what_it_refuses(superuser_client: Client) -> None:
    event = EventPageFactory()
    url = reverse("wagtailadmin_pages:edit", args=[event.pk])
    data = edit_form_data(superuser_client, event)
    refused = superuser_client.post(
        url, {**data, "start_time": "25:99", "place": "Salle des fêtes"}
    )
    assert "n’est pas une heure" in refused.context["form"].errors["start_time"][0]
    assert 'value="25:99"' in refused.text
    assert 'value="Salle des fêtes"' in refused.text

    superuser_client.post(
        url, {**data, "start_date": "10 décembre 2026", "end_date": "", "start_time": "14 h 30"}
    )
    saved = EventPage.objects.get(pk=event.pk).get_latest_revision_as_object()
    assert (saved.start_date, saved.start_time) == (date(2026, 12, 10), time(14, 30))
