"""Run Lighthouse, as on a phone, on each kind of page: lighthouse.py [KIND…].

Needs Node: `npx` fetches the version named here once. Not part of the integration: its performance
scores depend on the load of the machine.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.browser.chromium import find_chromium
from tests.browser.pages import KINDS, choose_examples
from tests.browser.site import running_site

LIGHTHOUSE = "lighthouse@12.8.2"
# Minimum scores of a public page, out of 100. Pages excluded from search engines lose `seo` points
# for it: they are not examined.
MINIMUM_SCORES = {"performance": 99, "accessibility": 100, "best-practices": 100, "seo": 100}
EXAMINED_KINDS = (
    "accueil",
    "lettres",
    "lettre",
    "inspiration",
    "initiative",
    "podcasts",
    "podcast",
    "episode",
    "agenda",
    "rendez-vous",
    "themes",
    "theme",
    "territoires",
    "territoire",
    "ressource",
    "page-libre",
)
PAGE_SECONDS = 180


def read_scores(address: str) -> dict[str, Any]:
    """Return {category: score out of 100} of a page; raise RuntimeError without a report."""
    with tempfile.TemporaryDirectory(prefix="hub-lighthouse-") as folder:
        report = Path(folder) / "report.json"
        done = subprocess.run(
            [
                shutil.which("npx") or "npx",
                "--yes",
                LIGHTHOUSE,
                address,
                "--quiet",
                "--chrome-flags=--headless --no-sandbox",
                "--output=json",
                f"--output-path={report}",
            ],
            env={**os.environ, "CHROME_PATH": find_chromium()},
            capture_output=True,
            text=True,
            timeout=PAGE_SECONDS,
            check=False,
        )
        if not report.exists():
            raise RuntimeError(f"{address}: {done.stderr.strip() or done.stdout.strip()}")
        categories = json.loads(report.read_text(encoding="utf-8"))["categories"]
    scores = {name: categories[name]["score"] for name in MINIMUM_SCORES}
    if None in scores.values():  # a machine too busy to measure something
        raise RuntimeError(f"{address}: {[name for name in scores if scores[name] is None]}")
    return {name: round(100 * score) for name, score in scores.items()}


def main(arguments: list[str]) -> str | int:
    parser = argparse.ArgumentParser(description="Note chaque type de page avec Lighthouse.")
    parser.add_argument("kinds", nargs="*", metavar="type", help="types de page (tous par défaut)")
    asked = parser.parse_args(arguments).kinds or EXAMINED_KINDS
    unknown = set(asked) - {kind.name for kind in KINDS}
    if unknown:
        parser.error(f"types inconnus : {', '.join(sorted(unknown))}")
    if not shutil.which("npx") or not find_chromium():
        return "Lighthouse demande Node (npx) et Chromium : installez-les d’abord."
    low = 0
    print(f"{'':<14}" + "".join(f"{name:>16}" for name in MINIMUM_SCORES))
    with running_site() as site:
        examples = choose_examples(site)
        for name in asked:
            try:
                found = read_scores(site.address + examples[name])
            except RuntimeError as error:
                print(f"{name:<14} sans note : {error}", flush=True)
                low += 1
                continue
            low += any(found[category] < least for category, least in MINIMUM_SCORES.items())
            print(f"{name:<14}" + "".join(f"{mark:>16}" for mark in found.values()), flush=True)
    print(f"{len(asked)} pages, {low} sous les notes attendues ({MINIMUM_SCORES})")
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
