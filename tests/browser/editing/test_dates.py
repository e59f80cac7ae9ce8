"""Dates and times are read as editors write them, or refused beside the field, never rewritten."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.accounts import EDITOR, open_session
from tests.browser.chromium import open_tab
from tests.browser.editing.forms import error_of, open_first, save, type_in
from tests.browser.site import Site

pytestmark = pytest.mark.browser

NOT_AN_HOUR = re.compile("«\\s25:99\\s» n’est pas une heure.*14h30")


@pytest.fixture
def editor_without_scripts(chromium: Browser, site: Site) -> Iterator[Page]:
    with open_tab(chromium, site, java_script_enabled=False) as tab:
        open_session(tab, EDITOR)
        yield tab


@pytest.fixture(params=["with scripts", "without scripts"])
def any_editor(request: pytest.FixtureRequest) -> Page:
    name = "editor" if request.param == "with scripts" else "editor_without_scripts"
    return request.getfixturevalue(name)


def test_hour_written_with_an_h_is_saved(any_editor: Page) -> None:
    address = open_first(any_editor, "/admin/events/?q=agora")
    expect(type_in(any_editor, "start_time", "14h30")).to_have_value("14h30")
    type_in(any_editor, "start_date", "jeudi 10 décembre 2099")
    type_in(any_editor, "end_time", "")
    save(any_editor)

    any_editor.goto(address)

    expect(any_editor.locator("[name=start_time]")).to_have_value("14:30")
    expect(any_editor.locator("[name=start_date]")).to_have_value("10/12/2099")


def test_hour_that_is_none_is_refused_beside_its_field_and_kept(any_editor: Page) -> None:
    open_first(any_editor, "/admin/events/?q=agora")
    expect(type_in(any_editor, "start_time", "25:99")).to_have_value("25:99")
    type_in(any_editor, "place", "Salle des fêtes de l’Étang")
    save(any_editor)

    expect(error_of(any_editor, "start_time")).to_have_text(NOT_AN_HOUR)
    expect(any_editor.locator("[name=start_time]")).to_have_value("25:99")
    expect(any_editor.locator("[name=place]")).to_have_value("Salle des fêtes de l’Étang")

    type_in(any_editor, "start_time", "9 h")
    type_in(any_editor, "end_time", "")
    save(any_editor)
    expect(any_editor.locator("[name=start_time]")).to_have_value("09:00")
    expect(any_editor.locator("[name=place]")).to_have_value("Salle des fêtes de l’Étang")


def test_form_says_at_once_how_a_date_is_read(editor: Page) -> None:
    open_first(editor, "/admin/events/?q=agora")
    reading = editor.locator("#id_start_date-reading")

    field = type_in(editor, "start_date", "10/12/99")
    expect(reading).to_have_text("Compris\u00a0: vendredi 10 décembre 1999.")
    type_in(editor, "start_date", "31/02/2026")
    expect(reading).to_have_text(re.compile("n’existe pas"))
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_attribute("aria-describedby", re.compile("id_start_date-reading"))
    type_in(editor, "start_date", "10/12/2099")
    expect(reading).to_be_empty()
    expect(field).not_to_have_attribute("aria-invalid", "true")
    expect(editor.locator(".xdsoft_datetimepicker:visible")).to_have_count(0)


def test_calendar_opens_at_the_day_that_was_typed(editor: Page) -> None:
    open_first(editor, "/admin/events/?q=agora")
    field = type_in(editor, "start_date", "1er mars 2027")
    expect(editor.locator("#id_start_date-reading")).to_have_text(re.compile("lundi 1er mars"))

    field.click()
    calendar = editor.locator(".xdsoft_datetimepicker:visible")
    expect(calendar.locator(".xdsoft_month")).to_contain_text("mars")
    calendar.locator("td[data-date='15'][data-month='2']").click()

    expect(field).to_have_value("15/03/2027")


def test_date_of_a_block_reads_french(editor: Page) -> None:
    open_first(editor, "/admin/letters/?q=seconde+phase")
    field = editor.locator("input[name$='-value-start']").first
    field.evaluate("field => field.closest('[data-panel]')?.scrollIntoView()")
    field.evaluate(
        """field => { field.value = "12 janv. 2099";
        field.dispatchEvent(new Event("change", { bubbles: true })); }"""
    )
    reading = editor.locator(f"[id='{field.get_attribute('id')}-reading']")
    expect(reading).to_have_text("Compris\u00a0: lundi 12 janvier 2099.")
    expect(field).to_have_value("12 janv. 2099")


def test_schedule_warns_that_its_date_has_passed(editor: Page) -> None:
    open_first(editor, "/admin/events/?q=agora")
    editor.locator("[data-side-panel-toggle=status]").click()
    editor.locator("[data-a11y-dialog-show=schedule-publishing-dialog]").first.click()

    type_in(editor, "go_live_at", "1er mars 2021 à 9h")
    expect(editor.locator("#id_go_live_at-reading")).to_have_text(
        re.compile("Cette date est passée.*dès que vous publierez")
    )
    type_in(editor, "go_live_at", "1er mars 2099 à 9h")
    expect(editor.locator("#id_go_live_at-reading")).to_have_text(
        "Compris\u00a0: dimanche 1er mars 2099 à 9\u00a0h."
    )
    type_in(editor, "go_live_at", "1er mars 2099")
    expect(editor.locator("#id_go_live_at-reading")).to_have_text(re.compile("Ajoutez l’heure"))
