"""Limit the length of Python files."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MAX_LINES = 350


def test_no_python_file_is_over_350_lines() -> None:
    files = [
        path
        for folder in ("hub", "home", "inspiration", "podcasts", "scripts", "tests", ".ci")
        for path in (ROOT / folder).rglob("*.py")
        if "migrations" not in path.parts
    ]
    assert len(files) > 500
    long = {
        path.name: count
        for path in files
        if (count := len(path.read_text().splitlines())) > MAX_LINES
    }
    assert long == {}
