"""Forms and lists of the admin: their addresses, and how to open all their panels."""

from collections.abc import Callable

from django.urls import reverse
from playwright.sync_api import Page as Tab
from wagtail.models import Page, get_page_models
from wagtail.snippets.models import get_snippet_models

from hub.core.editing.page_lists import HubPageListing

API = "/admin/api/main/pages/"
CHUNK = 20
# Models without a row in the demo content: only the form of « Ajouter » can be opened.
WITHOUT_ROWS = {"searchsynonyms"}
# Filled at the first use: the forms are examined on one site, which no test changes.
FIRST_PAGES: dict[str, int] = {}

# One block of each type in every StreamField, and one row in every list of rows.
FILL = """() => {
  const streams = [...document.querySelectorAll("[data-contentpath]")]
    .map(element => element.dataset.contentpath)
    .filter((name, i, all) => all.indexOf(name) === i);
  for (const name of streams) {
    const panel = window.wagtail.editHandler?.getPanelByName(name);
    const block = panel?.getBoundWidget?.();
    const types = block?.blockDef?.childBlockDefsByName;
    if (!block?.insert || !types) continue;
    for (const type of Object.keys(types)) {
      const value = block.blockDef.initialChildStates[type];
      block.insert({ type, value, id: crypto.randomUUID() }, block.children.length);
    }
  }
  document.querySelectorAll("button[id$='-ADD']:not([disabled])").forEach(button => button.click());
}"""
OPEN_PANELS = """() => document.querySelectorAll("[data-panel-toggle][aria-expanded=false]")
  .forEach(button => button.click())"""

SHOW_TABS = """() => document.querySelectorAll("#main [role=tabpanel]")
  .forEach(panel => { panel.hidden = false; })"""


def page_types() -> list[type[Page]]:
    return [model for model in get_page_models() if model is not Page]


def label_of(model: type) -> str:
    return f"{model._meta.app_label}.{model.__name__}"


def first_page(tab: Tab, model: type[Page]) -> int | None:
    """Return the id of a page of exactly this type, None without any."""
    if not FIRST_PAGES:
        FIRST_PAGES.update(find_first_pages(tab))
    return FIRST_PAGES.get(label_of(model))


def find_first_pages(tab: Tab) -> dict[str, int]:
    """Return {type: id of its first page}."""
    found: dict[str, int] = {}
    offset, total = 0, 1
    while offset < total:
        parameters = {"fields": "id", "limit": str(CHUNK), "offset": str(offset)}
        answer = tab.request.get(API, params=parameters).json()
        total, offset = answer["meta"]["total_count"], offset + CHUNK
        for page in answer["items"]:
            found.setdefault(page["meta"]["type"], page["id"])
    return found


def edit_form(model: type[Page]) -> Callable[[Tab], None]:
    def open_form(tab: Tab) -> None:
        tab.goto(f"/admin/pages/{first_page(tab, model)}/edit/")
        tab.wait_for_load_state("networkidle")

    return open_form


def new_form(model: type[Page]) -> Callable[[Tab], None]:
    def open_form(tab: Tab) -> None:
        parents = (first_page(tab, parent) for parent in model.allowed_parent_page_models())
        parent = next(pk for pk in parents if pk is not None)
        meta = model._meta
        tab.goto(f"/admin/pages/add/{meta.app_label}/{meta.model_name}/{parent}/")
        tab.wait_for_load_state("networkidle")
        tab.evaluate(FILL)

    return open_form


def screen(address: str) -> Callable[[Tab], None]:
    def open_screen(tab: Tab) -> None:
        tab.goto(address)
        tab.wait_for_load_state("networkidle")

    return open_screen


def first_of_list(address: str) -> Callable[[Tab], None]:
    def open_form(tab: Tab) -> None:
        tab.goto(address)
        link = tab.locator("main a[href*='/edit/']").first.get_attribute("href")
        screen(link)(tab)

    return open_form


def page_forms() -> dict[str, Callable[[Tab], None]]:
    """Return {name: how to open it} for the forms of every page type, existing and new."""
    forms = {}
    for model in page_types():
        name = model._meta.model_name
        if not model.is_creatable:
            continue
        forms[f"modifier-{name}"] = edit_form(model)
        if model.max_count != 1:
            forms[f"nouvelle-{name}"] = new_form(model)
    return forms


def other_screens() -> dict[str, Callable[[Tab], None]]:
    """Return {name: how to open it} for the forms and lists of snippets, and the lists of pages."""
    screens = {}
    for model in get_snippet_models():
        viewset = model.snippet_viewset
        name = model._meta.model_name
        screens[f"liste-{name}"] = screen(reverse(viewset.get_url_name("list")))
        screens[f"ajout-{name}"] = screen(reverse(viewset.get_url_name("add")))
        if name not in WITHOUT_ROWS:
            screens[f"modifier-{name}"] = first_of_list(reverse(viewset.get_url_name("list")))
    screens["reglages"] = screen("/admin/settings/core/hubsettings/")
    screens["explorateur"] = screen("/admin/pages/")
    for listing in HubPageListing.__subclasses__():
        screens[f"liste-{listing.name}"] = screen(f"/admin/{listing.name}/")
    return screens


def show_everything(tab: Tab) -> None:
    """Open each tab and panel of the form, then show the tabs together, to examine them at once."""
    for heading in tab.locator("[role=tablist] [role=tab]:visible").all():
        heading.click()
    tab.evaluate(OPEN_PANELS)
    tab.evaluate(SHOW_TABS)
