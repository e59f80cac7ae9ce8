"""The name and the address of a document of a private collection are hidden with its file."""

import json

import pytest
from django.contrib.auth.models import Group
from django.test import Client, RequestFactory
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Collection, CollectionViewRestriction

from hub.agenda.models import EventDocument
from hub.core.models import HubDocument
from hub.core.site.documents import is_visible_document, visible_documents
from inspiration.models import InitiativeDocument
from tests.factories import (
    DocumentFactory,
    EditorFactory,
    EventPageFactory,
    InitiativePageFactory,
    NewsletterPageFactory,
    ResourcePageFactory,
    SuperuserFactory,
)
from tests.factories import blocks as make
from tests.factories.newsletters import rubrique

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]

NAME = "Canari confidentiel"
Kinds = CollectionViewRestriction


@pytest.fixture
def document() -> HubDocument:
    """A document of a collection below a restricted one."""
    above = Collection.get_first_root_node().add_child(name="Réservé")
    below = above.add_child(name="Réservé aussi")
    Kinds.objects.create(collection=above, restriction_type=Kinds.LOGIN)
    return DocumentFactory(title=NAME, collection=below)


@pytest.fixture
def addresses(document: HubDocument) -> list[str]:
    """The URLs of pages of every type that show the document."""
    block = make.document("", document)
    letter = NewsletterPageFactory(rubriques=[rubrique(block)])
    initiative = InitiativePageFactory(body=[block])
    initiative.documents = [InitiativeDocument(document=document)]
    initiative.save_revision().publish()
    event = EventPageFactory()
    event.documents = [EventDocument(document=document)]
    event.save_revision().publish()
    resource = ResourcePageFactory(document=document, resource_url="")
    letters = [f"{letter.url}{form}" for form in ("", "texte/", "courriel/")]
    return [*letters, initiative.url, event.url, resource.url]


def shown(client: Client, address: str, document: HubDocument) -> bool:
    response = client.get(address)
    assert response.status_code == 200, address
    return NAME in response.text or document.url in response.text


def test_reader_sees_neither_name_nor_address(
    client: Client, document: HubDocument, addresses: list[str]
) -> None:
    assert not [address for address in addresses if shown(client, address, document)]
    Kinds.objects.all().delete()
    assert all(shown(client, address, document) for address in addresses)


def test_reader_who_may_open_it_sees_it(
    client: Client, document: HubDocument, addresses: list[str]
) -> None:
    client.force_login(EditorFactory())
    hidden = [address for address in addresses if not shown(client, address, document)]
    assert not [address for address in hidden if "courriel" not in address]


def test_structured_data_does_not_name_it(
    client: Client, document: HubDocument, addresses: list[str]
) -> None:
    page = client.get(addresses[-1]).text
    data = page.partition('application/ld+json">')[2].partition("</script>")[0]
    assert json.loads(data)
    assert document.url not in data


@pytest.mark.parametrize(
    ("kind", "who", "visible"),
    [
        (Kinds.LOGIN, "anonymous", False),
        (Kinds.LOGIN, "member", True),
        (Kinds.GROUPS, "anonymous", False),
        (Kinds.GROUPS, "other", False),
        (Kinds.GROUPS, "member", True),
        (Kinds.GROUPS, "superuser", True),
        (Kinds.PASSWORD, "anonymous", False),
        (Kinds.PASSWORD, "superuser", False),
        (Kinds.PASSWORD, "passed", True),
    ],
)
def test_rule_is_that_of_wagtail(
    kind: str, who: str, visible: bool, client: Client, document: HubDocument
) -> None:
    restriction = Kinds.objects.get()
    restriction.restriction_type, restriction.password = kind, "azerty"
    restriction.save()
    group = Group.objects.create(name="Pilotes")
    restriction.groups.add(group)
    if who in ("member", "other"):
        user = EditorFactory()
        user.groups.set([group] if who == "member" else [])
        client.force_login(user)
    elif who == "superuser":
        client.force_login(SuperuserFactory())
    elif who == "passed":
        path = f"/documents/authenticate_with_password/{restriction.pk}/"
        client.post(path, {"password": "azerty", "return_url": "/"})
    request = client.get("/").wsgi_request
    other = DocumentFactory(title="Public")

    assert is_visible_document(document, request) is visible
    assert set(visible_documents(request)) == ({document, other} if visible else {other})
    assert is_visible_document(other, request)
    assert restriction.accept_request(request) is visible


def test_anonymous_reader_without_a_request(document: HubDocument) -> None:
    assert not is_visible_document(document, None)
    assert document not in visible_documents(None)
    assert not is_visible_document(None, None)


def test_restrictions_are_read_once_and_not_the_session(
    rf: RequestFactory, document: HubDocument, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    documents = [DocumentFactory(collection=document.collection) for _ in range(3)]
    request = rf.get("/")  # no session, no user
    with django_assert_num_queries(1):
        assert not any(is_visible_document(each, request) for each in documents)
