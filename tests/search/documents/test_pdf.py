"""PDF files: protection, scans, running titles, words cut at line ends."""

import io
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest
from PIL import Image
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject

from hub.search.attachments.extraction import ExtractionError, extract
from hub.search.attachments.program import Extraction

SCAN = None  # a page that is an image


def pdf_of(*pages: list[str] | None, invisible: bool = False) -> pypdf.PdfWriter:
    """Return a PDF with one page for each list of lines; `SCAN` is a page that is an image."""
    writer = pypdf.PdfWriter()
    for lines in pages:
        if lines is SCAN:
            file = io.BytesIO()
            Image.new("L", (60, 80), 200).save(file, "pdf")
            writer.append(file)
            continue
        page = writer.add_blank_page(300, 300)
        font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
        font["/Encoding"] = "/WinAnsiEncoding"
        fonts = DictionaryObject(
            {
                NameObject("/F1"): DictionaryObject(
                    {NameObject(key): NameObject(value) for key, value in font.items()}
                )
            }
        )
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        stream = DecodedStreamObject()
        words = b"".join(b"(" + line.encode("cp1252") + b") Tj T* " for line in lines)
        mode = b"3 Tr " if invisible else b""
        stream.set_data(b"BT " + mode + b"/F1 12 Tf 14 TL 20 200 Td " + words + b"ET")
        page[NameObject("/Contents")] = writer._add_object(stream)
    return writer


@pytest.fixture
def read_pdf(tmp_path: Path) -> Callable[[pypdf.PdfWriter], Extraction]:
    def read(writer: pypdf.PdfWriter) -> Extraction:
        path = tmp_path / "a.pdf"
        writer.write(path)
        return extract(path)

    return read


Reader = Callable[[pypdf.PdfWriter], Extraction]


@pytest.mark.parametrize("algorithm", ["RC4-40", "RC4-128", "AES-128", "AES-256", "AES-256-R5"])
def test_file_protected_by_its_owner_is_read(read_pdf: Reader, algorithm: str) -> None:
    writer = pdf_of(["Le verger"])
    writer.encrypt("", "propriétaire", algorithm=algorithm)
    assert read_pdf(writer).text.split() == ["Le", "verger"]


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-128", "AES-256"])
def test_file_with_a_password_says_what_to_do(read_pdf: Reader, algorithm: str) -> None:
    writer = pdf_of(["Le verger"])
    writer.encrypt("lecteur", "propriétaire", algorithm=algorithm)
    with pytest.raises(ExtractionError, match="mot de passe.*déposez une version sans"):
        read_pdf(writer)


def test_words_cut_at_line_ends_are_joined(read_pdf: Reader) -> None:
    text = read_pdf(pdf_of(["Le re-", "nouvelable, le ter\u00ad", "ritoire"])).text
    assert text.split() == ["Le", "renouvelable,", "le", "territoire"]


def test_pages_that_are_images_are_counted(read_pdf: Reader) -> None:
    assert read_pdf(pdf_of(SCAN, SCAN)) == Extraction("\f", pages=2, image_pages=2)
    mixed = read_pdf(pdf_of(["Le verger"], SCAN, ["12"], []))
    assert (mixed.pages, mixed.image_pages) == (4, 1)


def test_words_stamped_on_each_page_of_a_scan_are_not_its_text(read_pdf: Reader) -> None:
    writer = pdf_of(SCAN, SCAN, SCAN)
    for number, page in enumerate(writer.pages, 1):
        page.merge_page(pdf_of([f"Mairie, page {number}"]).pages[0])
    found = read_pdf(writer)
    assert "Mairie" in found.text
    assert (found.pages, found.image_pages) == (3, 3)


def test_invisible_text_of_a_recognised_scan_is_read(read_pdf: Reader) -> None:
    assert read_pdf(pdf_of(["Le verger"], invisible=True)).text.split() == ["Le", "verger"]


def test_running_titles_are_read_once_and_a_word_is_joined_over_them(read_pdf: Reader) -> None:
    pages = [["Rapport annuel", text, "suite", f"Page {n}"] for n, text in enumerate(["ab", "cd"])]
    pages.append(["Rapport annuel", "Le terri-", "Page 2"])
    pages.append(["Rapport annuel", "toire", "Page 3"])
    text = read_pdf(pdf_of(*pages)).text
    assert text.count("Rapport annuel") == 1
    assert "Le territoire" in text
    assert "Page 3" in text


@pytest.mark.parametrize("marks", ["layer", "set of layers"])
def test_text_of_a_hidden_layer_is_left_out(read_pdf: Reader, marks: str) -> None:
    writer = pdf_of(["Vu"])
    hidden, shown = (
        writer._add_object(DictionaryObject({NameObject("/Type"): NameObject("/OCG")}))
        for _ in range(2)
    )
    layers = {"/H": hidden, "/S": shown}
    if marks == "set of layers":
        for name, layer in layers.items():
            members = {NameObject("/Type"): NameObject("/OCMD"), NameObject("/OCGs"): layer}
            layers[name] = writer._add_object(DictionaryObject(members))
    page = writer.pages[0]
    properties = DictionaryObject({NameObject(name): layer for name, layer in layers.items()})
    page["/Resources"][NameObject("/Properties")] = properties
    content = page["/Contents"].get_object()
    text = b"BT /F1 12 Tf 20 %d Td (%s) Tj ET EMC "
    content.set_data(
        content.get_data()
        + b" /OC /H BDC "
        + text % (100, b"secret")
        + b"/OC /S BDC "
        + text % (50, b"fin")
    )
    default = DictionaryObject({NameObject("/OFF"): ArrayObject([hidden])})
    writer.root_object[NameObject("/OCProperties")] = DictionaryObject(
        {NameObject("/OCGs"): ArrayObject([hidden, shown]), NameObject("/D"): default}
    )
    assert read_pdf(writer).text.split() == ["Vu", "fin"]
