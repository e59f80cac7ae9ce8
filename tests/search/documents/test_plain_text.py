"""Plain text files: encodings, line ends, binary files."""

import os
from pathlib import Path

import pytest

from hub.search.attachments.program import CHARACTERS, read
from hub.search.attachments.program.limits import Unreadable

TEXT = "Le cœur de l’été, à Villexemple\u00a0: « déjà »\nDeuxième ligne"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "a.txt"


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-32"),
        TEXT.encode("cp1252"),
        TEXT.encode("mac-roman"),
        TEXT.replace("\n", "\r").encode(),
        TEXT.replace("\n", "\r\n").encode("utf-16-le"),
        TEXT.encode("utf-16-le") + b"L",  # cut inside a character
    ],
)
def test_text_is_read_in_its_encoding(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    assert read(file).text == TEXT


def test_latin_1_is_read(file: Path) -> None:
    file.write_bytes("déjà l'été".encode("latin-1"))
    assert read(file).text == "déjà l'été"


def test_long_text_is_not_misread_when_cut_inside_a_character(file: Path) -> None:
    file.write_bytes(("a" + "é" * 2 * CHARACTERS + "é").encode())
    assert read(file).text == "a" + "é" * (CHARACTERS - 1)


def test_one_invalid_byte_does_not_change_the_encoding(file: Path) -> None:
    file.write_bytes("été à la forêt".encode() + b"\xe9")
    assert read(file).text.startswith("été à la forêt")


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"%PDF-1.7 \n", "un document PDF"),
        (b"PK\x03\x04" + bytes(30), "une archive ZIP"),
        (b"{\\rtf1 Bonjour}", "un document RTF"),
        (bytes(range(256)) * 20, "un fichier binaire"),
        (os.urandom(5_000), "un fichier binaire"),
        (bytes(1_000), "un fichier binaire"),
    ],
)
def test_binary_file_is_refused_with_what_it_is(file: Path, content: bytes, what: str) -> None:
    file.write_bytes(content)
    with pytest.raises(Unreadable, match=what):
        read(file)
