"""Fill an empty database with the demo content and serve the site: server.py PORT.

One process, so that Django starts only once. Run by `tests.browser.site`, which chooses the
database, the folders and the administrator's password.
"""

import sys

import django
from django.core.management import call_command


def main(port: str) -> None:
    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("ensure_admin")
    call_command("load_gazetteer")
    call_command("seed_demo")
    # Models are known once Django has started.
    from tests.browser.accounts import add_accounts
    from tests.browser.edge_pages import add_edge_pages
    from tests.browser.long_episode import add_long_episode

    add_accounts()
    add_edge_pages()
    add_long_episode()
    call_command("runserver", f"127.0.0.1:{port}", use_reloader=False)


if __name__ == "__main__":
    main(sys.argv[1])
