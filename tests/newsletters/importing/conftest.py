"""The two letters of the tests: a fictional one, and the real one if its text is present."""

from pathlib import Path

import pytest

from hub.newsletters.importing import parse_letter, read_path
from hub.newsletters.importing.documents import SourceDocument
from hub.newsletters.importing.parsed import ParsedLetter

ROOT = Path(__file__).parents[3]
EXAMPLE = ROOT / "tests" / "data" / "lettre-exemple-12.txt"
REAL = ROOT.parent / "shared" / "letter" / "lettre-3.txt"


@pytest.fixture(scope="session")
def example_document() -> SourceDocument:
    return read_path(EXAMPLE)


@pytest.fixture(scope="session")
def example_bytes() -> bytes:
    return EXAMPLE.read_bytes()


@pytest.fixture(scope="session")
def example_letter(example_document: SourceDocument) -> ParsedLetter:
    return parse_letter(example_document.paragraphs)


REAL_LETTER_TESTS = ["test_real_letter.py", "test_builder_real_letter.py"]
collect_ignore = [] if REAL.exists() else REAL_LETTER_TESTS
