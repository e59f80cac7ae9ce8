"""Base class and helpers of the dashboard panels: rows with a link, a reason and a date."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.template import Context
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from wagtail.admin.ui.components import Component
from wagtail.models import Page
from wagtail.permissions import policy_registry

from hub.backoffice.requests import AdminRequest
from hub.dates import format_known_date

SHOWN = 8


@dataclass(frozen=True)
class Row:
    """One line of a panel: `note` is the reason why it is listed, `url` the page to act on."""

    title: str
    url: str
    kind: str = ""
    note: str = ""
    when: str = ""


@dataclass(frozen=True)
class Link:
    label: str
    url: str


class TodoPanel(Component):
    """A titled list of rows; when it has none, show `empty`, or hide the panel if it is empty."""

    template_name = "home/admin/todo_panel.html"
    heading = ""
    icon = "tasks"

    def __init__(self, request: AdminRequest) -> None:
        self.request = request

    @property
    def empty(self) -> str:
        """The words shown when there is no row."""
        return ""

    def is_shown(self) -> bool:
        """Return whether the panel concerns the user."""
        return True

    def rows(self) -> Iterable[Row]:
        """Return the rows, the most urgent first; at most `SHOWN` + 1 of them are used."""
        raise NotImplementedError

    def links(self) -> list[Link]:
        """Return the links to more complete lists."""
        return []

    @cached_property
    def found(self) -> list[Row]:
        return list(self.rows())

    def render_html(self, parent_context: Context | dict[str, Any] | None = None) -> str:
        if not self.is_shown() or not (self.found or self.empty):
            return ""
        return super().render_html(parent_context)

    def get_context_data(
        self, parent_context: Context | dict[str, Any] | None = None
    ) -> dict[str, Any]:
        return {
            "panel": self,
            "rows": self.found[:SHOWN],
            "more": len(self.found) > SHOWN,
            "links": self.links(),
        }


def edit_url(pk: int) -> str:
    return reverse("wagtailadmin_pages:edit", args=[pk])


def kind_of(page: Page) -> str:
    """Return the label of the type of a page: « Lettre », « Rendez-vous »."""
    model = page.cached_content_type.model_class()
    return getattr(model, "kind_label", "") or (model or Page)._meta.verbose_name.capitalize()


def editable_pages(user: User) -> QuerySet[Page]:
    """Return the pages that the user has the permission to edit."""
    return policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "change")


def editable_ids(user: User) -> QuerySet:
    """Return the ids of `editable_pages` as a subquery: its joins would duplicate rows."""
    return editable_pages(user).order_by().values("pk")


def may_publish(user: User) -> bool:
    """Return whether the user may publish pages, anywhere in the tree."""
    return policy_registry.get_by_type(Page).user_has_permission(user, "publish")


def format_day(value: date | datetime | None) -> str:
    """Return « 3 mars 2027 », or « 3 mars 2027 à 14 h 30 » for an instant; empty for None."""
    if isinstance(value, datetime):
        local = timezone.localtime(value)
        hour = date_format(local, "G\u00a0\\h\u00a0i").removesuffix("\u00a000")
        return f"{format_known_date(local.date())} à {hour}"
    return format_known_date(value)
