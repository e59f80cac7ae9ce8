"""Addresses, references and versions of the export, without a site."""

import os
from pathlib import Path, PurePosixPath

import pytest

from hub.static_export.addresses import file_of, is_exported
from hub.static_export.errors import ExportError
from hub.static_export.references import has_references, references
from hub.static_export.versions import current_version, new_version

BASE = "https://hub.example.org"
PAGE = b"""<html><head><link rel="stylesheet" href="/static/a.css">
<meta property="og:image" content="https://hub.example.org/media/images/a.jpg"></head>
<body><form action="/recherche/"><input src="/i.png"></form>
<a href="../lettre-2/?page=2#bas">2</a><a href="https://example.org/x">x</a>
<a href="http://[">?</a><a href="mailto:a@example.org">m</a>
<img src="/media/images/b.jpg" srcset="/media/images/c.jpg 400w, /media/images/d.jpg 800w">
</body></html>"""


@pytest.mark.parametrize(
    ("address", "is_kept"),
    [
        ("/lettres/", True),
        ("/lettres/?page=2", True),
        ("/lettres/?theme=mobilite", True),
        ("/agenda/?quand=passes&page=3", True),
        ("/lettres/?theme=a&theme=b", False),
        ("/lettres/?q=", False),
        ("/lettres/?page=2&theme=a", False),
        ("/lettres/?page=../x", False),
    ],
)
def test_the_export_holds_few_queries(address: str, is_kept: bool) -> None:
    assert is_exported(address) is is_kept


@pytest.mark.parametrize(
    ("address", "content_type", "name"),
    [
        ("/", "text/html", "index.html"),
        ("/lettres/1/texte/", "text/plain", "lettres/1/texte/index.txt"),
        ("/lettres.rss", "application/rss+xml", "lettres.rss"),
        ("/lettres/?page=2", "text/html", "_parametres/page=2/lettres/index.html"),
        ("/documents/1/%C3%A9t%C3%A9.pdf", "application/pdf", "documents/1/été.pdf"),
        ("/x/", "application/pdf", None),
        ("/a/%2e%2e/%2e%2e/b", "text/html", None),
        ("/a%00b", "text/html", None),
        (f"/{'é' * 200}.pdf", "application/pdf", None),
    ],
)
def test_the_file_of_an_address(address: str, content_type: str, name: str | None) -> None:
    assert file_of(address, content_type) == (PurePosixPath(name) if name else None)


def test_the_references_of_a_page_are_its_links_and_files() -> None:
    found = set(references(PAGE, "text/html", "/lettres/lettre-1/", BASE))

    assert found == {
        "/static/a.css",
        "/lettres/lettre-2/?page=2",
        *(f"/media/images/{letter}.jpg" for letter in "abcd"),
    }


def test_the_references_of_a_feed_are_its_absolute_addresses() -> None:
    feed = b'<rss><a url="https://hub.example.org/x.json?theme=a&amp;page=2"/>/relative</rss>'

    assert has_references("application/rss+xml")
    assert not has_references("text/csv")
    found = set(references(feed, "application/rss+xml", "/x.rss", BASE))
    assert found == {"/x.json?theme=a&page=2"}
    assert list(references(b"", "text/html", "/", BASE)) == []


def test_a_stored_file_is_linked_and_replaced_when_it_changes(tmp_path: Path) -> None:
    source = tmp_path / "sound.mp3"
    source.write_bytes(b"sound")
    folder, name = tmp_path / "export", PurePosixPath("sons/1.mp3")

    for expected in ((0, 1), (1, 0)):
        with new_version(folder) as version:
            version.add_file(name, source)
            counts = version.publish()
        assert (counts.unchanged, counts.written) == expected
    assert (folder / "current" / name).samefile(source)
    source.unlink()
    source.write_bytes(b"another sound")
    with new_version(folder) as version:
        version.add_file(name, source)
        version.publish()
    assert (folder / "current" / name).read_bytes() == b"another sound"


def test_a_stored_file_of_another_disk_is_copied_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "sound.mp3"
    source.write_bytes(b"sound")
    link = os.link

    def refuse(old: Path, new: Path) -> None:
        if old == source:
            raise OSError("Invalid cross-device link")
        link(old, new)

    monkeypatch.setattr(os, "link", refuse)
    for expected in ((0, 1), (1, 0)):
        with new_version(tmp_path / "export") as version:
            version.add_file(PurePosixPath("1.mp3"), source)
            counts = version.publish()
        assert (counts.unchanged, counts.written) == expected


def write_interrupted(folder: Path) -> None:
    with new_version(folder) as version:
        version.add(PurePosixPath("a.html"), [b"second"])
        raise KeyboardInterrupt


def test_an_interrupted_version_is_not_served(tmp_path: Path) -> None:
    with new_version(tmp_path) as version:
        version.add(PurePosixPath("a.html"), [b"first"])
        version.publish()
    before = current_version(tmp_path)

    with pytest.raises(KeyboardInterrupt):
        write_interrupted(tmp_path)

    assert current_version(tmp_path) == before
    assert (tmp_path / "current/a.html").read_bytes() == b"first"
    killed = tmp_path / "versions" / "7"
    killed.mkdir()
    with new_version(tmp_path) as version:
        assert not killed.exists()
        with pytest.raises(ExportError, match="Une autre copie"), new_version(tmp_path):
            pass


def test_a_folder_with_other_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thesis.odt").touch()

    with pytest.raises(ExportError, match=r"thesis\.odt"), new_version(tmp_path):
        pass
