"""Serve the home page of a new Wagtail site (`wagtail start`), for comparison."""

import contextlib
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.browser.site import Site, environment, free_port, serving

NAME = "ordinaire"


@contextlib.contextmanager
def running_stock_site() -> Iterator[Site]:
    """Generate, migrate and serve a stock site as its own manual says; yield it, then stop it."""
    with tempfile.TemporaryDirectory(prefix="hub-stock-") as name:
        folder = Path(name)
        # The settings of the hub must not reach this project, which has its own.
        variables = environment(folder, Site(""))
        variables["DJANGO_SETTINGS_MODULE"] = f"{NAME}.settings.dev"
        wagtail = Path(sys.executable).with_name("wagtail")
        for step in ([wagtail, "start", NAME, "."], [sys.executable, "manage.py", "migrate"]):
            subprocess.run(step, cwd=folder, env=variables, check=True, stdout=subprocess.DEVNULL)
        site = Site(f"http://127.0.0.1:{free_port()}")
        port = site.address.rpartition(":")[2]
        command = [sys.executable, "manage.py", "runserver", "--noreload", f"127.0.0.1:{port}"]
        with serving(command, folder, variables, site, folder / "server.log"):
            yield site
