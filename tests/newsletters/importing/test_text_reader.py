"""Reading text: encodings, line ends, what is refused and why."""

import codecs
from io import BytesIO
from pathlib import Path

import pytest

from hub.newsletters.importing import (
    NewsletterImportError,
    read_pasted,
    read_path,
    read_source,
    read_stream,
)
from hub.newsletters.importing.documents import ParagraphKind, SourceDocument, Span
from hub.newsletters.importing.readers import MAX_TEXT_BYTES, READERS

FRENCH = "L’été, Noël à l’île : « ça œuvre » – 3 € où ?"


def texts(document: SourceDocument) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (FRENCH.encode(), "utf-8"),
        (codecs.BOM_UTF8 + FRENCH.encode(), "utf-8"),
        (codecs.BOM_UTF16_LE + FRENCH.encode("utf-16-le"), "utf-16-le"),
        (codecs.BOM_UTF16_BE + FRENCH.encode("utf-16-be"), "utf-16-be"),
        (FRENCH.encode("cp1252"), "cp1252"),
    ],
)
def test_text_is_right_whatever_its_encoding(data: bytes, encoding: str) -> None:
    document = read_source("lettre.txt", data)
    assert texts(document) == [FRENCH]
    assert document.encoding == encoding


def test_windows_1252_is_told_as_a_guess() -> None:
    document = read_source("lettre.txt", "Où va l’été ?".encode("cp1252"))
    assert any("cp1252" in notice for notice in document.notices)


def test_latin_1_is_the_last_resort_when_a_byte_is_unassigned_in_windows_1252() -> None:
    document = read_source("lettre.txt", b"d\xe9j\xe0 vu\x81 ici")
    assert texts(document) == ["déjà vu ici"]
    assert document.encoding == "latin-1"
    assert any("contrôle" in notice for notice in document.notices)


def test_utf_8_with_one_broken_byte_stays_utf_8_and_says_so() -> None:
    data = "À l’été, déjà, la forêt".encode() + b" coup\xe9e."
    document = read_source("lettre.txt", data)
    assert texts(document) == ["À l’été, déjà, la forêt coup\ufffde."]
    assert any("illisible" in notice for notice in document.notices)


def test_decomposed_accents_are_composed() -> None:
    assert texts(read_source("lettre.txt", "Le\u0301a".encode())) == ["Léa"]


def test_double_encoded_accents_are_noticed() -> None:
    document = read_source("lettre.txt", "d\u00c3\u00a9but".encode())
    assert any("abîmés" in notice for notice in document.notices)


def test_every_line_end_counts_as_one_line() -> None:
    data = "un\r\ndeux\rtrois\n\nquatre\u2028cinq\x0csix".encode()
    document = read_source("lettre.txt", data)
    assert texts(document) == ["un", "deux", "trois", "quatre", "cinq", "six"]
    assert [p.span.start for p in document.paragraphs] == [1, 2, 3, 5, 6, 7]


def test_control_and_invisible_characters_are_removed_with_a_notice() -> None:
    document = read_source("lettre.txt", "bon\x07jour a\u00adm\u200bi\x1b".encode())
    assert texts(document) == ["bonjour ami"]
    assert any(notice.startswith("2 caractère(s) de contrôle") for notice in document.notices)
    assert any(notice.startswith("2 caractère(s) invisible") for notice in document.notices)


def test_emoji_sequences_and_right_to_left_text_stay_whole() -> None:
    line = "👩🏽‍🌾 مرحبا \u200fשלום 🇫🇷"
    assert texts(read_source("lettre.txt", line.encode())) == [line]


def test_sound_text_has_no_notice() -> None:
    assert read_source("lettre.txt", FRENCH.encode()).notices == []


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04\x14\x00", "ZIP"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\xff\xd8\xff\xe0", "JPEG"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Office"),
        (b"{\\rtf1 bonjour}", "RTF"),
        (b"\x00\x00\x00\x20ftypM4A ", "son"),
        (b"Bonjour\x00 \x00", "octets nuls"),
    ],
)
def test_binary_is_refused_and_named(data: bytes, what: str) -> None:
    with pytest.raises(NewsletterImportError, match=what):
        read_source("lettre.txt", data)


@pytest.mark.parametrize("data", [b"", b" \r\n\t \n", codecs.BOM_UTF8, "…\n---\n🌱".encode()])
def test_source_without_a_word_is_refused(data: bytes) -> None:
    with pytest.raises(NewsletterImportError, match="vide"):
        read_source("lettre.txt", data)


def test_truncated_utf_16_is_refused() -> None:
    with pytest.raises(NewsletterImportError, match="UTF-16"):
        read_source("lettre.txt", codecs.BOM_UTF16_LE + "été".encode("utf-16-le")[:-1])


def test_size_limit_is_inclusive() -> None:
    line = b"mot " * (MAX_TEXT_BYTES // 4)
    assert len(line) == MAX_TEXT_BYTES
    assert len(read_source("lettre.txt", line).paragraphs) == 1
    with pytest.raises(NewsletterImportError, match="5\u00a0Mo"):
        read_source("lettre.txt", line + b".")


class CountingStream(BytesIO):
    """Records how many bytes were read."""

    asked = 0

    def read(self, size: int | None = -1, /) -> bytes:
        data = super().read(size)
        self.asked += len(data)
        return data


def test_huge_stream_is_refused_without_being_read_whole() -> None:
    stream = CountingStream(b"a" * (50 * 1024 * 1024))
    with pytest.raises(NewsletterImportError, match="trop lourd"):
        read_stream("lettre.txt", stream)
    assert stream.asked == MAX_TEXT_BYTES + 1


def test_pasted_text_is_read_and_limited() -> None:
    assert texts(read_pasted("Bonjour\n\nÀ bientôt")) == ["Bonjour", "À bientôt"]
    with pytest.raises(NewsletterImportError, match="trop lourd"):
        read_pasted("é" * MAX_TEXT_BYTES)


def test_file_on_disk_is_read_or_refused(tmp_path: Path) -> None:
    path = tmp_path / "lettre.TXT"
    path.write_bytes(b"Bonjour")
    assert texts(read_path(path)) == ["Bonjour"]
    with pytest.raises(NewsletterImportError, match="absente.txt"):
        read_path(tmp_path / "absente.txt")
    with pytest.raises(NewsletterImportError, match="Impossible de lire"):
        read_path(tmp_path)


def test_unknown_extension_lists_the_accepted_ones() -> None:
    with pytest.raises(NewsletterImportError) as refusal:
        read_source("lettre.xyz", b"Bonjour")
    assert ".xyz" in str(refusal.value)
    assert all(extension in str(refusal.value) for extension in READERS)


def test_list_items_separators_and_addresses_are_told() -> None:
    document = read_pasted("- un\n• deux\n3. trois\n-----\nVoir https://a.example/b?c=1, merci.")
    kinds = [paragraph.kind for paragraph in document.paragraphs]
    assert kinds == [ParagraphKind.LIST_ITEM] * 3 + [ParagraphKind.SEPARATOR, ParagraphKind.TEXT]
    assert texts(document)[:3] == ["un", "deux", "3. trois"]
    last = document.paragraphs[-1]
    assert [link.url for link in last.links] == ["https://a.example/b?c=1"]
    assert last.text[last.links[0].start : last.links[0].end] == "https://a.example/b?c=1"


def test_hard_wrapped_lines_are_joined_into_paragraphs() -> None:
    wrapped = (
        "Cette lettre a été pliée par une messagerie, qui coupe ses lignes vers\n"
        "la soixante-dixième colonne sans rien demander à personne, et qui rend\n"
        "alors chaque paragraphe plus long à relire.\n"
        "\n"
        "Le second paragraphe reprend après une ligne vide, et se trouve pliée\n"
        "elle aussi.\n"
        "- un élément de liste qui reste seul\n"
    )
    document = read_pasted(wrapped)
    assert [p.span for p in document.paragraphs] == [Span(1, 3), Span(5, 6), Span(7, 7)]
    assert texts(document)[1].endswith("et se trouve pliée elle aussi.")


def test_short_lines_that_are_not_wrapped_stay_apart() -> None:
    lines = ["Bonjour", "Une première ligne courte.", "Une deuxième, un peu plus longue.", "Fin"]
    assert texts(read_pasted("\n".join(lines))) == lines
