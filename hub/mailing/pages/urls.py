from django.urls import path, register_converter

from hub.mailing.pages import own, subscribing
from hub.mailing.tokens import PATTERN, Purpose


class TokenConverter:
    """What may be a signed token; `read_token` decides."""

    regex = PATTERN

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(TokenConverter, "mailing_token")

preferences = "preferences/<mailing_token:token>/"
urlpatterns = [
    path("", subscribing.SubscribeView.as_view(), name="subscribe"),
    path("envoye/", subscribing.SentView.as_view(), name="subscription_sent"),
    path("lien/", subscribing.LinkView.as_view(), name="subscription_link"),
    path(
        "confirmer/<mailing_token:token>/",
        own.ConfirmView.as_view(),
        name=Purpose.CONFIRM.value,
    ),
    path(preferences, own.PreferencesView.as_view(), name=Purpose.PREFERENCES.value),
    path(f"{preferences}donnees/", own.ExportView.as_view(), name="subscription_export"),
    path(f"{preferences}effacer/", own.EraseView.as_view(), name="subscription_erase"),
    path("efface/", own.ErasedView.as_view(), name="subscription_erased"),
    path(
        "desinscription/<mailing_token:token>/",
        own.UnsubscribeView.as_view(),
        name=Purpose.UNSUBSCRIBE.value,
    ),
    # A link cut by a mail program, or altered.
    path("<path:rest>", subscribing.BrokenLinkView.as_view()),
]
