"""Bring the site from an empty database to a running, seeded site: serve.py PORT.

Every step looks first whether it is needed, in one process, so that a second run starts in
seconds and changes nothing.
"""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOST = "127.0.0.1"


def migrate():
    """Apply the migrations that are missing, if any."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        say(f"Base de données : {len(plan)} migrations à appliquer…")
        call_command("migrate", interactive=False, verbosity=0)


def say(text):
    print(text, flush=True)


def main(port):
    address = f"http://{HOST}:{port}"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.settings")
    # Links in feeds, e-mails and the admin follow the port that was chosen.
    os.environ.setdefault("BASE_URL", address)
    sys.path.insert(0, str(ROOT))
    os.chdir(ROOT)

    # Django's own notice, in English: the address is local and this command is for development.
    os.environ.setdefault("DJANGO_RUNSERVER_HIDE_WARNING", "true")

    import django
    from django.core.management import CommandError, call_command, execute_from_command_line
    from django.db import connections

    django.setup()
    try:
        migrate()
        call_command("ensure_admin")
        call_command("seed_demo", if_empty=True)
    except CommandError as error:
        raise SystemExit(f"\n{error}\n") from error
    try:
        # A site from before the search had its index, or an Elasticsearch that is new to it.
        call_command("search_rebuild", if_empty=True)
    except CommandError as error:
        say(f"{error}")
    say(f"\nLe site : {address}/\nL’administration : {address}/admin/\nPour arrêter : Ctrl+C\n")
    connections.close_all()
    # The reloader starts its child again from these words: not this script, but the server.
    sys.argv = ["manage.py", "runserver", f"{HOST}:{port}"]
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main(sys.argv[1])
