"""The documents say what is true: packages, settings, pages and links."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])


def read(path):
    return (ROOT / path).read_text(encoding="utf-8")


def direct_packages():
    """Return the names in the requirement files, without version nor extra."""
    lines = f"{read('requirements.txt')}\n{read('requirements-dev.txt')}".splitlines()
    return [re.match(r"[\w.-]+", line)[0] for line in lines if re.match(r"\w", line)]


def environment_variables():
    """Return the variables that the settings read."""
    sources = "".join(path.read_text("utf-8") for path in (ROOT / "hub/settings").glob("*.py"))
    return sorted(set(re.findall(r'\bread_\w+\(\s*"([A-Z_]+)"', sources)))


@pytest.mark.parametrize("package", direct_packages())
def test_each_direct_package_says_what_it_is_for(package):
    first_column = re.findall(r"(?m)^\| ([^|]+) \|", read("CONTRIBUTING.md"))

    assert package in ", ".join(first_column).split(", ")


@pytest.mark.parametrize("package", direct_packages())
def test_each_direct_package_is_pinned(package):
    assert re.search(rf"(?im)^{re.escape(package)}==", read("constraints.txt"))


@pytest.mark.parametrize("variable", environment_variables())
def test_each_setting_is_in_the_table(variable):
    assert f"| `{variable}` |" in read("docs/features/settings.md")


@pytest.mark.parametrize(
    "name", sorted(path.name for path in (ROOT / "docs/features").glob("*.md"))
)
def test_each_feature_page_is_in_the_index(name):
    assert name == "README.md" or f"]({name})" in read("docs/features/README.md")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_between_documents_lead_somewhere(document):
    links = re.findall(r"\]\((?!https?:)([^)#]+)", document.read_text(encoding="utf-8"))

    assert [link for link in links if not (document.parent / link).exists()] == []
