"""The accounts of the journeys have the rights of their groups, and no more."""

import pytest

pytestmark = pytest.mark.browser


def test_editor_and_contributor_reach_their_admin(editor, contributor):
    for person in (editor, contributor):
        person.goto("/admin/initiatives/")
        assert person.get_by_role("link", name="Ajouter").first.is_visible()
