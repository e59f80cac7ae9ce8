"""Create or refresh the project's virtual environment: environment.py run|dev.

`run` installs what the site needs, `dev` adds what the tests and linters need. Standard
library only. A stamp in .venv holds a hash of the requirement files, the Python version and
the folder, so that the second call returns at once and a changed file is enough to reinstall.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import venv
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


def fingerprint(kind):
    """Return the hash of all that decides what must be installed for `kind`."""
    digest = hashlib.sha256(f"{sys.version_info[:2]} {VENV}".encode())
    for name in [*REQUIREMENTS[kind], "constraints.txt"]:
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def stamp(kind):
    return VENV / f".installed-{kind}"


def is_current(kind):
    """Tell whether the environment holds what `kind` asks for."""
    return (
        PYTHON.exists()
        and stamp(kind).exists()
        and stamp(kind).read_text(encoding="ascii") == fingerprint(kind)
    )


def answers(*arguments):
    """Tell whether the environment's Python runs with these arguments."""
    try:
        return (
            subprocess.run([PYTHON, *arguments], capture_output=True, check=False).returncode == 0
        )
    except OSError:
        return False


def create():
    """Create the environment, or create it again if it is broken, moved or of another Python."""
    wanted = f"import sys; sys.exit(sys.version_info[:2] != {sys.version_info[:2]})"
    here = VENV / "project-folder"
    if (
        answers("-c", wanted)
        and answers("-m", "pip", "--version")
        and here.exists()
        and here.read_text(encoding="utf-8") == str(VENV)
    ):
        return
    version = ".".join(map(str, sys.version_info[:3]))
    say(f"Création de l’environnement Python {version} dans .venv…")
    if VENV.exists():
        shutil.rmtree(VENV)
    venv.create(VENV, with_pip=True)
    here.write_text(str(VENV), encoding="utf-8")


def install(kind):
    """Install the packages of `kind`; raise SystemExit with a plain message if it fails."""
    say("Installation des paquets (une à trois minutes la première fois)…")
    arguments = ["--constraint", "constraints.txt"]
    for name in REQUIREMENTS[kind]:
        arguments += ["--requirement", name]
    command = [PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    command += ["--progress-bar", "off", "--retries", "2", *arguments]
    with subprocess.Popen(
        command, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as pip:
        output = follow(pip.stdout)
    if pip.returncode != 0:
        raise SystemExit(explain(output))


def follow(lines):
    """Show on a terminal how many packages came; return all that pip said, as a list."""
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


def explain(output):
    """Return a message in plain French for what pip could not do, with pip's last words."""
    refusals = [line for line in output if UNREACHABLE.search(line)]
    if refusals:
        reason = (
            "Les paquets Python n’ont pas pu être téléchargés : le dépôt ne répond pas.\n"
            "Vérifiez la connexion au réseau (et le mandataire, s’il y en a un : variable "
            "HTTPS_PROXY), puis relancez la même commande."
        )
    else:
        reason = "L’installation des paquets Python a échoué."
    # What pip says after a refused connection is about versions, and would mislead.
    quoted = "\n".join(f"  {line}" for line in (refusals or output)[-12:])
    return f"\n{reason}\nCe qu’en dit pip :\n{quoted}\n"


def say(text):
    print(text, flush=True)


def main(kind):
    if is_current(kind):
        return
    # The environment of another project must not decide where ours is made.
    os.environ.pop("PYTHONHOME", None)
    try:
        create()
    except (OSError, subprocess.CalledProcessError) as error:
        raise SystemExit(f"\nL’environnement .venv n’a pas pu être créé : {error}\n") from error
    install(kind)
    # What the tests need includes what the site needs.
    for name in ["run", "dev"] if kind == "dev" else [kind]:
        stamp(name).write_text(fingerprint(name), encoding="ascii")


if __name__ == "__main__":
    main(sys.argv[1])
