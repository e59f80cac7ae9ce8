"""A page type added as documented works everywhere, without changes to other files."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def test_type_declared_on_its_class_is_listed_searched_and_edited() -> None:
    command = [sys.executable, "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider"]
    settings = ["--ds=tests.new_page_type.settings", "tests/new_page_type/checks.py"]
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("PYTEST_", "COV_"))}
    environment.pop("HUB_TEST_DATABASE_URL", None)
    result = subprocess.run(  # noqa: S603
        [*command, *settings],
        cwd=ROOT,
        env=environment,
        check=False,
        capture_output=True,
        text=True,
    )
    assert result.returncode == 0, result.stdout[-6000:] + result.stderr[-2000:]
