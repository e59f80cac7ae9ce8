"""Migrations of a database, compared with those of the code and of a backup."""

from collections.abc import Collection

from django.apps.registry import Apps
from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

Migration = tuple[str, str]


def missing_migrations(using: str) -> list[Migration]:
    """Return the migrations of the code that the database does not have, sorted."""
    loader = MigrationLoader(connections[using])
    return sorted(set(loader.graph.nodes) - set(loader.applied_migrations))


def applied_migrations(using: str) -> list[Migration]:
    """Return the migrations of the code that the database has, sorted."""
    loader = MigrationLoader(connections[using])
    return sorted(set(loader.graph.nodes) & set(loader.applied_migrations))


def unknown_migrations(migrations: Collection[Migration], using: str) -> list[Migration]:
    """Return those of `migrations` that the code does not have, sorted."""
    return sorted(set(migrations) - set(MigrationLoader(connections[using]).graph.nodes))


def later_migrations(migrations: Collection[Migration], using: str) -> list[Migration]:
    """Return those of the code that are not in `migrations`, sorted."""
    return sorted(set(MigrationLoader(connections[using]).graph.nodes) - set(migrations))


def last_of_each_application(
    loader: MigrationLoader, migrations: Collection[Migration]
) -> list[Migration]:
    """Return the migrations that no other one of the same application follows."""
    followed = {
        parent.key
        for key in migrations
        for parent in loader.graph.node_map[key].parents
        if parent.key[0] == key[0]
    }
    return sorted(set(migrations) - followed)


def migrate_to(migrations: Collection[Migration], using: str) -> None:
    """Apply exactly `migrations`, without the signals: rows are replaced afterwards."""
    executor = MigrationExecutor(connections[using])
    executor.migrate(last_of_each_application(executor.loader, migrations))


def models_at(migrations: Collection[Migration], using: str) -> Apps:
    """Return the historical models of a state of the migrations."""
    loader = MigrationLoader(connections[using])
    return loader.project_state(last_of_each_application(loader, migrations)).apps
