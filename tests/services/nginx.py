"""Run nginx from the configuration of `deploy/nginx/`, in front of a server of the hub."""

import contextlib
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.services.postgresql import HOST, free_port

ROOT = Path(__file__).resolve().parents[2]
CONFIGURATION = ROOT / "deploy" / "nginx" / "hub.conf"
START_SECONDS = 20
# Debian puts it where only root looks for programs.
PROGRAM_FOLDERS = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"])
MAIN = """\
{user}
daemon off;
pid {folder}/nginx.pid;
error_log stderr warn;
# As deploy/debian/install sets it.
events {{ worker_connections 4096; }}
http {{
    include /etc/nginx/mime.types;  # as the configuration of Debian does
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    scgi_temp_path {folder}/scgi;
    uwsgi_temp_path {folder}/uwsgi;
    include {folder}/hub.conf;
}}
"""


class NginxError(Exception):
    """The server cannot be started; the message says what to do, in French."""


@dataclass(frozen=True)
class Certificate:
    """The files of a certificate and of its key (PEM)."""

    chain: Path
    key: Path


@dataclass(frozen=True)
class Nginx:
    """A running nginx: its host and port, and the log of sounds."""

    address: str
    sound_log: Path


def find_program() -> str | None:
    """Return the path of nginx, or None if it is not installed."""
    return shutil.which("nginx", path=PROGRAM_FOLDERS)


def site_configuration(
    folder: Path,
    port: int,
    hub: str,
    media: Path,
    static: Path,
    certificate: Certificate | None = None,
) -> str:
    """Return `deploy/nginx/hub.conf` with our ports and paths, without TLS if no `certificate`.

    The static copy is `export/` of `folder`. Raise NginxError if the file no longer has one of the
    replaced texts.
    """
    text = CONFIGURATION.read_text(encoding="utf-8")
    certificates = "/etc/letsencrypt/live/hub.example.org"
    chain = f"ssl_certificate {certificates}/fullchain.pem;"
    key = f"ssl_certificate_key {certificates}/privkey.pem;"
    for old, new in {
        "server 127.0.0.1:8000;": f"server {hub};",
        "    listen [::]:80;\n": "",
        "    listen [::]:443 ssl http2;\n": "",
        "listen 80;": f"listen {HOST}:{free_port()};",
        "listen 443 ssl http2;": f"listen {HOST}:{port}{' ssl http2' if certificate else ''};",
        chain: f"ssl_certificate {certificate.chain};" if certificate else "",
        key: f"ssl_certificate_key {certificate.key};" if certificate else "",
        "/srv/hub/media/": f"{media}/",
        "/srv/hub/static/": f"{static}/",
        "/srv/hub/export/": f"{folder}/export/",
        "/srv/hub/app/": f"{ROOT}/",
        "/var/www/acme": f"{folder}/acme",
        "/var/log/hub/": f"{folder}/",
    }.items():
        if old not in text:
            raise NginxError(f"{CONFIGURATION} ne contient plus « {old.strip()} ».")
        text = text.replace(old, new)
    return text


@contextlib.contextmanager
def server(
    folder: Path, hub: str, media: Path, static: Path, certificate: Certificate | None = None
) -> Iterator[Nginx]:
    """Run nginx in an empty `folder`, in front of `hub` (host:port); stop it at the end.

    It speaks https with a `certificate`, http without.
    """
    program = find_program()
    if not program:
        raise NginxError("nginx n’est pas installé.\n  Debian, Ubuntu : sudo apt install nginx")
    port = free_port()
    text = site_configuration(folder, port, hub, media, static, certificate)
    (folder / "hub.conf").write_text(text, encoding="utf-8")
    # Its worker processes would not read the temporary folders of root.
    user = "user root;" if os.geteuid() == 0 else ""
    main = folder / "nginx.conf"
    main.write_text(MAIN.format(user=user, folder=folder), encoding="utf-8")
    errors = folder / "errors.log"
    with (
        errors.open("w", encoding="utf-8") as output,
        subprocess.Popen([program, "-c", main, "-p", folder], stderr=output) as process,
    ):
        try:
            wait_until_ready(process, folder / "nginx.pid", errors)
            yield Nginx(f"{HOST}:{port}", folder / "sounds.log")
        finally:
            process.terminate()


def wait_until_ready(process: subprocess.Popen[bytes], pid: Path, errors: Path) -> None:
    """Return once nginx listens, when it writes its pid; raise NginxError if it ends."""
    deadline = time.monotonic() + START_SECONDS
    while not (pid.exists() and pid.read_text(encoding="ascii").strip()):
        if process.poll() is not None or time.monotonic() > deadline:
            message = errors.read_text(encoding="utf-8").strip()
            raise NginxError(f"nginx n’a pas démarré :\n{message}")
        time.sleep(0.02)
