"""Migrate and seed the database if needed, then run the site and its worker: serve.py PORT.

The steps run in one process and are idempotent: a second run starts in seconds and changes
nothing.
"""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOST = "127.0.0.1"


def migrate() -> None:
    """Apply the missing migrations, if any, and give the site the address of this server."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from hub.core.site.address import set_site_address

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        say(f"Base de données : {len(plan)} migrations à appliquer…")
        call_command("migrate", interactive=False, verbosity=0)
    else:
        set_site_address()  # `migrate` does it too: PORT may have changed since


def say(text: str) -> None:
    print(text, flush=True)


def main(port: str) -> None:
    address = f"http://{HOST}:{port}"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.settings")
    # Absolute URLs in feeds, e-mails and the admin must have the chosen port.
    os.environ.setdefault("BASE_URL", address)
    sys.path.insert(0, str(ROOT))
    os.chdir(ROOT)

    # Hide the warning of runserver about production, in English: this command is local.
    os.environ.setdefault("DJANGO_RUNSERVER_HIDE_WARNING", "true")

    import django
    from django.core.management import CommandError, call_command, execute_from_command_line
    from django.db import connections

    django.setup()
    try:
        migrate()
        call_command("ensure_admin")
        call_command("load_gazetteer", if_newer=True)
        call_command("seed_demo", if_empty=True)
    except CommandError as error:
        raise SystemExit(f"\n{error}\n") from error
    try:
        # The index is empty on a site older than the search, or with a new Elasticsearch.
        call_command("search_rebuild", if_empty=True)
    except CommandError as error:
        say(f"{error}")
    say(f"\nLe site : {address}/\nL’administration : {address}/admin/\nPour arrêter : Ctrl+C\n")
    connections.close_all()
    # The reloader restarts its child process with sys.argv: run the server only, not this script.
    sys.argv = ["manage.py", "serve", f"{HOST}:{port}"]
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main(sys.argv[1])
