"""The guides of editors, shown inside the admin."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.conf import settings
from django.test import Client
from django.urls import reverse

from hub.backoffice.guides import reading
from hub.backoffice.guides.reading import GuideMissingError, image_path, list_guides, read_guide
from tests.factories import InitiativePageFactory
from tests.factories.site_tree import SiteTree

NAMES = sorted(path.stem for path in reading.FOLDER.glob("*.md"))


@pytest.mark.parametrize("name", NAMES)
def test_every_guide_is_shown_and_its_links_lead_somewhere(
    name: str, editor_client: Client
) -> None:
    response = editor_client.get(reading.guide_url(name))
    assert response.status_code == 200
    soup = BeautifulSoup(response.content, "html.parser")
    assert read_guide(name).title in soup.find("h1").get_text()
    article = soup.find("article")
    for image in article.find_all("img"):
        assert image["alt"]
        assert image_path(image["src"].rpartition("/")[2]).is_file()
    for link in article.find_all("a", href=True):
        check_link(link["href"], name)


def check_link(href: str, origin: str) -> None:
    path, _, anchor = href.partition("#")
    if re.match(r"[a-z]+:", href):
        return
    target = path.strip("/").rpartition("/")[2] if path else origin
    target = reading.INDEX if target == "guides" else target
    html = str(read_guide(target).html)
    assert not anchor or f'id="{anchor}"' in html, f"{origin}: no #{anchor} in {target}"


def test_guides_are_listed_in_the_order_of_the_first(site_tree: SiteTree) -> None:
    names = [guide.name for guide in list_guides()]
    assert names[0] == "premiere-heure"
    assert set(names) == set(NAMES) - {reading.INDEX}


def test_links_to_developers_documents_are_dropped(site_tree: SiteTree) -> None:
    text = (reading.FOLDER / "importer-des-initiatives.md").read_text(encoding="utf-8")
    assert "../features/" in text
    assert "../features/" not in read_guide("importer-des-initiatives").html


def test_html_in_a_guide_is_escaped(tmp_path: Path, site_tree: SiteTree) -> None:
    (tmp_path / "essai.md").write_text("# Essai\n\n<script>alert(1)</script>", encoding="utf-8")
    assert "<script>" not in read_guide("essai", tmp_path).html


def test_guide_that_changes_is_read_again(tmp_path: Path, site_tree: SiteTree) -> None:
    path = tmp_path / "essai.md"
    path.write_text("# Avant", encoding="utf-8")
    assert read_guide("essai", tmp_path).title == "Avant"
    path.write_text("# Après", encoding="utf-8")
    assert read_guide("essai", tmp_path).title == "Après"


@pytest.mark.parametrize("name", ["nulle-part", "../../README", "..", "captures.py"])
def test_unknown_guide_is_refused(name: str) -> None:
    with pytest.raises(GuideMissingError):
        read_guide(name)


@pytest.mark.parametrize("name", ["absente.png", "../README.md", "../../../manage.py"])
def test_unknown_image_is_refused(name: str) -> None:
    with pytest.raises(GuideMissingError):
        image_path(name)


def test_missing_folder_is_said_in_words(
    editor_client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for function in (read_guide, list_guides):
        monkeypatch.setattr(function, "__defaults__", (tmp_path,))
    response = editor_client.get(reverse("guides"))
    assert response.status_code == 200
    assert "Les guides ne sont pas installés" in response.content.decode()
    page = InitiativePageFactory(draft=True, owner=response.wsgi_request.user)
    form = editor_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert form.status_code == 200
    assert "hub-guide__text--beside" not in form.content.decode()


def test_guides_require_login(client: Client, site_tree: SiteTree) -> None:
    for address in (reverse("guides"), reverse("guide_image", args=["accueil.png"])):
        assert client.get(address)["Location"].startswith(reverse("wagtailadmin_login"))


def test_guide_is_beside_the_form_of_a_page(superuser_client: Client) -> None:
    page = InitiativePageFactory()
    meta = page._meta
    add = [meta.app_label, meta.model_name, page.get_parent().pk]
    for address in (
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
        reverse("wagtailadmin_pages:add", args=add),
    ):
        content = superuser_client.get(address).content.decode()
        assert "Afficher ou masquer le guide" in content
        assert "Brève, puis complète" in content


@pytest.mark.parametrize(
    ("name", "guide"),
    [
        ("letters:index", "lettres"),
        ("initiatives:index", "initiatives"),
        ("episodes:index", "podcasts"),
        ("events:index", "premiere-heure"),
        ("wagtailsnippets_themes_theme:list", "themes-territoires-personnes"),
        ("wagtailsnippets_search_searchsynonyms:list", "recherche"),
    ],
)
def test_list_leads_to_its_guide(name: str, guide: str, superuser_client: Client) -> None:
    content = superuser_client.get(reverse(name)).content.decode()
    assert reverse("guide", args=[guide]) in content


def test_guides_that_applications_name_exist() -> None:
    named = {getattr(config, "editors_guide", "") for config in apps.get_app_configs()} - {""}
    assert len(named) > 3
    assert named <= set(NAMES)


def test_no_screen_leads_to_the_guides_of_wagtail(superuser_client: Client) -> None:
    page = InitiativePageFactory()
    for address in (
        reverse("wagtailadmin_home"),
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
        reverse("initiatives:index"),
    ):
        content = superuser_client.get(address).content.decode()
        assert "wagtail.org" not in content


def test_screens_of_our_own_name_guides_and_sections_that_exist() -> None:
    templates = [
        path.read_text(encoding="utf-8")
        for path in (settings.BASE_DIR / "templates").rglob("*.html")
    ]
    links = [
        link
        for text in templates
        for link in re.findall(r'guide_link\.html" with name="([\w-]+)" anchor="([^"]*)"', text)
    ]
    assert len(links) >= 6
    for name, anchor in links:
        assert not anchor or f'id="{anchor}"' in read_guide(name).html, (name, anchor)
