"""Print which pending migrations lock a table, before `migrate`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand
from django.db import DEFAULT_DB_ALIAS, connections

from hub.monitoring.migration_locks import MigrationLock, pending_locks


class Command(BaseCommand):
    help = (
        "Dit quelles migrations à faire font attendre ceux qui lisent ou écrivent, table par "
        "table. Ne change rien."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--database", default=DEFAULT_DB_ALIAS, help="base de données")

    def handle(self, *args: Any, **options: Any) -> None:
        locks = list(pending_locks(connections[options["database"]]))
        if not locks:
            self.stdout.write("Aucune migration à faire ne verrouille une table.")
        for lock in locks:
            self.stdout.write(f"{lock.migration} : {sentence(lock)}")


def sentence(lock: MigrationLock) -> str:
    """Return what a lock does, in French."""
    if not lock.table:
        return lock.effect
    plural = "s" if lock.rows > 1 else ""
    return f"table « {lock.table} » ({lock.rows} ligne{plural}) : {lock.effect}"
