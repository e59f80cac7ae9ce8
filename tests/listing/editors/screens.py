"""Accounts for the editors’ search screens, and what the screens contain."""

from typing import Any

from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from tests.factories import UserFactory


def member_of(name: str, client: Client) -> Client:
    user = UserFactory()
    user.groups.add(Group.objects.get(name=name))
    client.force_login(user)
    return client


def soup(client: Client, name: str, **parameters: Any) -> BeautifulSoup:
    response = client.get(reverse(name), parameters)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def screen_text(client: Client, name: str, **parameters: str) -> str:
    return " ".join(soup(client, name, **parameters).find(id="main").get_text(" ").split())
