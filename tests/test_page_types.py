"""Rules for each page type: routes, rendering, editing, preview, allowed parents, checks."""

import json
import re
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.coreutils import get_dummy_request
from wagtail.models import Page, Revision, get_page_models
from wagtail.test.utils import WagtailPageTestCase

from home.models import HomePage
from hub.core.models import HubPage
from tests.factories import SuperuserFactory
from tests.factories.site_tree import SiteTree
from tests.form_data import add_url, edit_form_data, new_form_data
from tests.page_types import CONTENT_TYPES, INDEX_TYPES, PageType

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]

PAGE_TYPES = [*CONTENT_TYPES, *INDEX_TYPES]
every_type = pytest.mark.parametrize("page_type", PAGE_TYPES, ids=str)
every_content_type = pytest.mark.parametrize("page_type", CONTENT_TYPES, ids=str)
ENGLISH = re.compile(r"\b(this|field|required|the|please|must|value|enter)\b", re.IGNORECASE)


@pytest.fixture
def wagtail(client: Client) -> WagtailPageTestCase:
    """Wagtail's own assertions on pages."""
    WagtailPageTestCase.dummy_request = get_dummy_request()
    assertions = WagtailPageTestCase()
    assertions.client = client
    return assertions


@pytest.fixture
def editing() -> Client:
    client = Client()
    client.force_login(SuperuserFactory())
    return client


def read(client: Client, url: str) -> BeautifulSoup:
    response = client.get(url)
    assert response.status_code == 200, url
    return BeautifulSoup(response.text, "html.parser")


def test_no_page_type_is_left_out_of_these_tests() -> None:
    # Page and HubPage are only bases; HomePage is tested with the site tree.
    assert set(get_page_models()) - {Page, HubPage, HomePage} == {t.model for t in PAGE_TYPES}


@every_type
def test_routed(page_type: PageType, wagtail: WagtailPageTestCase) -> None:
    page = page_type.make()

    for route in ("/", *page_type.routes):
        wagtail.assertPageIsRoutable(page, route)


@every_type
def test_rendered_in_french_with_one_main_title(page_type: PageType, client: Client) -> None:
    page = page_type.make()

    html = read(client, page.url)

    assert html.html["lang"] == "fr"
    (title,) = html.find_all("h1")
    assert " ".join(title.text.split())
    assert html.title.text.strip()
    assert len(html.find_all("main")) == 1


def test_the_home_page_is_rendered_in_french_with_one_main_title(client: Client) -> None:
    html = read(client, "/")

    assert html.html["lang"] == "fr"
    assert len(html.find_all("h1")) == 1


@every_content_type
def test_other_addresses_answer(page_type: PageType, client: Client) -> None:
    page = page_type.make()

    for route in page_type.routes:
        assert client.get(page.url + route).status_code == 200


@every_content_type
def test_identifiers_of_the_html_are_unique(page_type: PageType, client: Client) -> None:
    identifiers = [tag["id"] for tag in read(client, page_type.make().url).find_all(id=True)]

    assert len(identifiers) == len(set(identifiers))


@every_content_type
def test_headings_skip_no_level(page_type: PageType, client: Client) -> None:
    html = read(client, page_type.make().url)
    levels = [int(tag.name[1]) for tag in html.main.find_all(re.compile("^h[1-6]$"))]

    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in zip(levels, levels[1:], strict=False))


@every_type
def test_edited_and_saved_as_a_draft(page_type: PageType, editing: Client) -> None:
    page = page_type.make()
    data = edit_form_data(editing, page)
    data["title"] = "Un autre titre d’été"

    response = editing.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)

    assert response.status_code == 302, response.context["form"].errors
    page = page_type.model.objects.get(pk=page.pk)
    assert page.title != "Un autre titre d’été"
    assert page.get_latest_revision_as_object().title == "Un autre titre d’été"


@every_type
def test_edited_without_a_change_keeps_everything(page_type: PageType, editing: Client) -> None:
    page = page_type.model.objects.get(pk=page_type.make().pk)
    page.save_revision().publish()
    before = read_revision(page)

    data = {**edit_form_data(editing, page), "action-publish": "1"}
    response = editing.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)

    assert response.status_code == 302, response.context["form"].errors
    page = page_type.model.objects.get(pk=page.pk)
    assert page.live
    assert editable_content(read_revision(page)) == editable_content(before)


def read_revision(page: Page) -> dict[str, Any]:
    return Revision.objects.get(pk=page.latest_revision_id).content


def editable_content(content: Any) -> Any:
    """Return the content of a revision without dates, sort orders and generated keys."""
    if isinstance(content, dict):
        written = {k: editable_content(v) for k, v in content.items() if k not in TECHNICAL}
        return {k: v for k, v in written.items() if v not in (None, "", "<p></p>", [])}
    if isinstance(content, list):
        return [editable_content(item) for item in content]
    if isinstance(content, str) and content.startswith("[{"):
        return editable_content(json.loads(content))  # a stream field
    if isinstance(content, str):
        return re.sub(r' data-block-key="\w+"', "", content).strip()
    return content


TECHNICAL = {
    "pk",
    "id",
    "sort_order",
    "latest_revision",
    "live_revision",
    "latest_revision_created_at",
    "last_published_at",
    "has_unpublished_changes",
    "draft_title",
    "owner",
}


@every_type
def test_previewed_before_it_is_saved(page_type: PageType, editing: Client) -> None:
    page = page_type.make()
    url = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    data = {**edit_form_data(editing, page), "title": "Aperçu de l’été"}

    assert editing.post(url, data).json()["is_valid"]

    for mode, _ in page.preview_modes:
        response = editing.get(url, {"mode": mode})
        assert response.status_code == 200
        assert "Aperçu de l’été" in response.text


@every_type
def test_created_under_its_allowed_parents_only(
    page_type: PageType, wagtail: WagtailPageTestCase
) -> None:
    wagtail.assertAllowedParentPageTypes(page_type.model, page_type.parents)
    wagtail.assertAllowedSubpageTypes(page_type.model, page_type.children)
    for other in PAGE_TYPES:
        if other.model not in page_type.parents:
            wagtail.assertCanNotCreateAt(other.model, page_type.model)


def test_the_base_of_listed_pages_cannot_be_created(editing: Client, site_tree: SiteTree) -> None:
    assert not HubPage.is_creatable
    for parent in (site_tree.home, *site_tree.indexes):
        assert editing.get(add_url(parent, HubPage)).status_code in (302, 403, 404)
    assert not HubPage.can_create_at(site_tree.home)


@pytest.mark.parametrize("page_type", INDEX_TYPES, ids=str)
def test_an_index_exists_only_once(page_type: PageType, site_tree: SiteTree) -> None:
    assert not page_type.model.can_create_at(site_tree.home)


@every_content_type
def test_a_draft_needs_only_a_title(
    page_type: PageType, editing: Client, site_tree: SiteTree
) -> None:
    parent = find_parent(page_type)
    data = new_form_data(editing, parent, page_type.model, title="Rien qu’un titre", slug="rien")

    response = editing.post(add_url(parent, page_type.model), data)

    assert response.status_code == 302, response.context["form"].errors
    page = page_type.model.objects.get(title="Rien qu’un titre")
    assert not page.live
    assert edit_form_data(editing, page)["title"] == ["Rien qu’un titre"]


@every_content_type
def test_a_draft_with_only_a_title_can_be_previewed(page_type: PageType, editing: Client) -> None:
    parent = find_parent(page_type)
    data = new_form_data(editing, parent, page_type.model, title="Rien qu’un titre", slug="rien")
    editing.post(add_url(parent, page_type.model), data)
    page = page_type.model.objects.get(title="Rien qu’un titre")

    response = editing.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))

    assert response.status_code == 200
    assert "Rien qu’un titre" in response.text


@every_content_type
def test_publishing_only_a_title_is_refused_in_french(page_type: PageType, editing: Client) -> None:
    parent = find_parent(page_type)
    data = new_form_data(editing, parent, page_type.model, title="Rien qu’un titre", slug="rien")

    response = editing.post(add_url(parent, page_type.model), {**data, "action-publish": "1"})

    assert response.status_code == 200
    assert not page_type.model.objects.filter(title="Rien qu’un titre").exists()
    errors = form_errors(response.context["form"])
    assert set(errors) == page_type.demanded
    for message in errors.values():
        assert message[0].isupper()
        assert not ENGLISH.search(message), message


def find_parent(page_type: PageType) -> Page:
    """Return a page under which the type may be created, from the site tree or a new one."""
    existing = [model.objects.first() for model in page_type.parents]
    return next((page for page in existing if page), None) or page_type.make().get_parent()


def form_errors(form: WagtailAdminPageForm) -> dict[str, str]:
    """The messages of a form and of its inline rows, by field."""
    errors = {name: messages.as_data()[0] for name, messages in form.errors.items()}
    for name, formset in form.formsets.items():
        if not formset.is_valid():
            errors[name] = formset.non_form_errors().as_data()[0]
    return {name: str(error.message % (error.params or {})) for name, error in errors.items()}
