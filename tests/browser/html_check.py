"""Check the HTML of the whole public site, its links and its anchors: html_check.py.

The checker is the W3C's own (Nu Html Checker), fetched once by Maven in var/, run by Java.
"""

import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.browser.crawl import Crawl, refused_form
from tests.browser.pages import choose_examples
from tests.browser.site import ROOT, Site, running_site

POM = Path(__file__).parent / "html_checker" / "pom.xml"
COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies"
CHECKER = "nu.validator.client.SimpleCommandLineValidator"
MISSING = (
    "{} est introuvable : installez Java et Maven (sur Debian : apt install default-jre-headless "
    "maven)."
)


def program(name: str) -> str:
    """Return the path of a program; raise RuntimeError, in French, when there is none."""
    path = shutil.which(name)
    if path is None:
        raise RuntimeError(MISSING.format(name))
    return path


def checker() -> tuple[str, Path]:
    """Return the folder of the checker's files, fetched when they are not there yet."""
    java, maven = program("java"), program("mvn")
    version = hashlib.sha256(POM.read_bytes()).hexdigest()[:12]
    folder = ROOT / "var" / f"html-checker-{version}"
    if not folder.exists():
        # Atomic: Maven may be interrupted.
        folder.parent.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent) as name:
            command = [maven, "--quiet", "--batch-mode", "--file", str(POM), COPY]
            result = subprocess.run(
                [*command, f"-DoutputDirectory={name}/jars"],
                check=False,
                capture_output=True,
                text=True,
            )
            if result.returncode:
                raise RuntimeError(
                    f"Maven n’a pas pu prendre le vérificateur HTML :\n{result.stdout}"
                )
            (Path(name) / "jars").rename(folder)
    return java, folder


def check(pages: dict[str, str]) -> tuple[list[str], list[str]]:
    """Return (errors, warnings) of the checker for {address: source}, as lines."""
    java, jars = checker()
    with tempfile.TemporaryDirectory(prefix="hub-html-") as name:
        addresses = {}
        for number, (address, source) in enumerate(pages.items()):
            path = Path(name) / f"{number:04}.html"
            path.write_text(source, encoding="utf-8")
            addresses[path.name] = address
        command = [java, "-Xss2m", "-cp", f"{jars}/*", CHECKER, "--format", "json"]
        result = subprocess.run(
            [*command, "--stdout", "--exit-zero-always", name],
            check=True,
            capture_output=True,
            text=True,
        )
    errors, warnings = [], []
    for message in json.loads(result.stdout)["messages"]:
        name = message.get("url", "").rpartition("/")[2]
        line = (
            f"{addresses.get(name, name)}:{message.get('lastLine', '?')}: {message['message']}\n"
            f"    {' '.join(message.get('extract', '').split())}"
        )
        (errors if message["type"] != "info" else warnings).append(line)
    return errors, warnings


def check_site(site: Site, examples: dict[str, str]) -> tuple[int, list[str], list[str]]:
    """Crawl and check a running site; return (number of pages, problems, warnings)."""
    found = Crawl(site).run()
    for name in ("contact-erreurs", "connexion-erreurs"):
        found.pages[f"{examples[name]} ({name})"] = refused_form(site, examples[name])
    errors, warnings = check(found.pages)
    return len(found.pages), found.problems + errors, warnings


def main() -> str | int:
    try:
        checker()
        with running_site() as site:
            count, problems, warnings = check_site(site, choose_examples(site))
    except RuntimeError as error:
        return str(error)
    for text, times in Counter(line.partition(": ")[2].split("\n")[0] for line in warnings).items():
        print(f"warning, {times} times: {text}")
    print("\n".join(problems))
    print(f"{count} pages, {len(problems)} errors, {len(warnings)} warnings")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
