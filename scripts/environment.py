"""Create or refresh the project's virtual environment: environment.py run|dev.

`run` installs the packages of the site, `dev` adds those of the tests and linters. Standard
library only. A stamp file in .venv holds a hash of the requirement files, the Python version and
the folder: packages are installed again only when one of them changes.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import venv
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
REQUIREMENTS = {
    "run": ["requirements.txt"],
    "dev": ["requirements.txt", "requirements-dev.txt"],
}
UNREACHABLE = re.compile(
    r"NewConnectionError|ConnectTimeoutError|ReadTimeoutError|name resolution|ProxyError"
    r"|Failed to establish|Network is unreachable|Connection (refused|reset)|SSLError",
)


def fingerprint(kind: str) -> str:
    """Return the hash of the inputs of the installation of `kind`."""
    digest = hashlib.sha256(f"{sys.version_info[:2]} {VENV}".encode())
    for name in [*REQUIREMENTS[kind], "constraints.txt"]:
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def stamp_path(kind: str) -> Path:
    """Return the path of the stamp file of `kind`."""
    return VENV / f".installed-{kind}"


def is_current(kind: str) -> bool:
    """Return whether the environment has the packages of `kind`."""
    return (
        PYTHON.exists()
        and stamp_path(kind).exists()
        and stamp_path(kind).read_text(encoding="ascii") == fingerprint(kind)
    )


def python_succeeds(*arguments: str) -> bool:
    """Return whether the environment's Python exits with 0 for these arguments."""
    try:
        return (
            subprocess.run([PYTHON, *arguments], capture_output=True, check=False).returncode == 0
        )
    except OSError:
        return False


def create() -> None:
    """Create the environment; replace it if it is broken, moved or of another Python version."""
    version_test = f"import sys; sys.exit(sys.version_info[:2] != {sys.version_info[:2]})"
    folder_record = VENV / "project-folder"
    if (
        python_succeeds("-c", version_test)
        and python_succeeds("-m", "pip", "--version")
        and folder_record.exists()
        and folder_record.read_text(encoding="utf-8") == str(VENV)
    ):
        return
    version = ".".join(map(str, sys.version_info[:3]))
    say(f"Création de l’environnement Python {version} dans .venv…")
    if VENV.exists():
        shutil.rmtree(VENV)
    venv.create(VENV, with_pip=True)
    folder_record.write_text(str(VENV), encoding="utf-8")


def install(kind: str) -> None:
    """Install the packages of `kind`; raise SystemExit with a message in French on failure."""
    say("Installation des paquets (une à trois minutes la première fois)…")
    arguments = ["--constraint", "constraints.txt"]
    for name in REQUIREMENTS[kind]:
        arguments += ["--requirement", name]
    command = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    command += ["--progress-bar", "off", "--retries", "2", *arguments]
    with subprocess.Popen(
        command, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as pip:
        output = read_pip_output(pip.stdout or ())
    if pip.returncode != 0:
        raise SystemExit(explain(output))


def read_pip_output(lines: Iterable[str]) -> list[str]:
    """Return the output lines of pip; on a terminal, show the number of packages so far."""
    output = []
    count = 0
    for line in lines:
        output.append(line.rstrip())
        if line.startswith("Collecting ") and sys.stdout.isatty():
            count += 1
            print(f"\r  {count} paquets", end="", flush=True)
    if count:
        print()
    return output


def explain(output: list[str]) -> str:
    """Return a French error message with the last lines of the output of pip."""
    network_errors = [line for line in output if UNREACHABLE.search(line)]
    if network_errors:
        reason = (
            "Les paquets Python n’ont pas pu être téléchargés : le dépôt ne répond pas.\n"
            "Vérifiez la connexion au réseau (et le mandataire, s’il y en a un : variable "
            "HTTPS_PROXY), puis relancez la même commande."
        )
    else:
        reason = "L’installation des paquets Python a échoué."
    # After a network error, pip reports missing versions, which is misleading: do not quote it.
    quoted = "\n".join(f"  {line}" for line in (network_errors or output)[-12:])
    return f"\n{reason}\nCe qu’en dit pip :\n{quoted}\n"


def say(text: str) -> None:
    print(text, flush=True)


def main(kind: str) -> None:
    if is_current(kind):
        return
    # PYTHONHOME of another environment would change the location of the standard library.
    os.environ.pop("PYTHONHOME", None)
    try:
        create()
    except (OSError, subprocess.CalledProcessError) as error:
        raise SystemExit(f"\nL’environnement .venv n’a pas pu être créé : {error}\n") from error
    install(kind)
    # `dev` includes the packages of `run`.
    for name in ["run", "dev"] if kind == "dev" else [kind]:
        stamp_path(name).write_text(fingerprint(name), encoding="ascii")


if __name__ == "__main__":
    main(sys.argv[1])
