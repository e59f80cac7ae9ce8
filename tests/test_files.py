"""Limit the length of Python files, and that of the lines of templates."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MAX_LINES = 350
MAX_COLUMNS = 160


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


def test_no_line_of_a_template_is_over_160_columns() -> None:
    files = [path for path in (ROOT / "templates").rglob("*") if path.is_file()]
    assert len(files) > 200
    long = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in files
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if len(line) > MAX_COLUMNS
    ]
    assert long == []
