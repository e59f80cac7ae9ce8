"""A site with content of each kind, and its export."""

from collections.abc import Callable
from pathlib import Path

import pytest

from hub.static_export.exporting import ExportReport, export_site
from hub.themes.models import Theme
from tests.factories import (
    EpisodePageFactory,
    EventPageFactory,
    ImageFactory,
    InitiativePageFactory,
    MediaFactory,
    NewsletterPageFactory,
)
from tests.factories import blocks as make
from tests.factories.site_tree import SiteTree

Exporter = Callable[[], ExportReport]


@pytest.fixture
def content(site_tree: SiteTree) -> SiteTree:
    """Pages of several types, with an image, a document, a sound and a theme."""
    InitiativePageFactory(
        slug="le-velo",
        image=ImageFactory(ready=True),
        body=[make.document()],
        themes=[Theme.objects.get(slug="mobilite")],
    )
    NewsletterPageFactory(slug="lettre-1")
    EpisodePageFactory(slug="le-vent", audio=MediaFactory())
    EventPageFactory(slug="la-fete")
    return site_tree


@pytest.fixture
def export(content: SiteTree, tmp_path: Path) -> Exporter:
    """Export the site below `tmp_path`."""
    return lambda: export_site(tmp_path, lambda *_: None)


@pytest.fixture
def current(tmp_path: Path) -> Path:
    """The folder of the version that is served."""
    return tmp_path / "current"
