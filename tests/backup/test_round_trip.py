"""A restored site has the rows, the keys and the files of the one that was backed up."""

import datetime
import decimal
import json
import sqlite3
import uuid
from contextlib import closing
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from wagtail.models import Page, Revision

from hub.backup.contents import kept_models
from hub.backup.migration_state import (
    applied_migrations,
    last_of_each_application,
    later_migrations,
    models_at,
)
from hub.backup.restoring import restore_backup
from hub.backup.tables import Column, Table, row_line
from hub.backup.verifying import verify_backup
from hub.backup.writing import write_models
from hub.core.models import HubImage
from hub.people.models import Person
from tests.backup.helpers import RESTORED, files_of, rows_of, show_nothing
from tests.factories import InitiativePageFactory, PersonFactory
from tests.factories.site_tree import SiteTree

pytestmark = pytest.mark.django_db


def test_rows_keys_and_files_are_those_of_the_site(backup_file: Path, empty_site: Path) -> None:
    report = restore_backup(backup_file, empty_site, show_nothing, RESTORED)

    before = rows_of("default")
    assert rows_of(RESTORED) == before
    assert report.rows == sum(map(len, before.values()))
    assert not report.was_older
    files = files_of(empty_site)
    assert len(files) == report.media_files >= 3
    for name, content in files.items():
        assert default_storage.open(name).read() == content


def test_models_read_the_restored_rows(backup_file: Path, empty_site: Path) -> None:
    restore_backup(backup_file, empty_site, show_nothing, RESTORED)

    pages = {page.pk: page for page in Page.objects.using(RESTORED).specific()}
    for page in Page.objects.specific():
        restored = pages.pop(page.pk)
        assert (type(restored), restored.path, restored.title, restored.url_path) == (
            type(page),
            page.path,
            page.title,
            page.url_path,
        )
    assert pages == {}
    revision = Revision.objects.using(RESTORED).latest("pk")
    assert revision.content == Revision.objects.latest("pk").content
    assert Page.find_problems() == ([], [], [], [], [])


def test_new_rows_follow_the_restored_ones(backup_file: Path, empty_site: Path) -> None:
    restore_backup(backup_file, empty_site, show_nothing, RESTORED)
    last = HubImage.objects.using(RESTORED).latest("pk").pk

    person = Person.objects.using(RESTORED).create(name="Zoé Ygrec")
    image = HubImage.objects.using(RESTORED).create(
        title="Neuve", file="neuve.jpg", width=1, height=1
    )

    assert person.pk > 0
    assert image.pk > last


def test_row_of_each_type_is_read_back_from_json() -> None:
    samples = {
        "BigIntegerField": -(2**62),
        "BinaryField": b"\x00\xff\xfe",
        "BooleanField": True,
        "CharField": "L’été\n\t\u00a0«\u2028» 🌊",
        "DateField": datetime.date(2026, 2, 28),
        "DateTimeField": datetime.datetime(2026, 10, 25, 0, 30, 0, 123456, datetime.UTC),
        "DecimalField": decimal.Decimal("-12.50"),
        "DurationField": datetime.timedelta(days=-1, microseconds=7),
        "FloatField": 0.1 + 0.2,
        "IntegerField": 0,
        "JSONField": "null",
        "TimeField": datetime.time(23, 59, 59, 999999),
        "UUIDField": uuid.UUID("12345678-1234-5678-1234-567812345678"),
    }
    columns = [
        Column(name.lower(), name, digits=6, decimals=2)
        if name == "DecimalField"
        else Column(name.lower(), name)
        for name in samples
    ]
    table = Table("app.Model", "app_model", columns[0].name, tuple(columns))
    row = list(samples.values())

    read = table.read(json.loads(row_line(row)))

    assert [bytes(value) if isinstance(value, memoryview) else value for value in read] == row
    assert table.read(json.loads(row_line([1, *[None] * (len(row) - 1)])))[1:] == [None] * (
        len(row) - 1
    )


def test_backup_holds_one_state_while_somebody_writes(empty_site: Path, tmp_path: Path) -> None:
    """A deferred transaction reads one state, and does not keep the writers waiting."""
    database = connections[RESTORED].settings_dict["NAME"]
    PersonFactory.create_batch(3)
    Person.objects.using(RESTORED).bulk_create(Person.objects.all())
    path = tmp_path / "written.zip"
    written = []

    def write(count: int, what: str) -> None:
        with closing(sqlite3.connect(database, timeout=0)) as other, other:
            other.execute(
                "DELETE FROM people_person WHERE id = (SELECT min(id) FROM people_person)"
            )
        written.append(what)

    write_models(path, [Person, *kept_models()[:1]], default_storage, write, RESTORED)

    assert written
    assert Person.objects.using(RESTORED).count() < 3
    result = verify_backup(path, show_nothing)
    assert (result.problems, result.counts["people.Person"]) == ([], 3)


def test_backup_older_than_the_code_is_loaded_at_its_own_migrations(
    empty_site: Path, tmp_path: Path
) -> None:
    executor = MigrationExecutor(connections[RESTORED])
    executor.migrate([("home", "0009_right_to_see_the_counts")])
    applied = applied_migrations(RESTORED)
    assert ("home", "0010_programme_rights") not in applied
    historical = kept_models(models_at(applied, RESTORED))
    path = tmp_path / "older.zip"
    write_models(path, historical, default_storage, show_nothing, RESTORED)
    before = rows_of(RESTORED)

    report = restore_backup(path, empty_site, show_nothing, RESTORED)

    assert report.was_older
    assert later_migrations(applied, RESTORED) == [("home", "0010_programme_rights")]
    assert rows_of(RESTORED) == before


def test_targets_of_a_state_are_the_last_migrations_of_each_application(empty_site: Path) -> None:
    applied = applied_migrations(RESTORED)
    loader = MigrationLoader(connections[RESTORED])

    targets = last_of_each_application(loader, applied)

    assert targets == sorted(loader.graph.leaf_nodes())
    older = [migration for migration in applied if migration[1] != "0010_programme_rights"]
    assert ("home", "0009_right_to_see_the_counts") in last_of_each_application(loader, older)


def test_more_rows_than_a_page_are_read_once_each(site_tree: SiteTree) -> None:
    Person.objects.bulk_create(Person(name=f"Personne {number}") for number in range(450))
    InitiativePageFactory(parent=site_tree.initiatives)

    keys = [row[0] for row in Table.of(Person).rows("default")]

    assert keys == list(Person.objects.order_by("pk").values_list("pk", flat=True))
