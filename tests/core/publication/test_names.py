"""Doubtful names of territories: warnings of a page, checks asked by its form, kept names."""

import json
from typing import Any

import pytest
from django.contrib.auth.models import AbstractUser
from django.test import Client
from django.urls import reverse

from hub.core.publication import publication_findings
from hub.territories.models import KeptName
from inspiration.models import InitiativePage
from tests.factories.initiatives import InitiativePageFactory
from tests.factories.territories import TerritoryFactory
from tests.form_data import edit_form_data

WRITTEN = "Saint-Jean de Braye"
SUMMARY = f"La ville de {WRITTEN} plante un verger."
MESSAGE = "«\u00a0Saint-Jean de Braye\u00a0» s’écrit «\u00a0Saint-Jean-de-Braye\u00a0»."


@pytest.fixture
def page(db: None) -> InitiativePage:
    TerritoryFactory(name="Saint-Jean-de-Braye", code="45284")
    return InitiativePageFactory(summary=SUMMARY)


def check(client: Client, **data: Any) -> Any:
    body = {"page": 0, "territories": [], "texts": [SUMMARY], **data}
    return client.post(reverse("check_names"), json.dumps(body), content_type="application/json")


def keep(client: Client, page: InitiativePage, data: Any) -> Any:
    url = reverse("keep_name", args=[page.pk])
    return client.post(url, json.dumps(data), content_type="application/json")


def warnings(page: InitiativePage) -> list[str]:
    return [f.message for f in publication_findings(page) if MESSAGE in f.message]


def test_doubtful_name_is_a_warning_of_the_page(page: InitiativePage) -> None:
    [finding] = [f for f in publication_findings(page) if MESSAGE in f.message]

    assert not finding.blocks
    assert (finding.where, finding.field) == ("Chapô", "summary")


def test_doubtful_name_in_a_block_names_its_block(page: InitiativePage) -> None:
    page.summary = ""
    page.body = [("paragraph", f"<p>À {WRITTEN}, on plante.</p>")]
    page.save()
    page = InitiativePage.objects.get(pk=page.pk)

    [finding] = [f for f in publication_findings(page) if MESSAGE in f.message]

    assert finding.field == "body"
    assert finding.block_id == page.body[0].id


def test_kept_name_is_no_longer_a_warning(page: InitiativePage, admin_client: Client) -> None:
    assert keep(admin_client, page, [[WRITTEN, "orthographe"]]).status_code == 204
    assert keep(admin_client, page, [[WRITTEN, "orthographe"]]).status_code == 204

    assert warnings(page) == []
    assert KeptName.objects.get().kept_by is not None
    assert check(admin_client, page=page.pk).json() == {"doubts": [[]]}
    assert check(admin_client).json()["doubts"][0]  # another page


def test_check_returns_positions_in_utf_16_units(
    page: InitiativePage, admin_client: Client
) -> None:
    [[doubt]] = check(admin_client, texts=[f"🎉 {WRITTEN}"]).json()["doubts"]

    assert (doubt["start"], doubt["end"]) == (3, 3 + len(WRITTEN))
    assert doubt["suggestions"] == ["Saint-Jean-de-Braye"]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"\xff",
        b'{"page": "x", "territories": [], "texts": []}',
        b'{"page": 0, "territories": ["x"], "texts": []}',
        b'{"page": 0, "territories": [], "texts": [1]}',
        b'{"page": 0, "territories": 1, "texts": []}',
        b'{"page": 0, "territories": [], "texts": null}',
    ],
)
def test_check_refuses_an_unreadable_request(admin_client: Client, body: bytes) -> None:
    answer = admin_client.post(reverse("check_names"), body, content_type="application/json")

    assert answer.status_code == 400
    assert "illisible" in answer.json()["message"]


def test_check_refuses_too_long_texts(admin_client: Client) -> None:
    assert check(admin_client, texts=["é" * 400_001]).status_code == 413


@pytest.mark.parametrize("data", [[], {}, [["x"]], [["x", "autre"]], [["\0", "code"]], "x"])
def test_keeping_refuses_what_is_not_a_doubt(
    page: InitiativePage, admin_client: Client, data: Any
) -> None:
    assert keep(admin_client, page, data).status_code == 400
    assert not KeptName.objects.exists()


def test_page_of_someone_else_is_refused(
    page: InitiativePage, client: Client, django_user_model: type[AbstractUser]
) -> None:
    from django.contrib.auth.models import Permission

    user = django_user_model.objects.create_user("lecteur", "l@exemple.fr", "x")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(user)

    assert check(client, page=page.pk).status_code == 302  # Wagtail leads to its first screen
    assert keep(client, page, [[WRITTEN, "orthographe"]]).status_code == 302
    assert not KeptName.objects.exists()


def test_names_kept_in_a_form_are_remembered_at_save(
    page: InitiativePage, admin_client: Client
) -> None:
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    data = edit_form_data(admin_client, page)
    data["hub-kept-names"] = json.dumps([[WRITTEN, "orthographe"], ["x", "inconnu"], 3])
    admin_client.post(url, data)

    assert list(KeptName.objects.values_list("written", "page")) == [(WRITTEN, page.pk)]
