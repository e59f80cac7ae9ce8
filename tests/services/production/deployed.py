"""What `deploy/` says: commands of the systemd units, settings of the environment file."""

import re
import secrets
import shlex
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
DEPLOY = ROOT / "deploy"
INSTALLED = "/srv/hub/app/"


def unit_values(name: str, key: str) -> list[str]:
    """Return the values of a key of a unit of `deploy/systemd/`, with our paths."""
    text = (DEPLOY / "systemd" / name).read_text(encoding="utf-8")
    values = re.findall(rf"^{key}=(.*)$", text, re.MULTILINE)
    return [value.replace(INSTALLED, f"{ROOT}/") for value in values]


def service_command(name: str) -> list[str]:
    """Return the command of a service, run by the Python that runs this one."""
    (line,) = unit_values(f"{name}.service", "ExecStart")
    program, *arguments = shlex.split(line)
    # The environment of a developer may be elsewhere; the programs have the same names.
    return [str(Path(sys.executable).with_name(Path(program).name)), *arguments]


def site_variables(folder: Path, host: str, database: str) -> dict[str, str]:
    """Return the settings of `deploy/debian/hub.env` for a site in `folder`."""
    text = (DEPLOY / "debian" / "hub.env").read_text(encoding="utf-8")
    variables = dict(re.findall(r"^([A-Z_]+)=(.*)$", text, re.MULTILINE))
    values = {
        "@NAME@": host,
        "@SECRET_KEY@": secrets.token_urlsafe(64),
        "@EMAIL_URL@": f"filemail:///{folder / 'mail'}",
        "@MAIL_FROM@": "hub@example.org",
    }
    for mark, value in values.items():
        variables = {name: text.replace(mark, value) for name, text in variables.items()}
    return variables | {
        "DATABASE_URL": database,
        "CACHE_URL": f"filecache://{folder / 'cache'}",
        "MEDIA_ROOT": str(folder / "media"),
        "STATIC_ROOT": str(folder / "static"),
        "PROMETHEUS_MULTIPROC_DIR": str(folder / "metrics"),
        # Encoding the demo takes minutes of a core; the tests of the search encode what they need.
        "SEARCH_ENCODER": "off",
    }
