"""Accounts and pages of the tests of the editors’ search screens."""

import pytest
from django.test import Client

from tests.committed_changes import send_pending_changes
from tests.factories import InitiativePageFactory
from tests.factories.site_tree import SiteTree
from tests.listing.editors.screens import member_of


@pytest.fixture
def editor(client: Client, site_tree: SiteTree) -> Client:
    return member_of("Rédaction", client)


@pytest.fixture
def contributor(client: Client, site_tree: SiteTree) -> Client:
    return member_of("Contributions", client)


@pytest.fixture
def indexed_initiatives(site_tree: SiteTree) -> None:
    InitiativePageFactory(title="Un jardin partagé", summary="Douze familles et une cantine.")
    InitiativePageFactory(title="La cantine du jardin", summary="Des carottes pour tous.")
    InitiativePageFactory(title="Une ressourcerie", summary="Réparer les vélos.")
    send_pending_changes()
