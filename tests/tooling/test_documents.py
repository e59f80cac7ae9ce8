"""The documentation matches the project: packages, settings, pages, links."""

import ast
import re
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
APPLICATIONS = ("hub", "home", "inspiration", "podcasts")
PARTS_OF_WAGTAIL = {"django-modelcluster", "modelsearch"}
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])


def read(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def direct_packages() -> list[str]:
    """Return the names in the requirement files, without version nor extra."""
    lines = f"{read('requirements.txt')}\n{read('requirements-dev.txt')}".splitlines()
    return [re.match(r"[\w.-]+", line)[0] for line in lines if re.match(r"\w", line)]


def environment_variables() -> list[str]:
    """Return the variables that the settings read."""
    sources = "".join(path.read_text("utf-8") for path in (ROOT / "hub/settings").glob("*.py"))
    return sorted(set(re.findall(r'\bread_\w+\(\s*"([A-Z_]+)"', sources)))


def imported_modules() -> list[str]:
    """Return the top names that the applications import, the standard library left out."""
    names = set()
    for path in (path for name in APPLICATIONS for path in (ROOT / name).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.level == 0:
                names.add(node.module.partition(".")[0])
    return sorted(names - set(sys.stdlib_module_names) - set(APPLICATIONS))


@pytest.mark.parametrize("module", imported_modules())
def test_each_imported_package_is_required_directly(module: str) -> None:
    direct = {re.match(r"[\w.-]+", line)[0] for line in read("requirements.txt").splitlines()[2:]}
    distributions = packages_distributions()[module]

    required = {name.lower() for name in direct | PARTS_OF_WAGTAIL}
    assert required & {name.lower() for name in distributions}


@pytest.mark.parametrize("package", direct_packages())
def test_each_direct_package_says_what_it_is_for(package: str) -> None:
    first_column = re.findall(r"(?m)^\| ([^|]+) \|", read("CONTRIBUTING.md"))

    assert package in ", ".join(first_column).split(", ")


@pytest.mark.parametrize("package", direct_packages())
def test_each_direct_package_is_pinned(package: str) -> None:
    assert re.search(rf"(?im)^{re.escape(package)}==", read("constraints.txt"))


@pytest.mark.parametrize("variable", environment_variables())
def test_each_setting_is_in_the_table(variable: str) -> None:
    assert f"| `{variable}` |" in read("docs/features/settings.md")


@pytest.mark.parametrize(
    "name", sorted(path.name for path in (ROOT / "docs/features").glob("*.md"))
)
def test_each_feature_page_is_in_the_index(name: str) -> None:
    assert name == "README.md" or f"]({name})" in read("docs/features/README.md")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_between_documents_lead_somewhere(document: Path) -> None:
    prose = re.sub(r"(?s)```.*?```|`[^`]*`", "", document.read_text(encoding="utf-8"))
    links = re.findall(r"\]\((?!https?:)([^)#]+)", prose)

    assert [link for link in links if not (document.parent / link).exists()] == []
