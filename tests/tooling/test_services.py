from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings

from tests.services.elasticsearch import distribution
from tests.services.elasticsearch.errors import ElasticsearchError


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    return yaml.safe_load((settings.BASE_DIR / "compose.yaml").read_text(encoding="utf-8"))


def profile(compose: dict[str, Any], name: str) -> list[str]:
    return [key for key, one in compose["services"].items() if name in one["profiles"]]


def test_the_servers_of_compose_are_reached_from_this_machine_only(compose: dict[str, Any]) -> None:
    names = [*profile(compose, "development"), *profile(compose, "cluster")]
    ports = [port for name in names for port in compose["services"][name]["ports"]]
    assert len(ports) == len(set(ports)) == 5
    assert all(port.startswith("127.0.0.1:") for port in ports)


def test_a_cluster_of_three_is_asked_for_by_name(compose: dict[str, Any]) -> None:
    assert profile(compose, "cluster") == ["elasticsearch-1", "elasticsearch-2", "elasticsearch-3"]
    assert profile(compose, "development") == ["postgresql", "elasticsearch"]


def test_docker_and_the_recipe_run_the_same_elasticsearch(compose: dict[str, Any]) -> None:
    image = compose["services"]["elasticsearch"]["image"]
    assert image.endswith(f":{distribution.VERSION}")


def test_missing_java_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(distribution.shutil, "which", lambda name: None)
    with pytest.raises(ElasticsearchError, match=r"Java n’est pas installé(.|\n)*apt install"):
        distribution.java_home()


def test_too_old_java_is_reported(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    java = tmp_path / "java"
    java.write_text("#!/bin/sh\necho 'openjdk version \"11.0.2\"' >&2\n", encoding="ascii")
    java.chmod(0o755)
    monkeypatch.setattr(distribution.shutil, "which", lambda name: str(java))
    with pytest.raises(ElasticsearchError, match="trop ancien .version 11."):
        distribution.java_home()


def test_missing_maven_error_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(distribution, "CACHE", tmp_path)
    monkeypatch.setattr(distribution.shutil, "which", lambda name: None)
    with pytest.raises(ElasticsearchError, match=r"Maven n’est pas installé(.|\n)*apt install"):
        distribution.archive()


def test_a_fetched_server_is_not_fetched_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(distribution, "CACHE", tmp_path)
    monkeypatch.setattr(distribution.shutil, "which", lambda name: None)
    archive = tmp_path / f"elasticsearch-{distribution.VERSION}.zip"
    archive.write_bytes(b"")
    assert distribution.archive() == archive
