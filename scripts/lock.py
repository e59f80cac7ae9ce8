"""Write the lock file of production, its bill of materials and its licences: lock.py

Run after a change of requirements.txt or constraints.txt; needs the network, and the oldest
supported Python (the marker of `async-timeout` is true for 3.11.2 only). The tools are installed
in a temporary environment, and the locked packages in another one, with their hashes checked.

- requirements.lock: the packages of requirements.txt at the versions of constraints.txt, with the
  SHA-256 of every file of each one: any platform, any supported Python;
- docs/supply/sbom.cdx.json: the same packages in CycloneDX 1.6, with their declared licences;
- docs/supply/licences.md: the licences in a table.
"""

import json
import re
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
SBOM = ROOT / "docs" / "supply" / "sbom.cdx.json"
LICENCES = ROOT / "docs" / "supply" / "licences.md"
TOOLS = ("uv==0.13.9", "cyclonedx-bom==7.5.0")
OLDEST_PYTHON = "3.11"
LOCK_HEADER = """\
# Made by scripts/lock.py from requirements.txt and constraints.txt: do not edit.
# Installed in production with `pip install --require-hashes --only-binary :all:`.
"""
LICENCES_HEADER = """\
# Licences of the packages of production

Made by `scripts/lock.py` from [sbom.cdx.json](sbom.cdx.json): do not edit. See
[supply-chain.md](../features/supply-chain.md).

| package | version | licence |
|---|---|---|
"""
# Packages whose metadata have no licence: name and the licence of their repository.
UNDECLARED = {"axe-playwright-python": "MIT", "crawler-user-agents": "MIT"}
# Classifiers of metadata that have no SPDX expression.
CLASSIFIERS = {
    "License :: OSI Approved :: Apache Software License": "Apache-2.0",
    "License :: OSI Approved :: BSD License": "BSD",
    "License :: OSI Approved :: MIT License": "MIT",
    "License :: OSI Approved :: Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}
# What the declared licence of a package leaves out.
NOTES = {
    "pillow_heif": "its wheels contain libheif and libde265 (LGPL 3) and x265 (GPL 2); required by "
    "Wagtail (`Willow[heif]`)",
    "psycopg": "used unmodified",
    "psycopg-binary": "used unmodified; contains libpq (PostgreSQL licence)",
}


def run(*command: str | Path) -> None:
    """Run a program in the folder of the project; raise CalledProcessError if it fails."""
    print("$", *command, flush=True)
    subprocess.run(command, cwd=ROOT, check=True)


def write_lock(uv: Path) -> None:
    """Write requirements.lock; raise CalledProcessError if the pins do not agree."""
    run(uv, "pip", "compile", "--quiet", "--universal", "--python-version", OLDEST_PYTHON,
        "--no-header", "--no-annotate", "--generate-hashes", "--constraint", "constraints.txt",
        "--output-file", LOCK, "requirements.txt")  # fmt: skip
    LOCK.write_text(LOCK_HEADER + LOCK.read_text(encoding="utf-8"), encoding="utf-8")


def write_sbom(tools: Path, folder: Path) -> None:
    """Install the locked packages in an environment without pip, and write their SBOM."""
    environment = folder / "locked"
    run(tools / "uv", "venv", "--quiet", "--python", sys.executable, environment)
    run(tools / "uv", "pip", "sync", "--quiet", "--require-hashes", "--only-binary", ":all:",
        "--python", environment / "bin" / "python", LOCK)  # fmt: skip
    run(tools / "cyclonedx-py", "environment", "--output-reproducible", "--sv", "1.6",
        "--of", "JSON", "-o", SBOM, environment / "bin" / "python")  # fmt: skip
    content = json.loads(SBOM.read_text(encoding="utf-8"))
    for component in content["components"]:
        if component["name"] in UNDECLARED:
            licence = {"id": UNDECLARED[component["name"]], "acknowledgement": "concluded"}
            component["licenses"] = [{"license": licence}]
    SBOM.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def licences_of(component: dict[str, Any]) -> list[str]:
    """Return the licences of a component of the SBOM, as SPDX identifiers where it has them."""
    found = []
    for entry in component.get("licenses", ()):
        licence = entry.get("license", {})
        name = entry.get("expression") or licence.get("id") or licence.get("name", "")
        found.append(CLASSIFIERS.get(name, name))
    return list(dict.fromkeys(found))


def licences_table(components: Iterable[dict[str, Any]]) -> str:
    """Return the page of the licences, in Markdown."""
    rows = []
    for component in sorted(components, key=lambda item: item["name"].lower()):
        name, version = component["name"], component["version"]
        note = f" ({NOTES[name]})" if name in NOTES else ""
        rows.append(f"| {name} | {version} | {', '.join(licences_of(component))}{note} |\n")
    return LICENCES_HEADER + "".join(rows)


def pins(text: str) -> dict[str, str]:
    """Return {normalised name: version} of the pinned lines of a requirement file."""
    found = re.findall(r"(?m)^([\w.-]+)==([^\s;]+)", text)
    return {re.sub(r"[-_.]+", "-", name).lower(): version for name, version in found}


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="hub-lock-") as name:
        folder = Path(name)
        venv.create(folder / "tools", with_pip=True)
        tools = folder / "tools" / "bin"
        run(tools / "python", "-m", "pip", "install", "--quiet", *TOOLS)
        write_lock(tools / "uv")
        write_sbom(tools, folder)
    components = json.loads(SBOM.read_text(encoding="utf-8"))["components"]
    LICENCES.write_text(licences_table(components), encoding="utf-8")
    print(f"{len(components)} packages locked")


if __name__ == "__main__":
    main()
