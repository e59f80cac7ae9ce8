"""The accounts of the editors' journeys: one per group, none of them a superuser."""

from dataclasses import dataclass

from playwright.sync_api import Page

PASSWORD = "quatre-chevres-sur-un-quai"


@dataclass(frozen=True)
class Account:
    """A user of the admin and the group that gives their rights."""

    username: str
    first_name: str
    group: str

    @property
    def email(self) -> str:
        return f"{self.username}@example.org"


EDITOR = Account("camille", "Camille", "Rédaction")
SECOND_EDITOR = Account("dominique", "Dominique", "Rédaction")
CONTRIBUTOR = Account("sacha", "Sacha", "Contributions")
ACCOUNTS = (EDITOR, SECOND_EDITOR, CONTRIBUTOR)


def add_accounts() -> None:
    """Create the accounts in the database of the running site."""
    # Models are known once Django has started.
    from django.contrib.auth import get_user_model
    from django.contrib.auth.models import Group

    for account in ACCOUNTS:
        user = get_user_model().objects.create_user(
            account.username, account.email, PASSWORD, first_name=account.first_name
        )
        user.groups.add(Group.objects.get(name=account.group))


def sign_in_as(tab: Page, account: Account) -> None:
    """Sign in by the login form, as the person does."""
    tab.goto("/admin/login/")
    tab.locator("input[name=username]").fill(account.username)
    tab.locator("input[name=password]").fill(PASSWORD)
    tab.locator("form button[type=submit]").click()
    tab.wait_for_url("**/admin/")


def open_session(tab: Page, account: Account) -> None:
    """Sign in by the two requests of the login form, without loading its page nor the next one."""
    requests = tab.context.request
    requests.get("/admin/login/")
    token = next(one["value"] for one in tab.context.cookies() if one["name"] == "csrftoken")
    answer = requests.post(
        "/admin/login/",
        form={
            "username": account.username,
            "password": PASSWORD,
            "csrfmiddlewaretoken": token,
            "next": "/admin/",
        },
        max_redirects=0,
    )
    assert answer.status == 302, answer.text()
