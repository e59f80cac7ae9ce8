"""Each model is either in a backup or left out of it, for a reason."""

from django.core.files.storage import default_storage
from django.db.models.fields.files import FileField

from hub.backup.contents import (
    DROPPED,
    KEPT,
    WRITTEN_BY_PEOPLE,
    is_listed,
    kept_models,
    listed_label,
    stored_models,
)
from hub.backup.tables import Table


def test_every_model_is_in_one_list() -> None:
    unlisted = {listed_label(model) for model in stored_models() if not is_listed(model)}

    assert unlisted == set(), "Add these models to KEPT or DROPPED, in hub/backup/contents.py."


def test_every_listed_model_exists() -> None:
    labels = {listed_label(model) for model in stored_models()}
    labels |= {f"{label.partition('.')[0]}.*" for label in labels}

    assert (KEPT | DROPPED.keys() | WRITTEN_BY_PEOPLE.keys()) - labels == set()


def test_no_kept_row_refers_to_a_dropped_one() -> None:
    kept = {model._meta.db_table for model in kept_models()}
    targets = {
        f"{table.label}.{column.name}": column.target
        for table in map(Table.of, kept_models())
        for column in table.columns
        if column.target
    }

    assert targets["core.HubPage.image_id"] == "core_hubimage"
    assert {name: target for name, target in targets.items() if target not in kept} == {}


def test_every_kept_file_is_in_the_default_storage() -> None:
    fields = [
        field
        for model in kept_models()
        for field in model._meta.local_concrete_fields
        if isinstance(field, FileField)
    ]

    assert len(fields) > 5
    assert all(field.storage is default_storage for field in fields)
