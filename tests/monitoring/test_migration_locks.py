"""Which migrations lock a table: by operation, on the tables of the site."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection, migrations, models
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation

from hub.monitoring.migration_locks import (
    CHECK,
    CODE,
    INDEX,
    REWRITE,
    MigrationLock,
    locks_of,
    pending_locks,
)
from hub.themes.models import Theme

pytestmark = pytest.mark.django_db
APP, MODEL, TABLE = "themes", "theme", "themes_theme"

OPERATIONS = [
    (migrations.AddIndex(MODEL, models.Index(fields=["name"], name="by_name")), INDEX),
    (
        migrations.AddConstraint(
            MODEL, models.CheckConstraint(condition=~models.Q(name=""), name="has_name")
        ),
        CHECK,
    ),
    (migrations.AddField(MODEL, "rank", models.IntegerField(default=0)), None),
    (migrations.AddField(MODEL, "rank", models.IntegerField(default=0, db_index=True)), INDEX),
    (migrations.AlterField(MODEL, "name", models.TextField()), REWRITE),
    (migrations.RemoveField(MODEL, "name"), None),
    (migrations.RenameField(MODEL, "name", "title"), None),
    (migrations.AlterModelOptions(MODEL, {"verbose_name": "thème"}), None),
    (
        migrations.SeparateDatabaseAndState(
            [migrations.AddIndex(MODEL, models.Index(fields=["name"], name="by_name"))]
        ),
        INDEX,
    ),
]


@pytest.mark.parametrize(
    ("operation", "effect"), OPERATIONS, ids=[one.describe()[:40] for one, _ in OPERATIONS]
)
def test_effect_of_an_operation(operation: Operation, effect: str | None) -> None:
    before = MigrationLoader(connection).project_state()
    after = before.clone()
    operation.state_forwards(APP, after)
    expected = [(TABLE, effect)] if effect else []
    assert list(locks_of(operation, APP, before, after, connection)) == expected


def test_code_may_lock_any_table() -> None:
    state = MigrationLoader(connection).project_state()

    def found(operation: Operation) -> list[tuple[str, str]]:
        return list(locks_of(operation, APP, state, state, connection))

    assert found(migrations.RunPython(lambda apps, editor: None)) == [("", CODE)]
    assert found(migrations.RunPython(migrations.RunPython.noop)) == []
    assert found(migrations.RunSQL("SELECT 1")) == [("", CODE)]


class Pending(migrations.Migration):
    """A migration that is not applied."""

    operations = [OPERATIONS[0][0], migrations.RunPython(lambda apps, editor: None)]


@pytest.mark.parametrize("count", [0, 2])
def test_table_without_rows_is_left_out(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    Theme.objects.all().delete()
    for number in range(count):
        Theme.objects.create(name=f"Thème {number}")
    plan = [(Pending("0099_pending", APP), False)]
    monkeypatch.setattr(MigrationExecutor, "migration_plan", lambda self, targets: plan)
    label = f"{APP}.0099_pending"
    of_table = [MigrationLock(label, TABLE, INDEX, count)] if count else []
    assert list(pending_locks(connection)) == [*of_table, MigrationLock(label, "", CODE)]

    written = StringIO()
    call_command("migration_locks", stdout=written)
    assert (f"« {TABLE} » (2 lignes)" in written.getvalue()) is bool(count)
    assert CODE in written.getvalue()


def test_command_with_nothing_to_apply() -> None:
    written = StringIO()
    call_command("migration_locks", stdout=written)
    assert written.getvalue() == "Aucune migration à faire ne verrouille une table.\n"
