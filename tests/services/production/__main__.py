"""Start the site of production for one command, or until Ctrl+C.

    python -m tests.services.production -- COMMAND       a throw-away site, for one command
    python -m tests.services.production --data DIR       a kept one, until Ctrl+C

The command finds HUB_PRODUCTION_ADDRESS, HUB_PRODUCTION_CERTIFICATE, HUB_PRODUCTION_USERNAME and
HUB_PRODUCTION_PASSWORD in its environment; its status is returned.
"""

import argparse
import contextlib
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.services.nginx import NginxError
from tests.services.postgresql import PostgreSQLError
from tests.services.production.site import ProductionError, command_variables, production


def main() -> int:
    parser = argparse.ArgumentParser(description="Lance le site comme en production, en local.")
    parser.add_argument("--data", type=Path, help="dossier à garder d’une fois à l’autre")
    parser.add_argument("command", nargs="*", help="commande à lancer avec le site")
    options = parser.parse_args()
    if not options.data and not options.command:
        parser.error("indiquez --data DOSSIER, ou une commande après --")
    # A stopped CI job must not leave its servers behind.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with tempfile.TemporaryDirectory(prefix="hub-production-") as temporary:
        folder = (options.data or Path(temporary)).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        try:
            return serve(folder, options.command)
        except (NginxError, PostgreSQLError, ProductionError) as error:
            print(f"\n{error}\n", file=sys.stderr)
            return 1


def serve(folder: Path, command: list[str]) -> int:
    """Run the site for a command, or until Ctrl+C without one; return the exit status."""
    with production(folder) as site:
        if command:
            variables = {**os.environ, **command_variables(site)}
            return subprocess.run(command, env=variables, check=False).returncode
        print(
            f"Le site : {site.address}/ (certificat : {site.certificate})\n"
            f"Compte : {site.username}, mot de passe : {site.password}\n"
            "Pour l’arrêter : Ctrl+C",
            flush=True,
        )
        with contextlib.suppress(KeyboardInterrupt):
            signal.pause()
    return 0


if __name__ == "__main__":
    sys.exit(main())
