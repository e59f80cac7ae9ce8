"""`import_newsletter` on a folder, with empty, image-only and damaged files."""

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from hub.newsletters.importing import NewsletterImportError, builder, read_source
from hub.newsletters.management.commands import import_newsletter
from hub.newsletters.models import NewsletterPage
from tests.newsletters.importing.drafts import letter
from tests.newsletters.importing.word_parts import PICTURE, word_document, word_parts
from tests.newsletters.importing.writers import PIXEL, PNG, archive

PNG_ADDRESS = "data:image/png;base64,iVBORw0KGgo="
EMPTY = {
    "bom.html": b"\xef\xbb\xbf",
    "bom16.html": b"\xff\xfe",
    "spaces.htm": b"\xef\xbb\xbf  \n\n ",
    "comment.html": b"<!-- rien -->",
    "doctype.html": b"<!doctype html>",
    "tags.html": b"<html><body><p>&nbsp;</p></body></html>",
    "vide.md": b"<!-- rien -->",
    "blank.docx": archive(word_parts(word_document("<w:p/>"), PNG)),
    "no-paragraph.docx": archive(word_parts(word_document(""), PNG)),
    "vide.zip": archive({"lettre.html": b"\xef\xbb\xbf"}),
}
IMAGES = {
    "image.html": b'<html><body><img src="https://exemple.invalid/a.png" alt=""></body></html>',
    "two.html": f'<p><img src="{PNG_ADDRESS}"><img src="a.png"></p>'.encode(),
    "image.docx": archive(word_parts(word_document(PICTURE), PNG)),
    "pixel.htm": b'<img src="a.gif" width="1" height="1">',
    "image.md": b"![](affiche.png)",
}


@pytest.mark.parametrize("name", EMPTY)
def test_empty_file_is_refused_in_french(name: str) -> None:
    with pytest.raises(NewsletterImportError, match="vide"):
        read_source(name, EMPTY[name])


@pytest.mark.parametrize("name", IMAGES)
def test_file_of_images_is_refused_with_the_reason(name: str) -> None:
    with pytest.raises(NewsletterImportError, match="que des images"):
        read_source(name, IMAGES[name])


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., str]:
    """Run the command on files written in a folder; return everything that it prints."""

    def run(files: dict[str, bytes], *options: str) -> str:
        folder = tmp_path / "lettres"
        for name, content in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        out = io.StringIO()
        try:
            call_command("import_newsletter", str(folder), *options, stdout=out, stderr=out)
        except CommandError as error:
            out.write(f"\nERROR {error}")
        return out.getvalue()

    return run


def letter_of(number: int) -> bytes:
    return letter(f"n° {number}", f"Les haies {number}").encode()


@pytest.mark.django_db
@pytest.mark.usefixtures("site_tree")
def test_folder_goes_on_after_bad_files_and_ends_with_a_table(
    run: Callable[..., str], tmp_path: Path
) -> None:
    hidden = '<p style="display:none">Un aperçu caché</p>'
    page = f"{hidden}<p>Lettre n° 7 : Le marché</p><p>🗣️ Édito : Planter</p><p>Les élus.</p>"
    files = {
        **EMPTY,
        **IMAGES,
        "a.txt": letter_of(4),
        "sous/z.txt": letter_of(5),
        "page.html": page.encode(),
        "notes.pdf": b"%PDF-1.4",
        ".DS_Store": b"x",
        "~$a.docx": b"x",
        "pixel.gif": PIXEL,
    }
    report = tmp_path / "r.json"
    out = run(files, "--report", str(report))
    assert set(NewsletterPage.objects.values_list("number", flat=True)) == {4, 5, 7}
    table = out[out.index("Fichier ") :].splitlines()
    assert next(row for row in table if "a.txt" in row).split()[1] == "créée"
    refused = [row for row in table if " refusée " in row]
    assert len(refused) == len(EMPTY) + len(IMAGES)
    assert all("vide" in row or "images" in row for row in refused)
    assert any("Un aperçu caché" in row for row in table)
    assert [row.split()[1] for row in table if "notes.pdf" in row or "pixel.gif" in row] == [
        "ignoré",
        "ignoré",
    ]
    assert ".DS_Store" not in out
    assert "~$a" not in out
    assert f"{len(refused)} échec(s)" in out
    assert len(json.loads(report.read_text("utf-8"))) == len(refused) + 3


@pytest.mark.django_db
@pytest.mark.usefixtures("site_tree")
def test_unexpected_error_of_one_letter_does_not_stop_the_folder(
    run: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = builder.import_letter

    def broken(document: Any, *arguments: Any) -> Any:
        if "b.txt" in document.name:
            raise KeyError("colonne")
        return real(document, *arguments)

    monkeypatch.setattr(import_newsletter, "import_letter", broken)
    out = run({f"{name}.txt": letter_of(n) for n, name in enumerate("abc", 1)})
    assert set(NewsletterPage.objects.values_list("number", flat=True)) == {1, 3}
    assert "KeyError" in out


@pytest.mark.django_db
def test_folder_without_letter_is_refused(run: Callable[..., str]) -> None:
    assert "Aucun fichier" in run({"notes.pdf": b"%PDF"})
