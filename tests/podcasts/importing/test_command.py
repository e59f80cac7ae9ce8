"""The command `import_podcast`."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from podcasts.models import EpisodePage, PodcastIndexPage, PodcastPage
from tests.podcasts.importing.feeds import CHANNEL, item, rss
from tests.web import Web


def run(*args: str) -> str:
    output = io.StringIO()
    call_command("import_podcast", *args, stdout=output, stderr=output)
    return output.getvalue()


LOCK = "<podcast:locked>yes</podcast:locked>"


@pytest.fixture
def feed(tmp_path: Path, podcasts: PodcastIndexPage) -> Path:
    path = tmp_path / "flux.xml"
    path.write_text(rss([item(1), item(2)]), "utf-8")
    return path


def test_command_imports_a_file_and_says_the_counts(feed: Path, tmp_path: Path) -> None:
    report = tmp_path / "rapport.json"

    first, again = run(str(feed), "--report", str(report)), run(str(feed))

    assert "2 épisodes lus\u00a0: 2 créés." in first
    assert "2 épisodes lus\u00a0: 2 inchangés." in again
    data = json.loads(report.read_text("utf-8"))
    assert data["counts"] == {"créé": 2}
    assert [episode["guid"] for episode in data["episodes"]] == ["guid-1", "guid-2"]
    assert EpisodePage.objects.count() == 2


def test_command_imports_an_address(web: Web, podcasts: PodcastIndexPage) -> None:
    run(web.add("/feed.xml", rss(item(1))), "--show", "nos-voix")

    assert PodcastPage.objects.get().slug == "nos-voix"


def test_command_fails_and_names_the_item_that_is_not_imported(feed: Path) -> None:
    feed.write_text(rss([item(1), "<item><title>Perdu</title></item>"]), "utf-8")
    output = io.StringIO()

    with pytest.raises(CommandError, match="1 élément"):
        call_command("import_podcast", str(feed), stdout=output, stderr=output)

    assert "Perdu\u00a0: non importé" in output.getvalue()
    assert EpisodePage.objects.count() == 1


@pytest.mark.parametrize("content", ["", "<html></html>", rss(channel=CHANNEL + LOCK)])
def test_command_fails_without_writing(feed: Path, content: str) -> None:
    feed.write_text(content, "utf-8")

    with pytest.raises(CommandError, match="Rien n’a été importé"):
        run(str(feed))

    assert not PodcastPage.objects.exists()


def test_command_fails_without_podcasts_page(tmp_path: Path, db: None) -> None:
    path = tmp_path / "flux.xml"
    path.write_text(rss(item(1)), "utf-8")
    PodcastIndexPage.objects.all().delete()

    with pytest.raises(CommandError, match="Podcasts"):
        run(str(path))


def test_command_refuses_a_report_that_cannot_be_written(feed: Path, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="rapport"):
        run(str(feed), "--report", str(tmp_path))

    assert not PodcastPage.objects.exists()
