"""Read what a map of the départements says, and what its table says."""

from bs4 import BeautifulSoup


def said_by_the_map(page: BeautifulSoup) -> dict[str, tuple[str, int]]:
    """Return {name: (URL, number)} of the links of the drawing."""
    found = {}
    for link in page.select("svg a:not(.map__point)"):
        name, _, counted = link.get_text().partition("\u00a0: ")
        found[name.strip()] = str(link["href"]), int(counted.split("\u00a0")[0])
    return found


def said_by_the_table(page: BeautifulSoup) -> dict[str, tuple[str, int]]:
    """Return {name: (URL, number)} of the rows of the table that have a link."""
    return {
        row.a.get_text(): (str(row.a["href"]), int(row.td.get_text()))
        for row in page.select("tbody tr")
        if row.a
    }
