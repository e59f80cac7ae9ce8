"""The files of `deploy/` that the tests of production do not run: containers, units, scripts."""

import re
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings

DEPLOY = Path(settings.BASE_DIR) / "deploy"
SERVICES = sorted(path.name for path in (DEPLOY / "systemd").glob("*.service"))
SCRIPTS = ["release", *(f"debian/{name}" for name in ("install", "update", "backup", "hub-manage"))]
HARDENING = {
    "NoNewPrivileges": "yes",
    "PrivateTmp": "yes",
    "PrivateDevices": "yes",
    "ProtectSystem": "strict",
    "ProtectHome": "yes",
    "RestrictSUIDSGID": "yes",
    "LockPersonality": "yes",
    "CapabilityBoundingSet": "",
}
# Of `systemd-analyze security`, from 0 (safe) to 10; an unconfined service has 9.6.
MAX_EXPOSURE = 25  # tenths


def unit(name: str) -> dict[str, str]:
    """Return the last value of each key of a unit."""
    text = (DEPLOY / "systemd" / name).read_text(encoding="utf-8")
    return dict(re.findall(r"(?m)^(\w+)=(.*)$", text))


def run(
    command: list[str], variables: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own commands
        command, env=variables, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    return yaml.safe_load((settings.BASE_DIR / "compose.yaml").read_text(encoding="utf-8"))


def of_profile(compose: dict[str, Any], *profiles: str) -> dict[str, dict[str, Any]]:
    return {
        name: service
        for name, service in compose["services"].items()
        if set(service.get("profiles", [])) & set(profiles)
    }


def test_the_profile_of_production_has_the_processes_of_the_site(compose: dict[str, Any]) -> None:
    assert set(of_profile(compose, "production")) == {
        "nginx",
        "web",
        "worker",
        "migrate",
        "database",
        "cache",
    }
    assert set(of_profile(compose, "elasticsearch")) == {"search"}
    assert all(service.get("profiles") for service in compose["services"].values())


def test_containers_of_production_have_no_privilege(compose: dict[str, Any]) -> None:
    for name, service in of_profile(compose, "production").items():
        assert service["read_only"] is True, name
        assert service["cap_drop"] == ["ALL"], name
        assert service["security_opt"] == ["no-new-privileges:true"], name
        assert not service.get("privileged"), name
        assert all(not volume.startswith("/var/run") for volume in service.get("volumes", []))
    hub = [service for service in compose["services"].values() if service["image"] == "hub-web"]
    assert len(hub) == 3
    assert not any("cap_add" in service for service in hub)


def test_only_nginx_is_reached_from_outside(compose: dict[str, Any]) -> None:
    services = of_profile(compose, "production", "elasticsearch")
    assert [name for name, service in services.items() if "ports" in service] == ["nginx"]
    assert compose["networks"]["inside"]["internal"] is True
    for name in ("database", "cache", "search"):
        assert services[name]["networks"] == ["inside"]


def test_the_database_is_migrated_once_before_the_site_starts(compose: dict[str, Any]) -> None:
    services = of_profile(compose, "production")
    assert services["migrate"]["restart"] == "no"
    for name in ("web", "worker"):
        assert services[name]["depends_on"]["migrate"] == {
            "condition": "service_completed_successfully"
        }
    assert services["migrate"]["depends_on"] == {"database": {"condition": "service_healthy"}}


def test_named_volumes_keep_the_data(compose: dict[str, Any]) -> None:
    used = {
        volume.split(":")[0]
        for service in of_profile(compose, "production", "elasticsearch").values()
        for volume in service.get("volumes", [])
        if not volume.startswith("$")
    }
    assert used == {"media", "sound-logs", "backups", "export", "database", "search"}
    assert used <= set(compose["volumes"])


def test_nginx_trusts_and_finds_the_site_by_fixed_addresses(compose: dict[str, Any]) -> None:
    services = of_profile(compose, "production")
    proxy = services["nginx"]["networks"]["inside"]["ipv4_address"]
    web = services["web"]["networks"]["inside"]["ipv4_address"]

    assert services["web"]["environment"]["TRUSTED_PROXIES"] == proxy
    dockerfile = (DEPLOY / "docker" / "Dockerfile").read_text(encoding="utf-8")
    assert f"server {web}:8000;" in dockerfile


def test_compose_holds_no_secret(compose: dict[str, Any]) -> None:
    for name, service in of_profile(compose, "production").items():
        for variable, value in service.get("environment", {}).items():
            if re.search(r"PASSWORD|KEY|TOKEN", variable):
                assert value == f"${{{variable}:-}}", name
    example = (DEPLOY / "docker" / "production.env.example").read_text(encoding="utf-8")
    assert re.search(r"(?m)^SECRET_KEY=$", example)
    ignored = (Path(settings.BASE_DIR) / ".gitignore").read_text(encoding="utf-8")
    assert "/deploy/docker/production.env\n" in ignored


def test_the_image_is_pinned_without_root_and_without_secrets() -> None:
    text = (DEPLOY / "docker" / "Dockerfile").read_text(encoding="utf-8")
    stages = dict(re.findall(r"(?m)^FROM (\S+) AS (\w+)$", text))
    assert list(stages.values()) == ["build", "nginx"] or len(re.findall(r"(?m)^FROM", text)) == 3
    assert all(re.search(r":\d+\.\d+\.\d+", image) for image in stages)
    web = text.split("AS web", 1)[1].split("\nFROM ", 1)[0]
    assert re.search(r"(?m)^USER 10001:10001$", web)
    assert "HEALTHCHECK" in web
    assert re.search(r"(?m)^CMD \[", web)
    assert not re.search(r"(?m)^(ENV|ARG) .*(SECRET|PASSWORD|KEY)", text)
    ignored = (Path(settings.BASE_DIR) / ".dockerignore").read_text(encoding="utf-8").split("\n")
    assert {".git", "var", "media", ".env", "**/*.env", "tests"} <= set(ignored)


def test_the_replacements_of_the_image_match_the_site_of_nginx() -> None:
    """Each `sed` of the image and of the Debian script must find its text in hub.conf."""
    site = (DEPLOY / "nginx" / "hub.conf").read_text(encoding="utf-8")
    for file in ("docker/Dockerfile", "debian/install"):
        text = (DEPLOY / file).read_text(encoding="utf-8")
        patterns = re.findall(r"-e ['\"](?:s\|([^|]+)\||/([^/]+)/d)", text)
        assert patterns, file
        for replaced, deleted in patterns:
            assert re.search(replaced or deleted, site), (file, replaced or deleted)


@pytest.mark.parametrize("name", SERVICES)
def test_each_service_is_confined_and_bounded(name: str) -> None:
    values = unit(name)

    assert values["User"] == "hub"
    assert {key: values.get(key) for key in HARDENING} == HARDENING
    assert values["MemoryMax"]
    assert values["EnvironmentFile"] == "/etc/hub/hub.env"
    if values["Type"] != "oneshot":
        assert (values["Restart"], values["StartLimitIntervalSec"]) == ("always", "0")
        # Longer than what the process gives itself: gunicorn 30 s, the worker 20 s.
        assert int(values["TimeoutStopSec"]) > 30


@pytest.mark.parametrize("name", SERVICES)
def test_systemd_accepts_each_service_and_finds_it_confined(name: str, tmp_path: Path) -> None:
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        # Without systemd, the keys at least have values.
        assert all(unit(name)[key] for key in ("ExecStart", "WorkingDirectory"))
        return
    text = (DEPLOY / "systemd" / name).read_text(encoding="utf-8")
    copy = tmp_path / name
    # The programs of the installed site exist here under another path.
    command = shlex.split(unit(name)["ExecStart"])[0]
    copy.write_text(text.replace(command, "/bin/true"), encoding="utf-8")

    verified = run([analyze, "verify", "--man=no", str(copy)])
    assert verified.returncode == 0, verified.stderr
    ours = [line for line in verified.stderr.splitlines() if name in line]
    assert ours == []
    secured = run([analyze, "security", "--offline=yes", f"--threshold={MAX_EXPOSURE}", str(copy)])
    assert secured.returncode == 0, secured.stdout


@pytest.mark.parametrize("name", SERVICES)
def test_the_program_of_each_service_exists_in_the_code(name: str) -> None:
    program, *arguments = shlex.split(unit(name)["ExecStart"])
    if "/.venv/" in program:
        paths = [argument for argument in arguments if argument.endswith(".py")]
    else:
        paths = [program.removeprefix("/srv/hub/app/")]
    assert paths
    assert all((settings.BASE_DIR / path).exists() for path in paths)


def test_each_timer_has_its_service_and_catches_up() -> None:
    timers = sorted(path.name for path in (DEPLOY / "systemd").glob("*.timer"))
    assert timers == ["hub-backup.timer", "hub-downloads.timer", "hub-export.timer"]
    for name in timers:
        assert name.replace(".timer", ".service") in SERVICES
        assert unit(name)["Persistent"] == "true"


@pytest.mark.parametrize("name", [*SCRIPTS, "debian/wait-until-ready"])
def test_each_script_is_executable_and_parses(name: str) -> None:
    script = DEPLOY / name
    text = script.read_text(encoding="utf-8")

    assert script.stat().st_mode & 0o111
    assert re.search(r"(?m)^set -eu", text)
    done = run(["bash", "-n", str(script)])
    assert (done.returncode, done.stderr) == (0, "")


def test_the_settings_of_debian_have_no_quotes_and_no_value_left_out() -> None:
    text = (DEPLOY / "debian" / "hub.env").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    assert all(re.fullmatch(r"[A-Z_]+=[^\s\"'$`]+", line) for line in lines)
    install = (DEPLOY / "debian" / "install").read_text(encoding="utf-8")
    assert {mark for line in lines for mark in re.findall(r"@\w+@", line)} == set(
        re.findall(r"//(@\w+@)/", install)
    )


def test_old_backups_are_deleted_but_one_a_month(tmp_path: Path) -> None:
    """`deploy/debian/backup`, with commands that write and verify an empty file."""
    python = tmp_path / "python"
    python.write_text('#!/bin/sh\n[ "$2" = verify ] || : >"$3"\n', encoding="ascii")
    python.chmod(0o755)
    folder = tmp_path / "backups"
    folder.mkdir()
    names = [
        f"hub-2026-{month:02}-{day:02}-023000.zip" for month in (9, 10) for day in range(1, 21)
    ]
    for name in [*names, "hub-2019-01-01-023000.zip", "avant-la-fusion.zip"]:
        (folder / name).touch()

    done = run(
        ["bash", str(DEPLOY / "debian" / "backup"), str(folder)],
        {"PATH": "/usr/bin:/bin", "PYTHON": str(python), "MANAGE": "-", "KEEP_DAYS": "5"},
    )

    assert done.returncode == 0, done.stderr
    left = sorted(path.name for path in folder.iterdir())
    new = [name for name in left if name.startswith("hub-") and name not in names]
    assert len(new) == 1
    assert set(left) - set(new) == {
        "avant-la-fusion.zip",
        "hub-2026-09-01-023000.zip",
        "hub-2026-10-01-023000.zip",
        *names[-4:],
    }
