"""Fetch the server once, and find the Java that runs it."""

import re
import shutil
import subprocess
import zipfile
from pathlib import Path

from tests.services.elasticsearch.errors import ElasticsearchError

VERSION = "8.19.21"
JAVA_VERSION = 17
ARTIFACT = "org.elasticsearch.distribution.integ-test-zip:elasticsearch:{}:zip"
COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy"
CACHE = Path(__file__).resolve().parents[3] / "var" / "elasticsearch"
TO_INSTALL = (
    "  Debian, Ubuntu : sudo apt install openjdk-17-jre-headless maven\n"
    "  macOS          : brew install openjdk@17 maven"
)


def java_home() -> Path:
    """Return the folder of a Java that is recent enough: the one on PATH."""
    program = shutil.which("java")
    if program is None:
        raise ElasticsearchError(
            f"Java n’est pas installé : Elasticsearch en a besoin.\n{TO_INSTALL}"
        )
    said = subprocess.run([program, "-version"], capture_output=True, text=True, check=False).stderr
    version = re.search(r'version "(\d+)', said)
    if version is None or int(version[1]) < JAVA_VERSION:
        found = version[1] if version else "inconnue"
        raise ElasticsearchError(
            f"Java est trop ancien (version {found}) : il faut la version {JAVA_VERSION} "
            f"ou une plus récente.\n{TO_INSTALL}"
        )
    # /usr/bin/java is a chain of links to …/jvm/<version>/bin/java.
    return Path(program).resolve().parent.parent


def archive() -> Path:
    """Return the path of the server's archive; Maven fetches it the first time (107 MB)."""
    path = CACHE / f"elasticsearch-{VERSION}.zip"
    if path.exists():
        return path
    maven = shutil.which("mvn")
    if maven is None:
        raise ElasticsearchError(
            f"Maven n’est pas installé : il télécharge Elasticsearch, une seule fois.\n{TO_INSTALL}"
        )
    partial = CACHE / "partial"
    command = [maven, "--quiet", "--batch-mode", COPY, f"-Dartifact={ARTIFACT.format(VERSION)}"]
    done = subprocess.run(
        [*command, f"-DoutputDirectory={partial}"], capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise ElasticsearchError(
            f"Maven n’a pas pu télécharger Elasticsearch {VERSION}. Vérifiez la connexion au "
            f"réseau et les réglages de Maven, puis relancez.\n{done.stdout.strip()}"
        )
    # Atomic: Maven may be interrupted.
    (partial / path.name).replace(path)
    partial.rmdir()
    return path


def unpack(folder: Path) -> Path:
    """Unpack the server into a folder, unless it is there; return its path."""
    server = folder / f"elasticsearch-{VERSION}"
    if not server.exists():
        partial = folder / "unpacking"
        shutil.rmtree(partial, ignore_errors=True)
        with zipfile.ZipFile(archive()) as source:
            source.extractall(partial)
        for program in (partial / server.name / "bin").iterdir():
            program.chmod(0o755)  # zipfile does not restore the executable bit
        (partial / server.name).rename(server)
    return server
