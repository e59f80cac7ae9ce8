"""Scripts run before the site starts: environment and port."""

import runpy
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

SCRIPTS = Path(__file__).resolve().parent.parent.parent / "scripts"


@pytest.fixture
def check_port() -> Callable[[str], Any]:
    return runpy.run_path(str(SCRIPTS / "check_port.py"))["main"]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, Any]:
    """The functions of environment.py, working in a folder of their own."""
    functions = runpy.run_path(str(SCRIPTS / "environment.py"))
    for name in ("requirements.txt", "requirements-dev.txt", "constraints.txt"):
        (tmp_path / name).write_text(name)
    functions["fingerprint"].__globals__.update(ROOT=tmp_path, VENV=tmp_path / ".venv")
    return functions


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_port_is_accepted_when_nobody_listens(
    check_port: Callable[[str], Any], taken_port: int
) -> None:
    free = int(check_port(str(taken_port)).rpartition("PORT=")[2])

    assert check_port(str(free)) is None


def test_taken_port_is_refused_with_another_to_try(
    check_port: Callable[[str], Any], taken_port: int
) -> None:
    message = check_port(str(taken_port))

    assert f"Le port {taken_port} est déjà pris" in message
    assert "make run PORT=" in message


@pytest.mark.parametrize("text", ["", "abc", "0", "70000", "8000 ", "-1", "٣"])
def test_port_that_is_not_a_port_number_is_refused(
    check_port: Callable[[str], Any], text: str
) -> None:
    assert "n’est pas un numéro de port" in check_port(text)


@pytest.mark.parametrize("name", ["requirements.txt", "constraints.txt"])
def test_changed_requirements_change_the_fingerprint(
    environment: dict[str, Any], tmp_path: Path, name: str
) -> None:
    before = environment["fingerprint"]("run")

    (tmp_path / name).write_text("another package")

    assert environment["fingerprint"]("run") != before


def test_development_packages_leave_the_fingerprint_of_the_site_alone(
    environment: dict[str, Any], tmp_path: Path
) -> None:
    site, development = (environment["fingerprint"](kind) for kind in ("run", "dev"))

    (tmp_path / "requirements-dev.txt").write_text("another package")

    assert environment["fingerprint"]("run") == site
    assert environment["fingerprint"]("dev") != development


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("NewConnectionError: [Errno 111] Connection refused", "le dépôt ne répond pas"),
        ("Temporary failure in name resolution", "le dépôt ne répond pas"),
        ("No space left on device", "L’installation des paquets Python a échoué"),
    ],
)
def test_failed_installation_is_explained_with_the_last_words_of_pip(
    environment: dict[str, Any], said: str, expected: str
) -> None:
    message = environment["explain"](["Looking in indexes", said])

    assert expected in message
    assert said in message
