from pathlib import Path

import pytest

from hub.search.attachments.program import read as read_file
from tests.search.documents.office_files import Reader, packed


@pytest.fixture
def words_of(tmp_path: Path) -> Reader:
    """Return the words of an office file made of these parts, read in this process."""

    def read(name: str, parts: dict[str, str | bytes]) -> list[str]:
        path = tmp_path / name
        path.write_bytes(packed(parts))
        return read_file(path).text.split()

    return read
