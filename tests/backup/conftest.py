"""A site with content, its backup, and a second database to restore it in."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection, connections
from pytest_django import DjangoDbBlocker
from wagtail.models import Comment

from hub.backup.contents import kept_models
from hub.backup.writing import write_models
from tests.backup.helpers import RESTORED, show_nothing
from tests.factories import (
    DocumentFactory,
    EpisodePageFactory,
    FreePageFactory,
    ImageFactory,
    InitiativePageFactory,
    MediaFactory,
    NewsletterPageFactory,
    SuperuserFactory,
)
from tests.factories.site_tree import SiteTree


@pytest.fixture
def content(site_tree: SiteTree) -> None:
    """Pages of several types with files, versions, a comment, and an account."""
    person = SuperuserFactory()
    page = InitiativePageFactory(
        parent=site_tree.initiatives, image=ImageFactory(uploaded_by_user=person)
    )
    page.title = "L’eau\u00a0: ça coule à Saint-Éloi 🌊"
    page.save_revision(user=person)
    Comment.objects.create(
        page=page, user=person, text="Vraiment\u00a0?", contentpath="title", position="{}"
    )
    NewsletterPageFactory(parent=site_tree.letters)
    EpisodePageFactory(audio=MediaFactory())
    FreePageFactory(parent=site_tree.home)
    DocumentFactory()


@pytest.fixture
def backup_file(content: None, tmp_path: Path) -> Path:
    """The backup of the site with content."""
    path = tmp_path / "site.zip"
    write_models(path, kept_models(), default_storage, show_nothing, "default")
    return path


@pytest.fixture(scope="session")
def migrated_file(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    """A SQLite file with the tables and the rows of the migrations."""
    path = tmp_path_factory.mktemp("backup") / "migrated.sqlite3"
    with django_db_blocker.unblock():
        if connection.vendor == "sqlite":
            connection.ensure_connection()
            with closing(sqlite3.connect(path)) as copy:
                connection.connection.backup(copy)
        else:
            add_database(path)
            call_command("migrate", database=RESTORED, verbosity=0, interactive=False)
            remove_database()
    return path


def add_database(path: Path) -> None:
    """Add a SQLite file to the databases of Django, under the name RESTORED."""
    connections.databases[RESTORED] = {
        **connections.databases["default"],
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {"init_command": "PRAGMA journal_mode=WAL;"},
        "HOST": "",
        "PORT": "",
        "USER": "",
        "PASSWORD": "",
    }
    # `ensure_connection` refuses a database that the mark `django_db` does not list.
    connections[RESTORED].connect()


def remove_database() -> None:
    connections[RESTORED].close()
    del connections[RESTORED]
    del connections.databases[RESTORED]


@pytest.fixture
def use_database(db: None) -> Iterator[Callable[[Path], None]]:
    """Use a SQLite file as the database RESTORED until the end of the test."""
    yield add_database
    if RESTORED in connections.databases:
        remove_database()


@pytest.fixture
def empty_site(migrated_file: Path, tmp_path: Path, use_database: Callable[[Path], None]) -> Path:
    """The database RESTORED, as the migrations make it; return an empty folder for its media."""
    path = tmp_path / "restored.sqlite3"
    path.write_bytes(migrated_file.read_bytes())
    use_database(path)
    media = tmp_path / "media"
    media.mkdir()
    return media
