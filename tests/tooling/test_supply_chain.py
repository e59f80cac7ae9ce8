"""The lock file of production, the bill of materials, the licences, and who installs from them."""

import json
import re
import runpy
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent.parent
LOCK = runpy.run_path(str(ROOT / "scripts" / "lock.py"))
# GPL and AGPL, not LGPL.
COPYLEFT = re.compile(r"(?<!L)A?GPL|(?<!Lesser )General Public Licen[sc]e", re.IGNORECASE)
INSTALLERS = (
    "deploy/debian/install",
    "deploy/debian/update",
    "deploy/docker/Dockerfile",
    "docs/exploitation/mettre-a-jour.md",
)


def read(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def components() -> list[dict[str, Any]]:
    return json.loads(LOCK["SBOM"].read_text(encoding="utf-8"))["components"]


def locked_lines() -> list[str]:
    """Return the entries of the lock file, one line each."""
    return [
        line for line in read("requirements.lock").replace("\\\n", " ").splitlines() if "==" in line
    ]


def test_the_lock_has_the_pins_of_the_constraints() -> None:
    locked, constraints = (
        LOCK["pins"](read(name)) for name in ("requirements.lock", "constraints.txt")
    )

    assert len(locked) > 60
    assert locked == {name: constraints.get(name) for name in locked}


def test_the_lock_has_each_direct_package_at_an_accepted_version() -> None:
    locked = LOCK["pins"](read("requirements.lock"))
    lines = [line for line in read("requirements.txt").splitlines() if re.match(r"\w", line)]
    for requirement in map(Requirement, lines):
        version = locked[canonicalize_name(requirement.name)]
        assert requirement.specifier.contains(version), requirement


def test_each_locked_package_has_hashes() -> None:
    for line in locked_lines():
        hashes = re.findall(r"--hash=sha256:[0-9a-f]{64}(?= |$)", line)
        assert hashes, line.split()[0]
        assert len(hashes) == line.count("--hash="), line.split()[0]


def test_the_bill_of_materials_and_the_licences_are_those_of_the_lock() -> None:
    locked = LOCK["pins"](read("requirements.lock"))
    found = components()

    assert {canonicalize_name(item["name"]): item["version"] for item in found} == locked
    assert LOCK["LICENCES"].read_text(encoding="utf-8") == LOCK["licences_table"](found)


def test_each_package_of_production_declares_a_licence_that_is_neither_gpl_nor_agpl() -> None:
    licences = {item["name"]: LOCK["licences_of"](item) for item in components()}

    assert [name for name, names in licences.items() if not any(names)] == []
    assert {name: names for name, names in licences.items() if COPYLEFT.search(str(names))} == {}


def test_each_package_of_the_tests_declares_a_licence_that_is_neither_gpl_nor_agpl() -> None:
    """The names come from constraints.txt; packages of other Python versions are not installed."""
    production = LOCK["pins"](read("requirements.lock"))
    checked = {}
    for name in sorted(LOCK["pins"](read("constraints.txt")).keys() - production.keys()):
        try:
            found = metadata(name)
        except PackageNotFoundError:
            continue
        classifiers = [c for c in found.get_all("Classifier", []) if c.startswith("License")]
        named = found.get("License-Expression") or found.get("License")
        declared = [named or LOCK["UNDECLARED"].get(name, ""), *classifiers]
        # The field may hold the whole text of a licence: its first line names it.
        checked[name] = [text.strip().partition("\n")[0] for text in declared if text.strip()]

    assert len(checked) > 25
    assert [name for name, names in checked.items() if not names] == []
    assert {name: names for name, names in checked.items() if COPYLEFT.search(str(names))} == {}


@pytest.mark.parametrize(
    ("licence", "refused"),
    [
        ("GPL-3.0-only", True),
        ("AGPL-3.0-or-later", True),
        ("GNU General Public License v2", True),
        ("LGPL-3.0-only", False),
        ("GNU Lesser General Public License v3", False),
        ("BSD-3-Clause", False),
    ],
)
def test_copyleft_is_recognised(licence: str, refused: bool) -> None:
    assert bool(COPYLEFT.search(licence)) == refused


@pytest.mark.parametrize("path", INSTALLERS)
def test_production_installs_wheels_of_the_lock_with_their_hashes(path: str) -> None:
    commands = re.findall(r"pip install((?:.|\\\n)*?)(?:\n(?! )|&&|$)", read(path))

    assert commands
    for command in commands:
        assert "--require-hashes" in command
        assert "--only-binary :all:" in command
        assert re.search(r"(-r|--requirement) requirements\.lock", command)
