"""Admin screens « Courriels du site », in development: what the site would have sent."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path, reverse
from django.views.generic import TemplateView, View
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from hub.mailing.screens.stored import StoredMessage, latest_messages, stored_message

SHOWN = 200
TITLE = "Courriels du site"
URL_NAME = "mailbox"
# The HTML of a message: no script, nothing of another site but images; links open a tab. With the
# origin of the site: accessibility checkers post messages to every frame.
MESSAGE_POLICY = (
    "default-src 'none'; img-src * data:; style-src 'unsafe-inline'; "
    "sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox"
)
OPEN_IN_A_TAB = '<base target="_blank">'


def may_read(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Return whether a user reads the messages: some hold links to other people's accounts."""
    return bool(settings.MAILBOX_FOLDER and getattr(user, "is_superuser", False))


class MailboxAccessMixin(View):
    """For the screens of the mailbox: 404 where there is none, administrators only."""

    folder: Path

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if settings.MAILBOX_FOLDER is None:
            raise Http404
        self.folder = settings.MAILBOX_FOLDER
        if not may_read(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class MailboxView(MailboxAccessMixin, WagtailAdminTemplateMixin, TemplateView):
    """The last messages, latest first."""

    page_title = TITLE
    header_icon = "mail"
    template_name = "mailing/admin/mailbox.html"
    breadcrumbs_items = [
        *WagtailAdminTemplateMixin.breadcrumbs_items,
        {"url": "", "label": TITLE},
    ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = latest_messages(self.folder, SHOWN + 1)
        return super().get_context_data(
            sent=found[:SHOWN], has_more=len(found) > SHOWN, folder=self.folder, **kwargs
        )


class OneMessageMixin(MailboxAccessMixin):
    """For the screens of one message: 404 when its file or its place is unknown."""

    @property
    def stored(self) -> StoredMessage:
        found = stored_message(self.folder, self.kwargs["file"], self.kwargs["place"])
        if found is None:
            raise Http404
        return found


class MessageView(OneMessageMixin, WagtailAdminTemplateMixin, TemplateView):
    """One message: its headers, its HTML and its text."""

    header_icon = "mail"
    template_name = "mailing/admin/message.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        stored = self.stored
        title = stored.subject or "Sans objet"
        self.page_title = title
        self.breadcrumbs_items = [
            *WagtailAdminTemplateMixin.breadcrumbs_items,
            {"url": reverse(URL_NAME), "label": TITLE},
            {"url": "", "label": title},
        ]
        return super().get_context_data(
            stored=stored,
            sender=stored.header("From"),
            html=stored.html,
            text=stored.text,
            **kwargs,
        )


class MessageHtmlView(OneMessageMixin):
    """The HTML of a message, for the frame of its screen."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        html = self.stored.html.replace("<head>", f"<head>{OPEN_IN_A_TAB}", 1)
        response = HttpResponse(html)
        response["Content-Security-Policy"] = MESSAGE_POLICY
        response["X-Frame-Options"] = "SAMEORIGIN"
        return response


class MessageFileView(OneMessageMixin):
    """A message as it was sent, for a mail program."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        response = HttpResponse(self.stored.data, content_type="message/rfc822")
        response["Content-Disposition"] = 'attachment; filename="message.eml"'
        return response


class MailboxMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_read(request.user)


def menu_item() -> MailboxMenuItem:
    """Return the menu item of the screen, in « Rapports »."""
    return MailboxMenuItem(TITLE, reverse(URL_NAME), name="courriels", icon_name="mail", order=950)


def urls() -> list[URLPattern]:
    one = "courriels/<str:file>/<int:place>/"
    return [
        path("courriels/", MailboxView.as_view(), name=URL_NAME),
        path(one, MessageView.as_view(), name="mailbox_message"),
        path(f"{one}html/", MessageHtmlView.as_view(), name="mailbox_html"),
        path(f"{one}message.eml", MessageFileView.as_view(), name="mailbox_file"),
    ]
