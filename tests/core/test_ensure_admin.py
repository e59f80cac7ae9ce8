import re
from io import StringIO

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import Settings

pytestmark = pytest.mark.django_db

STRONG = "Quatre chèvres sur un quai"


@pytest.fixture(autouse=True)
def no_chosen_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HUB_ADMIN_PASSWORD", raising=False)


def run_command() -> str:
    output = StringIO()
    call_command("ensure_admin", stdout=output)
    return output.getvalue()


def test_prints_a_password_that_opens_the_admin_on_a_new_site(client: Client) -> None:
    output = run_command()

    password = re.search(r"Mot de passe : (\w{16})\b", output)[1]
    user = authenticate(username="admin", password=password)
    assert user.is_superuser
    client.force_login(user)
    assert client.get("/admin/").status_code == 200


def test_two_sites_never_share_a_password() -> None:
    first = run_command()
    get_user_model().objects.all().delete()

    assert run_command() != first


def test_changes_nothing_and_says_so_when_an_administrator_exists() -> None:
    run_command()
    before = get_user_model().objects.get().password

    output = run_command()

    assert "existe déjà" in output
    assert "changepassword admin" in output
    assert get_user_model().objects.get().password == before


def test_names_the_administrator_of_the_site_when_it_is_not_admin() -> None:
    get_user_model().objects.create_superuser("camille", "camille@example.org", STRONG)

    assert "« camille » existe déjà" in run_command()
    assert get_user_model().objects.count() == 1


def test_takes_the_password_of_the_environment_without_showing_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HUB_ADMIN_PASSWORD", STRONG)

    assert STRONG not in run_command()
    assert authenticate(username="admin", password=STRONG)


def test_refuses_a_weak_chosen_password_outside_development(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HUB_ADMIN_PASSWORD", "azerty")

    with pytest.raises(CommandError, match="HUB_ADMIN_PASSWORD"):
        run_command()
    assert not get_user_model().objects.exists()


def test_accepts_a_weak_chosen_password_in_development(
    monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    settings.DEBUG = True
    monkeypatch.setenv("HUB_ADMIN_PASSWORD", "azerty")

    run_command()

    assert authenticate(username="admin", password="azerty")


def test_never_promotes_an_ordinary_account_named_admin() -> None:
    get_user_model().objects.create_user("admin", "admin@example.org", STRONG)

    with pytest.raises(CommandError, match="pas administrateur"):
        run_command()
    assert not get_user_model().objects.get().is_superuser
