"""The style guide shows every component."""

from pathlib import Path

import pytest
from django.http import HttpResponseBase
from django.test import Client
from pytest_django import Settings

from hub.core.blocks import StoryStreamBlock
from tests.factories import ImageFactory
from tests.factories.site_tree import SiteTree

pytestmark = pytest.mark.django_db

TEMPLATES = Path(__file__).parents[2] / "templates"
ADDRESS = "/composants/"


@pytest.fixture
def shown(client: Client, site_tree: SiteTree) -> HttpResponseBase:
    ImageFactory(ready=True)
    response = client.get(ADDRESS)
    assert response.status_code == 200
    return response


def test_every_component_is_on_the_page(shown: HttpResponseBase) -> None:
    components = {
        path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.glob("components/*.html")
    }

    # The listing template is made of components shown separately.
    assert components - {template.name for template in shown.templates} == {
        "components/listing.html"
    }


def test_every_block_is_on_the_page(shown: HttpResponseBase) -> None:
    text = shown.content.decode()

    for block in StoryStreamBlock().child_blocks.values():
        assert f"templates/{block.meta.template}" in text, block.label


def test_the_page_does_not_exist_where_it_is_off(
    client: Client, site_tree: SiteTree, settings: Settings
) -> None:
    settings.STYLEGUIDE = False

    assert client.get(ADDRESS).status_code == 404
