"""The script that finds a Python interpreter, on machines where parts are missing."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A minimal machine: a copy of the script, and a PATH with two system programs only."""
    programs = tmp_path / "bin"
    programs.mkdir()
    for name in ("cat", "dirname"):
        (programs / name).symlink_to(shutil.which(name))
    scripts = tmp_path / "project" / "scripts"
    scripts.mkdir(parents=True)
    shutil.copy(ROOT / "scripts" / "with-python", scripts)
    (tmp_path / "hello.py").write_text("import sys; print('hello', sys.argv[1:])\n")
    return tmp_path


def install_python(path: Path, *, version: str, has_venv: bool = True) -> Path:
    """Write a stand-in for an interpreter: it answers the questions of the script."""
    major, minor = version.split(".")
    too_old = (int(major), int(minor)) < (3, 11)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        "#!/bin/sh\n"
        'case "$2" in\n'
        f'    *print*) echo "{version}" ;;\n'
        f"    *sys.exit*) exit {int(too_old)} ;;\n"
        f"    *ensurepip*) exit {int(not has_venv)} ;;\n"
        f'    *) echo "python {version}: $*" ;;\n'
        "esac\n"
    )
    path.chmod(0o755)
    return path


def with_python(
    machine: Path, *arguments: Path | str, python: str | Path = ""
) -> subprocess.CompletedProcess[str]:
    script = machine / "project" / "scripts" / "with-python"
    return subprocess.run(  # noqa: S603
        ["/bin/sh", script, *arguments],
        env={"PATH": str(machine / "bin"), "PYTHON": str(python), "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_runs_the_script_with_its_arguments_unchanged(machine: Path) -> None:
    done = with_python(machine, machine / "hello.py", "a b", "", python=sys.executable)

    assert done.stdout == "hello ['a b', '']\n"
    assert done.returncode == 0


def test_takes_the_newest_python_when_there_are_several(machine: Path) -> None:
    for version in ("3.11", "3.13", "3.10"):
        install_python(machine / "bin" / f"python{version}", version=version)

    assert with_python(machine, "hello.py").stdout == "python 3.13: hello.py\n"


def test_passes_over_a_python_without_venv_when_another_has_it(machine: Path) -> None:
    install_python(machine / "bin" / "python3.13", version="3.13", has_venv=False)
    install_python(machine / "bin" / "python3.12", version="3.12")

    assert with_python(machine, "hello.py").stdout == "python 3.12: hello.py\n"


def test_keeps_the_python_of_the_environment_once_it_exists(machine: Path) -> None:
    install_python(machine / "bin" / "python3.13", version="3.13")
    install_python(machine / "project" / ".venv" / "bin" / "python", version="3.11")

    assert with_python(machine, "hello.py").stdout == "python 3.11: hello.py\n"


def test_named_python_has_priority_over_the_environment(machine: Path) -> None:
    chosen = install_python(machine / "elsewhere" / "python", version="3.12")
    install_python(machine / "project" / ".venv" / "bin" / "python", version="3.11")

    assert with_python(machine, "hello.py", python=chosen).stdout == "python 3.12: hello.py\n"


@pytest.mark.parametrize(
    ("version", "has_venv", "said"),
    [
        (None, True, "aucun n’a été trouvé"),
        ("3.10", True, "celui de cette machine est Python 3.10"),
        ("3.12", False, "sudo apt install python3.12-venv"),
    ],
    ids=["no python", "too old", "no venv module"],
)
def test_says_what_is_missing_when_no_python_suits(
    machine: Path, version: str | None, has_venv: bool, said: str
) -> None:
    if version:
        install_python(machine / "bin" / "python3", version=version, has_venv=has_venv)

    done = with_python(machine, "hello.py")

    assert said in done.stderr
    assert done.returncode == 1
    assert done.stdout == ""


@pytest.mark.parametrize(
    ("version", "has_venv", "said"),
    [
        (None, True, "ne désigne pas un Python qui fonctionne"),
        ("3.9", True, "est Python 3.9"),
        ("3.13", False, "python3.13-venv"),
    ],
    ids=["absent", "too old", "no venv module"],
)
def test_never_takes_another_python_than_the_one_named(
    machine: Path, version: str | None, has_venv: bool, said: str
) -> None:
    install_python(machine / "bin" / "python3", version="3.12")
    chosen = machine / "elsewhere" / "python"
    if version:
        install_python(chosen, version=version, has_venv=has_venv)

    done = with_python(machine, "hello.py", python=chosen)

    assert said in done.stderr
    assert done.returncode == 1


def test_is_executable_in_the_repository() -> None:
    assert os.access(ROOT / "scripts" / "with-python", os.X_OK)
