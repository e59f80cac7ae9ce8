"""A site of the oldest version whose migrations still apply is brought to the present one."""

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from hub.backup.archive import ArchiveReader
from tests.browser.site import HOST, free_port
from tests.services import postgresql
from tests.services.restore_drill import Place

# Written by `tests.upgrade.write_backup`, named by the date of its version (commit 006431a1).
OLDEST = Path(__file__).with_name("site-2026-11-23.zip")

# What an editor does with a page of the former version: open it, and save it as it is.
EDITING = """
from django.contrib.auth import get_user_model
from django.test import Client
from wagtail.models import Page
client = Client(SERVER_NAME="127.0.0.1")
client.force_login(get_user_model().objects.create_superuser("essai"))
for page in Page.objects.filter(depth__gt=1).specific():
    response = client.get(f"/admin/pages/{page.pk}/edit/")
    assert response.status_code == 200, (page.title, response.status_code)
    page.save_revision()
    if page.live and page.url:
        response = client.get(page.url, follow=True)
        assert response.status_code == 200, (page.title, response.status_code)
    for revision in page.revisions.all():
        revision.as_object()
"""
COUNTS = """
from django.apps import apps
lost = {{
    label: (count, apps.get_model(label)._base_manager.count())
    for label, count in {counts}.items()
    if apps.get_model(label)._base_manager.count() < count
}}
assert not lost, lost
"""
# Rows of people: none may be lost.
CONTENT = (
    "agenda.EventPage",
    "core.HubDocument",
    "core.HubImage",
    "core.HubPage",
    "core.PageTerritory",
    "core.PageTheme",
    "home.FreePage",
    "inspiration.InitiativePage",
    "inspiration.InitiativeResult",
    "newsletters.NewsletterPage",
    "people.Organisation",
    "people.Person",
    "podcasts.EpisodePage",
    "territories.Territory",
    "themes.Theme",
    "wagtailcore.Page",
    "wagtailcore.Revision",
)


@pytest.fixture(params=["sqlite", "postgresql"])
def own_server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """An empty site of the present version, on a database of its own."""
    with ExitStack() as ending:
        database = ""
        if request.param == "postgresql":
            folder = Path(ending.enter_context(tempfile.TemporaryDirectory(prefix="hub-upgrade-")))
            folder.chmod(0o755)  # PostgreSQL runs as another account if the tests run as root
            database = ending.enter_context(
                postgresql.server(folder / "data", postgresql.free_port(), postgresql.THROWAWAY)
            )
        place = Place(tmp_path / "site", f"http://{HOST}:{free_port()}", database)
        place.folder.mkdir()
        yield place


def test_a_former_site_keeps_its_content_and_every_page_answers(own_server: Place) -> None:
    with ArchiveReader(OLDEST) as archive:
        counts = {label: archive.manifest.counts[label] for label in CONTENT}
    commands: list[tuple[str | Path, ...]] = [
        ("collectstatic", "--no-input", "--verbosity=0"),
        ("restore", OLDEST),
        ("migrate", "--check"),
        ("search_check",),
    ]
    if own_server.variables["DATABASE_URL"].startswith("sqlite"):
        # Every public format: the restore drill compares them on both databases.
        commands.append(("export_static", own_server.export))
    own_server.manage(*commands)
    own_server.run(COUNTS.format(counts=counts))
    own_server.run(EDITING)
