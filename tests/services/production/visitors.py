"""Visitors of the site of production: https with its certificate, cookies, forms."""

from typing import Any
from urllib.parse import urlsplit

import requests
from bs4 import BeautifulSoup

from tests.services.production.site import Production

TIMEOUT = 120


class Visitor(requests.Session):
    """A session on the site: relative paths, its certificate, no proxy of the environment."""

    def __init__(self, site: Production) -> None:
        super().__init__()
        self.site = site
        self.trust_env = False
        self.verify = str(site.certificate)

    def request(  # type: ignore[override]
        self, method: str, url: str, **options: Any
    ) -> requests.Response:
        options.setdefault("timeout", TIMEOUT)
        address = url if "://" in url else self.site.address + url
        return super().request(method, address, **options)

    def page(self, path: str) -> BeautifulSoup:
        """Return a page that must answer 200."""
        answer = self.get(path)
        assert answer.status_code == 200, f"{path}: {answer.status_code}"
        return BeautifulSoup(answer.text, "html.parser")

    def submit(self, path: str, values: dict[str, Any], **options: Any) -> requests.Response:
        """Send a form with the token of its page, as a browser does."""
        form = {"csrfmiddlewaretoken": self.cookies["csrftoken"], **values}
        headers = {"Referer": self.site.address + path}
        return self.post(path, data=form, headers=headers, **options)


def sign_in(visitor: Visitor) -> None:
    """Open a session of the administrator."""
    visitor.page("/admin/login/")
    account = {"username": visitor.site.username, "password": visitor.site.password}
    answer = visitor.submit("/admin/login/", {**account, "next": "/admin/"})
    assert urlsplit(answer.url).path == "/admin/", answer.url


def form_values(page: BeautifulSoup, form: str) -> dict[str, list[str]]:
    """Return what a browser would send for the form with this id, unchanged."""
    values: dict[str, list[str]] = {}
    for element in page.select(f"#{form} :is(input, textarea, select)[name]"):
        name = element["name"]
        if element.has_attr("disabled") or "__prefix__" in name:
            continue
        if element.name == "select":
            chosen = [one.get("value", "") for one in element.select("option[selected]")]
        elif element.name == "textarea":
            chosen = [element.get_text().removeprefix("\n")]
        elif element.get("type") in ("checkbox", "radio"):
            chosen = [element.get("value", "on")] if element.has_attr("checked") else []
        elif element.get("type") in ("submit", "button", "file"):
            chosen = []
        else:
            chosen = [element.get("value", "")]
        if chosen:
            values.setdefault(name, []).extend(chosen)
    return values
