"""Malicious files, read in a process with limited memory and CPU time."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from hub.newsletters.importing import NewsletterImportError, parse_letter, read_source
from tests.newsletters.importing.hostile import NEUTRALISED, REFUSED

ROOT = Path(__file__).parents[3]
# Reads every malicious file with 1 GB of memory, 120 s of CPU time, and no socket.
BOUNDED = """
import json, resource, sys
resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
resource.setrlimit(resource.RLIMIT_CPU, (120, 120))
def refuse_network(event, args):
    if event in ("socket.connect", "socket.getaddrinfo") or "/etc/" in str(args[:1]):
        raise AssertionError(event)
from tests.newsletters.importing.hostile import NEUTRALISED, REFUSED
from hub.newsletters.importing import NewsletterImportError, read_source
sys.addaudithook(refuse_network)
outcomes = {}
for name, (file, data, *_) in {**REFUSED, **NEUTRALISED}.items():
    try:
        read_source(file, data)
        outcomes[name] = "read"
    except NewsletterImportError as error:
        outcomes[name] = str(error)
json.dump(outcomes, sys.stdout)
"""


def test_twenty_hostile_files_at_least_are_tried() -> None:
    assert len(REFUSED) >= 20
    assert len(NEUTRALISED) >= 10


@pytest.mark.parametrize("name", REFUSED)
def test_hostile_file_is_refused_in_words(name: str) -> None:
    file, data, words = REFUSED[name]
    with pytest.raises(NewsletterImportError, match=words) as refusal:
        read_source(file, data)
    assert str(refusal.value).endswith(".")


@pytest.mark.parametrize("name", NEUTRALISED)
def test_hostile_file_is_read_without_harm(name: str) -> None:
    document = read_source(*NEUTRALISED[name])
    shown = " ".join(paragraph.text for paragraph in document.paragraphs)
    links = [link.url for paragraph in document.paragraphs for link in paragraph.links]
    assert "MAL" not in shown
    assert not any("MAL" in url or url.startswith(("javascript", "data", "file")) for url in links)
    assert not any("\u202e" in p.text or "\u2066" in p.text for p in document.paragraphs)
    assert parse_letter(document.paragraphs).number == 7


def test_removed_links_are_told() -> None:
    document = read_source(*NEUTRALISED["links that run"])
    assert any("« un »" in notice.replace("\u00a0", " ") for notice in document.notices)


def test_false_images_are_not_kept() -> None:
    assert read_source(*NEUTRALISED["image that is a page"]).files == {}


def test_hostile_files_stay_within_memory_and_time() -> None:
    done = subprocess.run(  # noqa: S603 - our own interpreter and text
        [sys.executable, "-c", BOUNDED], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    outcomes = json.loads(done.stdout)
    assert {name for name, answer in outcomes.items() if answer == "read"} == set(NEUTRALISED)
