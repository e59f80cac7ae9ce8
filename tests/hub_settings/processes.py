"""Settings read by a process of their own, with chosen variables."""

import os
import subprocess
import sys

from django.conf import settings

PRINT = """
import json, sys
import hub.settings
print(json.dumps({name: getattr(hub.settings, name, None) for name in sys.argv[1:]}, default=str))
"""


def run(command: list[str], changes: dict[str, str]) -> tuple[int, str]:
    """Run Python with these variables only; return its exit status and output."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    variables = {**kept, "PYTHONUTF8": "1", **changes}
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, *command],
        cwd=settings.BASE_DIR,
        env=variables,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr
