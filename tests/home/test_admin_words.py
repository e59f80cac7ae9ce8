"""Texts of the admin are in French, without technical jargon."""

import gettext
import re
from collections import Counter, deque
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl, urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse

from tests.factories import (
    EpisodePageFactory,
    EventPageFactory,
    ImageFactory,
    InitiativePageFactory,
    NewsletterPageFactory,
    PersonFactory,
    ResourcePageFactory,
    ThemeFactory,
    UserFactory,
)
from tests.factories.site_tree import SiteTree

MOST_PAGES = 90
# Addresses that differ by a number, or by the value of a parameter, show the same words.
EACH = 1
# Actions, downloads, and names that are not words of the screen.
NOT_FOLLOWED = re.compile(
    r"/(logout|jsi18n|sprite|images/\d+/generate_url|preview|view|view_draft|bulk)/|export="
)
ENGLISH = re.compile(
    r"\b(None|True|False|the|this|these|your|you|with|from|have|has|been|not|and|of|add|edit|delete"
    r"|save|choose|select|show|hide|toggle|submit|submitted|updated|created|draft|published"
    r"|search for|upload|cancel|next page|previous page|yes|please|required|unknown|settings"
    r"|snippets?|my-slug|StreamField|slugs?)\b",
    re.IGNORECASE,
)
JARGON = re.compile(r"\b(Salut|Fragments?|workflows?|Média)\b|127\.0\.0\.1|wagtail\.org")
ATTRIBUTES = ("aria-label", "title", "placeholder", "alt", "data-w-tooltip-content-value")
# The names of people, places and languages, and what the editor typed.
QUOTED = re.compile(r"«[^»]*»|[“\"][^”\"]*[”\"]")


def member_of(name: str) -> User:
    user = UserFactory(first_name="Camille", last_name="Dupré")
    user.groups.add(Group.objects.get(name=name))
    return user


def shown_words(soup: BeautifulSoup) -> Iterator[str]:
    """Yield the visible texts and the accessible names of a page."""
    for element in soup(["script", "style", "code", "option"]):
        element.decompose()
    for element in soup.find_all(hidden=True):
        element.decompose()
    for text in soup.find_all(string=True):
        if type(text).__name__ == "NavigableString" and text.strip():
            yield " ".join(text.split())
    for element in soup.find_all(True):
        for name in ATTRIBUTES:
            if element.get(name):
                yield " ".join(element[name].split())
        if element.name == "input" and element.get("type") in ("submit", "button"):
            yield str(element.get("value", ""))


def leftovers(soup: BeautifulSoup) -> set[str]:
    found = set()
    for words in shown_words(soup):
        plain = QUOTED.sub("", words)
        if ENGLISH.search(plain) or JARGON.search(plain):
            found.add(words[:120])
    return found


def links(html: str, soup: BeautifulSoup, path: str) -> Iterator[str]:
    addresses = [str(link["href"]) for link in soup.find_all("a", href=True)]
    addresses += re.findall(r'"url": "([^"]+)"', html)  # the menu, drawn by a script
    for address in addresses:
        parts = urlsplit(urljoin(f"http://testserver{path}", address))
        if parts.netloc == "testserver" and parts.path.startswith("/admin/"):
            yield parts.path + (f"?{parts.query}" if parts.query else "")


def family(address: str) -> tuple[str, ...]:
    parts = urlsplit(address)
    names = sorted({name for name, _ in parse_qsl(parts.query)} - {"next"})
    return re.sub(r"\d+", "N", parts.path), *names


def crawl(client: Client) -> dict[str, Any]:
    """Return {leftover: address} of the screens reached by links, the first ones of each kind."""
    queue, known, found, families = deque(["/admin/"]), {"/admin/"}, {}, Counter()
    visited = 0
    while queue and visited < MOST_PAGES:
        path = queue.popleft()
        response = client.get(path, follow=True)
        if response.status_code != 200 or "html" not in response.headers["Content-Type"]:
            continue
        visited += 1
        html = response.content.decode()
        soup = BeautifulSoup(html, "lxml")
        for address in links(html, soup, path):
            families[family(address)] += address not in known
            if (
                address not in known
                and families[family(address)] <= EACH
                and not NOT_FOLLOWED.search(address)
            ):
                known.add(address)
                queue.append(address)
        for words in leftovers(soup):
            found.setdefault(words, path)
    assert visited > 20
    return found


@pytest.mark.parametrize("group", ["Rédaction", "Contributions"])
def test_every_screen_is_in_french(group: str, client: Client, site_tree: SiteTree) -> None:
    user = member_of(group)
    client.force_login(user)
    ImageFactory(title="La place")
    ThemeFactory(name="Semences")
    PersonFactory(name="Awa Diallo")
    EventPageFactory(owner=user)
    ResourcePageFactory(owner=user)
    EpisodePageFactory(owner=user)
    NewsletterPageFactory(owner=user)
    page = InitiativePageFactory(draft=True, owner=user)
    page.save_revision(user=user, log_action=True)
    page.get_workflow().start(page, user)
    found = crawl(client)
    assert not found, "\n".join(f"{path}: {words}" for words, path in sorted(found.items()))


def test_leftovers_are_detected() -> None:
    html = (
        "<p>Choose a page</p><a title='Edit this page'>x</a><td>None</td>"
        "<p>Fragments</p><p hidden>None</p><p>« Save the date »</p><p>Enregistrer</p>"
    )
    found = leftovers(BeautifulSoup(html, "lxml"))
    assert found == {"Choose a page", "Edit this page", "None", "Fragments"}


def test_tabs_of_pages_have_consistent_names(superuser_client: Client, site_tree: SiteTree) -> None:
    url = reverse("wagtailadmin_pages:edit", args=[site_tree.initiatives.pk])
    content = superuser_client.get(url).content.decode()
    assert "Référencement" in content
    # « Promotions », of the programme, is in the menu.
    assert not re.search(r"\bPromotion\b", content)


def test_compiled_words_are_those_of_the_source() -> None:
    """Check that `manage.py compilemessages` was run after the last change of the .po file."""
    folder = settings.BASE_DIR / "locale" / "fr" / "LC_MESSAGES"
    source = (folder / "django.po").read_text(encoding="utf-8")
    with (folder / "django.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    entries = re.findall(
        r'^msgid "(.+)"\n(?:msgid_plural "(.+)"\nmsgstr\[0\] "(.+)"\nmsgstr\[1\]|msgstr) "(.*)"$',
        source,
        re.MULTILINE,
    )
    assert len(entries) == len(re.findall(r'^msgid "(?!")', source, re.MULTILINE))
    for entry in entries:
        one, several, first, last = (text.replace('\\"', '"') for text in entry)
        if several:
            assert compiled.ngettext(one, several, 1) == first
            assert compiled.ngettext(one, several, 5) == last
        else:
            assert compiled.gettext(one) == last
