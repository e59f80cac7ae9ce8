"""Text extraction from untrusted files: their words, or the reason of the refusal."""

import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from hub.search.attachments import program
from hub.search.attachments.extraction import ExtractionError, extract_text

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
ODT = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)


def zipped(**parts: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return file.getvalue()


def docx(body: str) -> bytes:
    document = f"<w:document {W}><w:body>{body}</w:body></w:document>"
    return zipped(word__document_xml=document)


def pdf(*lines: str, password: str | None = None) -> bytes:
    """Return a PDF of one page with these lines."""
    writer = pypdf.PdfWriter()
    page = writer.add_blank_page(300, 300)
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
            NameObject("/Encoding"): NameObject("/WinAnsiEncoding"),
        }
    )
    fonts = DictionaryObject({NameObject("/F1"): font})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    stream = DecodedStreamObject()
    words = b"".join(b"(" + line.encode("cp1252") + b") Tj T* " for line in lines)
    stream.set_data(b"BT /F1 12 Tf 14 TL 20 200 Td " + words + b"ET")
    page[NameObject("/Contents")] = writer._add_object(stream)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


@pytest.fixture
def text_of(tmp_path: Path) -> Callable[..., str]:
    def read(name: str, content: bytes, **options: float) -> str:
        path = tmp_path / name
        path.write_bytes(content)
        return extract_text(path, **options)

    return read


def test_a_pdf_gives_its_words(text_of: Callable[..., str]) -> None:
    words = text_of("a.pdf", pdf("Le règlement d’été", "du verger"))
    assert words.split("\n")[:2] == ["Le règlement d’été", "du verger"]


def test_a_docx_gives_its_paragraphs_without_what_was_deleted(text_of: Callable[..., str]) -> None:
    body = (
        "<w:p><w:r><w:t>L’été</w:t><w:tab/><w:t>des possibles</w:t></w:r></w:p>"
        "<w:p><w:del><w:r><w:delText>secret</w:delText></w:r></w:del>"
        "<w:r><w:t>À bientôt</w:t></w:r></w:p>"
    )
    assert text_of("a.docx", docx(body)) == "L’été des possibles\nÀ bientôt\n"


def test_an_odt_gives_its_paragraphs_without_what_was_deleted(text_of: Callable[..., str]) -> None:
    content = (
        f"<office:document-content {ODT}><office:body><office:text>"
        "<text:tracked-changes><text:p>secret</text:p></text:tracked-changes>"
        "<text:h>Le <text:span>verger</text:span></text:h><text:p>un<text:tab/>deux</text:p>"
        "</office:text></office:body></office:document-content>"
    )
    assert text_of("a.odt", zipped(content_xml=content)).split() == ["Le", "verger", "un", "deux"]


def test_slides_and_plain_text_give_their_words(text_of: Callable[..., str]) -> None:
    slide = f"<a:p {A}><a:r><a:t>Une diapositive</a:t></a:r></a:p>"
    name = "ppt__slides__slide1_xml"
    assert text_of("a.pptx", zipped(**{name: slide})) == "Une diapositive\n"
    assert text_of("a.txt", "L’été".encode()) == "L’été"
    assert text_of("a.txt", "été".encode("cp1252")) == "été"
    for encoding in ("utf-16", "utf-8-sig"):
        assert text_of("a.txt", "Le cœur de l’été".encode(encoding)) == "Le cœur de l’été"
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        assert text_of("a.txt", mark + "été".encode(encoding)) == "été"


def test_a_protected_pdf_says_so(text_of: Callable[..., str]) -> None:
    with pytest.raises(ExtractionError, match="protégé par un mot de passe"):
        text_of("a.pdf", pdf("secret", password="été"))


def test_a_zip_bomb_is_left_unopened(text_of: Callable[..., str]) -> None:
    bomb = docx(f"<w:p><w:t>{' ' * 80_000_000}</w:t></w:p>")
    assert len(bomb) < 1_000_000
    with pytest.raises(ExtractionError, match="grossit trop"):
        text_of("a.docx", bomb)


def test_a_false_size_in_an_archive_is_detected(text_of: Callable[..., str]) -> None:
    bomb = bytearray(docx(f"<w:p><w:t>{' ' * 80_000_000}</w:t></w:p>"))
    place = bomb.rindex(b"PK\x01\x02") + 24
    for claim in (10, 2**30):
        bomb[place : place + 4] = claim.to_bytes(4, "little")
        with pytest.raises(ExtractionError):
            text_of("a.docx", bytes(bomb))


def test_xml_entities_are_not_expanded(text_of: Callable[..., str]) -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    document = f'<!DOCTYPE d [<!ENTITY l0 "ha">{laughs}]><d><t>&l9;</t></d>'
    with pytest.raises(ExtractionError, match="DTDForbidden"):
        text_of("a.docx", zipped(word__document_xml=document))


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.odt", "a.pptx"])
def test_nonsense_is_refused_with_a_reason(text_of: Callable[..., str], name: str) -> None:
    with pytest.raises(ExtractionError, match="illisible"):
        text_of(name, os.urandom(2000))
    with pytest.raises(ExtractionError):
        text_of(name, b"")


def test_an_archive_of_something_else_is_refused(text_of: Callable[..., str]) -> None:
    with pytest.raises(ExtractionError, match="pas un fichier de ce format"):
        text_of("a.docx", zipped(autre_xml="<a/>"))


def test_an_archive_of_too_many_files_is_refused(text_of: Callable[..., str]) -> None:
    parts = {f"part{number}_xml": "<a/>" for number in range(program.PARTS + 1)}
    with pytest.raises(ExtractionError, match="trop de fichiers"):
        text_of("a.docx", zipped(**parts))


HOSTILE = """
import json, sys, time
sys.path.insert(0, {folder!r})
import program
program.limit_resources()
{body}
"""


@pytest.fixture
def hostile(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., None]:
    """Replace the reader process by this code, under the same limits."""

    def install(body: str) -> None:
        path = tmp_path / "hostile.py"
        folder = str(Path(program.__file__).parents[1])
        path.write_text(HOSTILE.format(folder=folder, body=body), encoding="utf-8")
        monkeypatch.setattr("hub.search.attachments.extraction.PROGRAM", path)

    return install


def test_a_file_that_takes_too_long_is_stopped(
    hostile: Callable[..., None], text_of: Callable[..., str]
) -> None:
    hostile("time.sleep(60)")
    with pytest.raises(ExtractionError, match="arrêtée après 0.5\u00a0secondes"):
        text_of("a.pdf", b"", seconds=0.5)


def test_a_file_that_takes_too_much_memory_is_stopped(
    hostile: Callable[..., None], text_of: Callable[..., str]
) -> None:
    hostile("held = bytearray(4 * 2**30)")
    with pytest.raises(ExtractionError, match="trop de moyens"):
        text_of("a.pdf", b"")


def test_the_reader_writes_no_file(
    hostile: Callable[..., None], text_of: Callable[..., str], tmp_path: Path
) -> None:
    hostile("open('stolen', 'w').write('x' * 10)")
    with pytest.raises(ExtractionError):
        text_of("a.pdf", b"")
    stolen = tmp_path / "stolen"
    assert not stolen.exists() or not stolen.read_bytes()


def test_a_long_text_is_cut(text_of: Callable[..., str]) -> None:
    text = text_of("a.txt", b"a" * (program.CHARACTERS + 10))
    assert len(text) == program.CHARACTERS
