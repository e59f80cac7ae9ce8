"""The export holds what any reader sees, as the site answers it, and nothing else."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.http import HttpRequest
from django.test import Client
from wagtail.models import PageViewRestriction

from hub.core.models import HubDocument, HubImage
from hub.static_export import requesting
from inspiration.models import InitiativePage
from podcasts.delivery.responses import INTERNAL_LOCATION
from podcasts.models import EpisodePage, PodcastMedia
from tests.factories import InitiativePageFactory
from tests.factories import blocks as make
from tests.factories.site_tree import SiteTree
from tests.static_export.conftest import Exporter

pytestmark = pytest.mark.django_db


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_every_address_and_format_has_the_bytes_of_the_site(
    export: Exporter, current: Path, client: Client
) -> None:
    export()

    sound = EpisodePage.objects.get().sound_url
    document = HubDocument.objects.get().url
    for address, name in {
        "/": "index.html",
        "/sitemap.xml": "sitemap.xml",
        "/robots.txt": "robots.txt",
        "/lettres/": "lettres/index.html",
        "/lettres/lettre-1/": "lettres/lettre-1/index.html",
        "/lettres/lettre-1/texte/": "lettres/lettre-1/texte/index.txt",
        "/inspiration/le-velo/": "inspiration/le-velo/index.html",
        "/themes/mobilite/": "themes/mobilite/index.html",
        "/inspiration.rss": "inspiration.rss",
        "/inspiration.json": "inspiration.json",
        "/inspiration.csv": "inspiration.csv",
        "/inspiration.geojson": "inspiration.geojson",
        "/agenda.ics": "agenda.ics",
        "/adresse-inconnue/": "404.html",
        document: document.lstrip("/"),
        sound: sound.lstrip("/"),
    }.items():
        response = client.get(address)
        expected = b"".join(response) if response.streaming else response.content
        assert (current / name).read_bytes() == expected, address


def test_renditions_and_static_files_are_those_that_pages_load(
    export: Exporter, current: Path
) -> None:
    export()

    renditions = {rendition.file.name for rendition in HubImage.objects.get().renditions.all()}
    exported = names(current)
    assert {name for name in exported if name.startswith("media/images/")} <= {
        f"media/{name}" for name in renditions
    }
    assert any(name.startswith("media/images/") for name in exported)
    assert {"static/css/foundation.css", "static/img/favicon.svg"} <= exported
    # `collectstatic` leaves hidden files out: the manifest of production does not have them.
    assert not [name for name in exported if "/." in name]


def test_forms_the_search_and_the_admin_are_left_out(export: Exporter, current: Path) -> None:
    InitiativePage.objects.update(contact_email="contact@example.org")

    report = export()

    assert "/inspiration/le-velo/contact/" in report.left_out
    exported = names(current)
    assert not [name for name in exported if "contact" in name]
    assert not [name for name in exported if name.startswith(("admin/", "recherche/", "_util/"))]


def test_private_pages_and_their_files_are_not_in_the_export(
    export: Exporter, current: Path
) -> None:
    for page in (InitiativePage.objects.get(), EpisodePage.objects.get()):
        PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)

    export()

    exported = names(current)
    assert "inspiration/index.html" in exported
    for folder in ("inspiration/le-velo/", "documents/", "sons/", "media/media/"):
        assert not [name for name in exported if name.startswith(folder)], folder


def test_a_private_document_of_a_public_page_is_not_in_the_export(
    export: Exporter, current: Path
) -> None:
    document = HubDocument.objects.get()
    collection = document.collection.add_child(name="Réservée")
    collection.view_restrictions.create(restriction_type=PageViewRestriction.LOGIN)
    HubDocument.objects.filter(pk=document.pk).update(collection=collection)
    page = InitiativePageFactory(
        slug="autre", body=[make.paragraph(f'<a href="{document.url}">Le dossier</a>')]
    )

    report = export()

    assert document.url in report.left_out
    exported = names(current)
    assert f"inspiration/{page.slug}/index.html" in exported
    assert not [name for name in exported if name.startswith("documents/")]


def test_pages_and_themes_of_a_list_are_followed(export: Exporter, current: Path) -> None:
    for _ in range(30):
        InitiativePageFactory()

    export()

    assert (current / "_parametres/page=2/inspiration/index.html").is_file()
    assert (current / "_parametres/page=2/inspiration.json").is_file()
    queries = {path.name for path in (current / "_parametres").iterdir()}
    assert all(name.startswith(("page=", "theme=", "quand=")) for name in queries)


def test_unchanged_pages_are_not_rewritten_and_deleted_ones_disappear(
    export: Exporter, current: Path
) -> None:
    first = export()
    letter, path = current / "lettres/lettre-1/index.html", "inspiration/le-velo/index.html"
    before = letter.stat()
    assert (first.counts.unchanged, first.counts.removed) == (0, 0)

    again = export()

    assert again.counts.written == 0
    assert again.counts.unchanged == first.counts.written
    InitiativePage.objects.get(slug="le-velo").delete()
    changed = export()
    assert not (current / path).exists()
    assert changed.counts.removed > 0
    assert changed.counts.written > 0
    assert (letter.stat().st_ino, letter.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_an_error_of_the_site_leaves_the_former_version_served(
    export: Exporter, current: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export()
    before = current.resolve()

    def fail(self: InitiativePage, request: HttpRequest) -> None:
        raise RuntimeError("this page fails")

    monkeypatch.setattr(InitiativePage, "serve", fail)
    with pytest.raises(CommandError, match="500 /inspiration/le-velo/"):
        call_command("export_static", current.parent)

    assert current.resolve() == before
    assert [path.name for path in before.parent.iterdir()] == [before.name]


def test_a_sound_that_nginx_would_send_is_exported(
    export: Exporter, current: Path, settings: pytest.FixtureRequest
) -> None:
    settings.SOUND_SERVER = "nginx"

    export()

    exported = current / EpisodePage.objects.get().sound_url.lstrip("/")
    media = PodcastMedia.objects.get()
    assert exported.read_bytes() == Path(media.file.path).read_bytes()
    assert requesting.INTERNAL_LOCATION == INTERNAL_LOCATION


def test_the_command_reports_what_it_wrote_and_broken_links(
    content: SiteTree, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    InitiativePageFactory(body=[make.paragraph('<a href="/page-perdue/">Une page</a>')])

    call_command("export_static", tmp_path)

    output = capsys.readouterr()
    assert "Copie faite" in output.out
    assert output.err.splitlines() == ["Lien vers une adresse introuvable\u00a0: /page-perdue/"]
