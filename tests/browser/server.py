"""Serve the site: server.py PORT, after filling a new database with the demo content.

One process, so that Django starts only once. Run by `tests.browser.site`, which chooses the
database, the folders and the administrator's password.
"""

import sys

import django
from django.core.management import call_command
from django.db import connection

from hub.core.site.garbage import settle_collector


def main(port: str) -> None:
    django.setup()
    if connection.introspection.table_names():
        # Nothing to migrate: the site takes the address of this server.
        call_command("migrate", interactive=False, verbosity=0)
    else:
        seed()
    settle_collector()  # as in production
    # Each request has a thread, whose connection SQLite would close with a checkpoint of its log.
    connection.ensure_connection()
    call_command("runserver", f"127.0.0.1:{port}", use_reloader=False)


def seed() -> None:
    """Create the database, and the content that the tests visit."""
    # Models are known once Django has started.
    from tests.browser.accounts import add_accounts
    from tests.browser.edge_pages import add_edge_pages
    from tests.browser.long_episode import add_long_episode
    from tests.kept_database import migrate_from_kept

    migrate_from_kept("migrate", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("ensure_admin")
    call_command("load_gazetteer")
    call_command("seed_demo")
    add_accounts()
    add_edge_pages()
    add_long_episode()
    send_a_letter()


def send_a_letter() -> None:
    """Send a test of the last letter, which the mailbox of the admin then shows."""
    from hub.newsletters.models import NewsletterPage
    from hub.newsletters.preflight.sending import send_test

    send_test(NewsletterPage.objects.live().latest("number"), ["maire@example.org"])


if __name__ == "__main__":
    main(sys.argv[1])
