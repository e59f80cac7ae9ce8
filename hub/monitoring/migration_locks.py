"""Pending migrations that keep others from reading or writing a table, by their operations.

What each operation locks is that of PostgreSQL (« Explicit Locking », « ALTER TABLE »): an index
and a constraint stop writes while all the rows are read, a change of type stops everything while
they are rewritten. Added, removed and renamed columns take an instant. SQLite locks the whole
database against writes during any migration.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations import operations
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.models import Field

INDEX = "les écritures attendent la construction d’un index"
CHECK = "les écritures attendent la vérification de toutes les lignes"
REWRITE = "les lectures et les écritures attendent la réécriture de toutes les lignes"
CODE = "du code change des données\u00a0: ces lignes attendent la fin de la migration"


@dataclass(frozen=True)
class MigrationLock:
    """An operation that locks a table of the database.

    `migration` is « app.name »; `table` is empty for code, which may change any table; `rows` is
    the number of its rows.
    """

    migration: str
    table: str
    effect: str
    rows: int = 0


def pending_locks(connection: BaseDatabaseWrapper) -> Iterator[MigrationLock]:
    """Yield the locks of the migrations to apply, on tables that exist and have rows."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not plan:
        return
    tables = set(connection.introspection.table_names())
    loader = executor.loader
    state = loader.project_state(
        [key for key in loader.applied_migrations if key in loader.graph.nodes]
    )
    for migration, _ in plan:
        label = f"{migration.app_label}.{migration.name}"
        for operation in migration.operations:
            before = state.clone()
            operation.state_forwards(migration.app_label, state)
            for table, effect in locks_of(
                operation, migration.app_label, before, state, connection
            ):
                if not table:
                    yield MigrationLock(label, table, effect)
                elif table in tables and (rows := count_rows(connection, table)):
                    yield MigrationLock(label, table, effect, rows)


def locks_of(
    operation: Operation,
    app_label: str,
    before: ProjectState,
    after: ProjectState,
    connection: BaseDatabaseWrapper,
) -> Iterator[tuple[str, str]]:
    """Yield the (table, effect) of an operation that locks; states are those around it."""
    if isinstance(operation, operations.SeparateDatabaseAndState):
        for part in operation.database_operations:
            yield from locks_of(part, app_label, before, after, connection)
    elif isinstance(operation, operations.RunPython | operations.RunSQL):
        if not is_empty(operation):
            yield "", CODE
    elif isinstance(operation, operations.AddIndex | operations.AddConstraint):
        effect = INDEX if isinstance(operation, operations.AddIndex) else CHECK
        yield after.apps.get_model(app_label, operation.model_name)._meta.db_table, effect  # type: ignore[union-attr]
    elif isinstance(operation, operations.AlterUniqueTogether):
        yield after.apps.get_model(app_label, operation.name)._meta.db_table, INDEX
    elif isinstance(operation, operations.AddField | operations.AlterField):
        model = after.apps.get_model(app_label, operation.model_name)
        old = None
        if isinstance(operation, operations.AlterField):
            former = before.apps.get_model(app_label, operation.model_name)
            old = former._meta.get_field(operation.name)
        for effect in effects_on_column(old, model._meta.get_field(operation.name), connection):
            yield model._meta.db_table, effect


def effects_on_column(
    old: Field | None, new: Field, connection: BaseDatabaseWrapper
) -> Iterator[str]:
    """Yield the effects of a column that is added (`old` is None) or changed."""
    if old and old.db_type(connection) != new.db_type(connection):
        yield REWRITE
    elif old and old.null and not new.null:
        yield CHECK
    if has_index(new) and not (old and has_index(old)):
        yield INDEX


def has_index(field: Field) -> bool:
    """Return whether the column of a field has an index of its own."""
    return bool(getattr(field, "db_index", False) or getattr(field, "unique", False))


def is_empty(operation: operations.RunPython | operations.RunSQL) -> bool:
    """Return whether an operation does nothing."""
    if isinstance(operation, operations.RunPython):
        return operation.code is operations.RunPython.noop
    return operation.sql == operations.RunSQL.noop


def count_rows(connection: BaseDatabaseWrapper, table: str) -> int:
    with connection.cursor() as cursor:
        name = connection.ops.quote_name(table)
        cursor.execute(f"SELECT COUNT(*) FROM {name}")  # noqa: S608 - a name of the database
        return cursor.fetchone()[0]
