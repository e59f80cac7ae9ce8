"""The accounts of the journeys have the rights of their groups, and no more."""

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser


def test_editor_and_contributor_reach_their_admin(editor: Page, contributor: Page) -> None:
    for person in (editor, contributor):
        person.goto("/admin/initiatives/")
        assert person.get_by_role("link", name="Ajouter").first.is_visible()
