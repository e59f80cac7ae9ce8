"""Second factor: set-up, login with a code, recovery codes, removal, compulsory accounts."""

import re
import time
from io import StringIO
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import AbstractUser, Group
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice
from pytest_django import Settings

from hub.accounts.second_factor import devices
from hub.accounts.second_factor.pending import KEY, SECONDS
from tests.factories.users import EditorFactory, SuperuserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]

PASSWORD = "Quatre chèvres sur un quai"
LOGIN, READER_LOGIN = "/admin/login/", "/_util/login/"
CODE, READER_CODE = "/admin/login/code/", "/_util/login/code/"
OWN = "/admin/compte/double-authentification/"


def code_of(user: AbstractUser, after: int = 0) -> str:
    """Return the code that the application of an account shows, `after` half minutes from now."""
    device = TOTPDevice.objects.get(user=user)
    code = TOTP(device.bin_key, drift=after)
    code.time = time.time()
    return f"{code.token():06d}"


def wrong_code(user: AbstractUser) -> str:
    """Return a code of six digits that is none of those accepted now."""
    accepted = {code_of(user, after) for after in range(-2, 3)}
    return next(code for code in map("{:06d}".format, range(10)) if code not in accepted)


@pytest.fixture
def user() -> AbstractUser:
    return SuperuserFactory(username="Hélène")


@pytest.fixture
def codes(user: AbstractUser) -> list[str]:
    """The recovery codes of the account, whose second factor is on."""
    devices.new_application(user)
    found = devices.confirm_application(user, code_of(user, -1))
    assert len(found) == devices.RECOVERY_CODES
    return found


def give_password(client: Client, path: str = LOGIN, **more: str) -> Any:
    data = {"username": "Hélène", "password": PASSWORD, "next": "/admin/reports/", **more}
    return client.post(path, data)


def is_logged_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def text_of(response: Any) -> str:
    return " ".join(BeautifulSoup(response.text, "html.parser").get_text(" ").split())


def test_set_up_then_login_with_a_code(client: Client, user: AbstractUser) -> None:
    client.force_login(user)
    page = client.get(OWN)
    device = TOTPDevice.objects.get(user=user)
    assert not device.confirmed
    assert "<svg" in page.text
    secret = device.config_url.partition("secret=")[2].partition("&")[0]
    assert secret in page.text.replace(" ", "")
    assert not devices.has_second_factor(user)

    shown = client.post(OWN, {"password": PASSWORD, "code": code_of(user, -1)})
    assert devices.has_second_factor(user)
    kept = StaticToken.objects.filter(device__user=user).values_list("token", flat=True)
    assert {devices.grouped(code) for code in kept} == {
        one.text for one in BeautifulSoup(shown.text, "html.parser").select("li code")
    }
    assert "no-store" in shown["Cache-Control"]
    assert "Il vous reste 10 codes de secours" in text_of(client.get(OWN))

    reader = Client()
    answer = give_password(reader)
    assert (answer.status_code, answer["Location"]) == (302, CODE)
    assert not is_logged_in(reader)
    assert reader.get("/admin/")["Location"].startswith(LOGIN)
    answer = reader.post(CODE, {"code": f" {code_of(user)[:3]} {code_of(user)[3:]} "})
    assert (answer.status_code, answer["Location"]) == (302, "/admin/reports/")
    assert is_logged_in(reader)
    assert KEY not in reader.session


def test_only_the_application_whose_code_was_given_is_kept(user: AbstractUser) -> None:
    devices.new_application(user)
    other = TOTPDevice.objects.create(user=user, confirmed=False)  # by a second request
    first = TOTPDevice.objects.exclude(pk=other.pk).get()
    code = TOTP(first.bin_key)
    code.time = time.time()
    assert devices.confirm_application(user, f"{code.token():06d}")
    assert list(TOTPDevice.objects.values_list("pk", "confirmed")) == [(first.pk, True)]


@pytest.mark.parametrize(("password", "field"), [("faux", "password"), (PASSWORD, "code")])
def test_set_up_refuses_what_is_wrong(
    password: str, field: str, client: Client, user: AbstractUser
) -> None:
    client.force_login(user)
    client.get(OWN)
    code = code_of(user) if field == "password" else wrong_code(user)
    answer = client.post(OWN, {"password": password, "code": code})
    assert list(answer.context["form"].errors) == [field]
    assert not devices.has_second_factor(user)


def test_remembered_session_lasts_as_long_as_without_a_code(
    codes: list[str], user: AbstractUser, settings: Settings
) -> None:
    for remember, lasting in (("on", True), ("", False)):
        client = Client()
        give_password(client, remember=remember)
        client.post(CODE, {"code": codes.pop()})
        assert client.session.get_expire_at_browser_close() is not lasting


def test_recovery_code_is_accepted_once(
    client: Client, codes: list[str], user: AbstractUser
) -> None:
    give_password(client)
    answer = client.post(CODE, {"code": devices.grouped(codes[0]).upper()})
    assert answer.status_code == 302
    assert devices.recovery_codes_left(user) == devices.RECOVERY_CODES - 1
    other = Client()
    give_password(other)
    answer = other.post(CODE, {"code": codes[0]})
    assert "n’est pas le bon" in text_of(answer)
    assert not is_logged_in(other)


def test_code_of_the_application_is_accepted_once(codes: list[str], user: AbstractUser) -> None:
    code = code_of(user)
    for is_accepted in (True, False):
        client = Client()
        give_password(client)
        client.post(CODE, {"code": code})
        assert is_logged_in(client) is is_accepted


def test_wrong_codes_are_throttled(client: Client, codes: list[str], user: AbstractUser) -> None:
    give_password(client)
    answers = [client.post(CODE, {"code": wrong_code(user)}) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 429, 429]
    assert int(answers[-1]["Retry-After"]) >= 1
    assert "Trop de codes faux" in text_of(answers[-1])
    # The right one is not read either before the time is over.
    assert client.post(CODE, {"code": code_of(user)}).status_code == 429
    TOTPDevice.objects.update(throttling_failure_timestamp=None)
    assert client.post(CODE, {"code": code_of(user)}).status_code == 302


@pytest.mark.parametrize(("login", "code"), [(LOGIN, CODE), (READER_LOGIN, READER_CODE)])
def test_form_of_the_code_needs_the_password_first(
    login: str, code: str, client: Client, codes: list[str]
) -> None:
    assert client.get(code)["Location"].startswith(login)
    assert client.post(code, {"code": codes[0]})["Location"].startswith(login)
    assert give_password(client, login)["Location"] == code
    assert client.get(code).status_code == 200


def test_password_given_long_ago_is_asked_again(
    client: Client, codes: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    give_password(client)
    later = time.time() + SECONDS + 1
    monkeypatch.setattr("hub.accounts.second_factor.pending.time.time", lambda: later)
    assert client.post(CODE, {"code": codes[0]})["Location"].startswith(LOGIN)
    assert not is_logged_in(client)


def test_account_deactivated_meanwhile_does_not_log_in(
    client: Client, codes: list[str], user: AbstractUser
) -> None:
    give_password(client)
    user.is_active = False
    user.save()
    assert client.post(CODE, {"code": codes[0]})["Location"].startswith(LOGIN)
    assert not is_logged_in(client)


def test_reader_of_a_private_page_gives_a_code(client: Client, codes: list[str]) -> None:
    give_password(client, READER_LOGIN, next="/lettres/")
    page = client.get(READER_CODE)
    assert page.context["form"].fields.keys() == {"code"}
    answer = client.post(READER_CODE, {"code": codes[0]})
    assert (answer.status_code, answer["Location"]) == (302, "/lettres/")


def test_code_of_someone_else_is_refused(client: Client, codes: list[str]) -> None:
    other = SuperuserFactory(username="Other")
    devices.new_application(other)
    found = devices.confirm_application(other, code_of(other, -1))
    give_password(client)
    for code in (found[0], code_of(other)):
        StaticDevice.objects.update(throttling_failure_timestamp=None)
        client.post(CODE, {"code": code})
        assert not is_logged_in(client)


def test_new_recovery_codes_replace_the_others(
    client: Client, codes: list[str], user: AbstractUser
) -> None:
    client.force_login(user)
    answer = client.post(f"{OWN}codes/", {"code": wrong_code(user)})
    assert "n’est pas le bon" in text_of(answer)
    TOTPDevice.objects.update(throttling_failure_timestamp=None)
    answer = client.post(f"{OWN}codes/", {"code": code_of(user)})
    shown = re.findall(r"<code>([a-z2-7 ]+)</code>", answer.text)
    assert len(shown) == devices.RECOVERY_CODES
    assert not devices.is_right_code(user, codes[0])
    StaticDevice.objects.update(throttling_failure_timestamp=None)
    assert devices.is_right_code(user, shown[0])


def test_second_factor_is_switched_off_with_a_code(
    client: Client, codes: list[str], user: AbstractUser
) -> None:
    client.force_login(user)
    client.post(f"{OWN}desactiver/", {"code": "abcd efgh"})
    assert devices.has_second_factor(user)
    StaticDevice.objects.update(throttling_failure_timestamp=None)
    assert client.post(f"{OWN}desactiver/", {"code": codes[0]}).status_code == 302
    assert not devices.has_second_factor(user)
    assert not StaticDevice.objects.exists()


class TestCompulsory:
    """SECOND_FACTOR: who must set it up before the rest of the admin."""

    @pytest.fixture(autouse=True)
    def compulsory(self, settings: Settings) -> None:
        settings.SECOND_FACTOR = devices.PUBLISHERS

    def test_publishers_set_it_up_first(self, client: Client, user: AbstractUser) -> None:
        client.force_login(user)
        for path in ("/admin/", "/admin/pages/", "/admin/account/"):
            assert client.get(path)["Location"] == OWN
        assert "obligatoire" in text_of(client.get(OWN))
        assert client.get("/").status_code == 200
        client.post(OWN, {"password": PASSWORD, "code": code_of(user, -1)})
        assert client.get("/admin/").status_code == 200
        client.post(f"{OWN}desactiver/", {"code": code_of(user)})
        assert devices.has_second_factor(user)

    @pytest.mark.parametrize(("value", "status"), [("publishers", 200), ("everyone", 302)])
    def test_contributors(
        self, value: str, status: int, client: Client, settings: Settings
    ) -> None:
        settings.SECOND_FACTOR = value
        contributor = EditorFactory()
        contributor.groups.set([Group.objects.get(name="Contributions")])
        client.force_login(contributor)
        assert client.get("/admin/").status_code == status

    def test_logout_stays_open(self, client: Client, user: AbstractUser) -> None:
        client.force_login(user)
        assert client.post(reverse("wagtailadmin_logout"))["Location"] != OWN
        assert not is_logged_in(client)


class TestRemoval:
    """Removal of the second factor of an account whose owner lost telephone and codes."""

    def path(self, account: AbstractUser) -> str:
        return f"/admin/utilisateurs/{account.pk}/double-authentification/"

    def test_administrator_removes_it(
        self, client: Client, codes: list[str], user: AbstractUser
    ) -> None:
        client.force_login(SuperuserFactory(username="Other"))
        listing = client.get(reverse("wagtailusers_users:index")).text
        assert self.path(user) in listing
        assert "Hélène" in text_of(client.get(self.path(user)))
        assert devices.has_second_factor(user)
        assert client.post(self.path(user)).status_code == 302
        assert not devices.has_second_factor(user)

    def test_editor_does_not(self, client: Client, codes: list[str], user: AbstractUser) -> None:
        client.force_login(EditorFactory())
        assert client.post(self.path(user)).status_code in (302, 403)
        assert devices.has_second_factor(user)

    def test_one_s_own_needs_a_code(
        self, client: Client, codes: list[str], user: AbstractUser
    ) -> None:
        client.force_login(user)
        client.post(self.path(user))
        assert devices.has_second_factor(user)

    def test_command(self, codes: list[str], user: AbstractUser) -> None:
        written = StringIO()
        call_command("remove_second_factor", "Hélène", stdout=written)
        assert "« Hélène » est retirée" in written.getvalue()
        assert not devices.has_second_factor(user)
        for username in ("Hélène", "personne"):
            with pytest.raises(CommandError, match=username):
                call_command("remove_second_factor", username)
