from collections.abc import Iterator

from django.contrib.auth.models import User
from django.http import HttpRequest
from django.urls import URLPattern, reverse
from wagtail import hooks
from wagtail.admin.widgets import Button

from hub.accounts.second_factor import screens


@hooks.register("register_admin_urls")
def register_second_factor() -> list[URLPattern]:
    return screens.urls()


@hooks.register("register_account_menu_item")
def add_to_account(request: HttpRequest) -> dict[str, str]:
    return {
        "url": reverse(screens.URL_NAME),
        "label": screens.TITLE,
        "help_text": "Demander, après votre mot de passe, un code que votre téléphone affiche.",
    }


@hooks.register("register_user_listing_buttons")
def add_to_users(user: User, request_user: User) -> Iterator[Button]:
    if screens.may_remove(request_user, user):
        yield Button(
            screens.RemoveView.page_title,
            url=reverse(screens.REMOVE_NAME, args=[user.pk]),
            icon_name="lock-open",
            priority=40,
        )
