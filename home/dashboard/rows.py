"""What the panels of the dashboard share: rows with a link, a reason and a date."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth.models import AbstractUser
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from wagtail.admin.ui.components import Component
from wagtail.models import Page
from wagtail.permissions import policy_registry

from hub.core.values.dates import format_known_date

SHOWN = 8


@dataclass(frozen=True)
class Row:
    """One line of a panel. `note` says why it is there; `url` is where to act."""

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
    """A titled list of rows. `empty` is said when there are none; without it, nothing is shown."""

    template_name = "home/admin/todo_panel.html"
    heading = ""
    empty = ""
    icon = "tasks"

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def is_shown(self) -> bool:
        """Tell whether the panel concerns the person."""
        return True

    def rows(self) -> Iterable[Row]:
        """Return the rows, the most pressing first: one more than `SHOWN` is enough."""
        raise NotImplementedError

    def links(self) -> list[Link]:
        """Return where to see more."""
        return []

    @cached_property
    def found(self) -> list[Row]:
        return list(self.rows())

    def render_html(self, parent_context=None) -> str:
        if not self.is_shown() or not (self.found or self.empty):
            return ""
        return super().render_html(parent_context)

    def get_context_data(self, parent_context=None) -> dict:
        return {
            "panel": self,
            "rows": self.found[:SHOWN],
            "more": len(self.found) > SHOWN,
            "links": self.links(),
        }


def edit_url(pk: int) -> str:
    return reverse("wagtailadmin_pages:edit", args=[pk])


def kind_of(page: Page) -> str:
    """Return what the type is called in lists: « Lettre », « Rendez-vous »."""
    model = page.cached_content_type.model_class()
    return getattr(model, "kind_label", "") or (model or Page)._meta.verbose_name.capitalize()


def editable_pages(user: AbstractUser) -> QuerySet[Page]:
    """Return the pages whose form the user may open: those of everybody, or their own."""
    return policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "change")


def editable_ids(user: AbstractUser) -> QuerySet:
    """Return the same as a subquery; Wagtail's own joins would repeat rows."""
    return editable_pages(user).order_by().values("pk")


def may_publish(user: AbstractUser) -> bool:
    """Tell whether the user puts pages online, somewhere on the site."""
    return policy_registry.get_by_type(Page).user_has_permission(user, "publish")


def day_words(value: date | datetime | None) -> str:
    """Return « 3 mars 2027 », or « 3 mars 2027 à 14 h 30 » for an instant; empty for None."""
    if isinstance(value, datetime):
        local = timezone.localtime(value)
        hour = date_format(local, "G\u00a0\\h\u00a0i").removesuffix("\u00a000")
        return f"{format_known_date(local.date())} à {hour}"
    return format_known_date(value)
