"""Page history that groups consecutive saves by one person into one line.

The form autosaves while one types; each opening of the form, each « Enregistrer » and each
publication begins a new revision. Ungrouped, an hour of work fills a screen.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.formats import time_format
from django.utils.timezone import localtime
from wagtail.admin.ui.tables import Column
from wagtail.admin.utils import set_query_params
from wagtail.admin.views.generic.history import ActionColumn
from wagtail.admin.views.pages.history import PageHistoryFilterSet, PageHistoryView
from wagtail.admin.widgets import BooleanRadioSelect
from wagtail.admin.widgets.button import HeaderButton
from wagtail.models import PageLogEntry

# Maximum time between two saves of a group; no other entry may come between them.
MAX_GAP = timedelta(minutes=30)
EDIT = "wagtail.edit"
PARAMETER = "saves"


@dataclass
class SaveGroup:
    """Saves grouped into one line.

    `hidden` are the log entries left out, `since` is the time of the first save and
    `previous_revision` the id of the revision before it.
    """

    hidden: list[int]
    since: datetime
    previous_revision: int | None


def group_saves(rows: Iterable[tuple]) -> dict[int, SaveGroup]:
    """Return the groups by the pk of the log entry that is shown.

    `rows` are the log entries, latest first: (pk, action, user, timestamp, previous revision).
    """
    groups: dict[int, SaveGroup] = {}
    kept, previous_row = 0, None
    for row in rows:
        pk, action, user, timestamp, previous = row
        is_same_group = (
            previous_row is not None
            and action == previous_row[1] == EDIT
            and user == previous_row[2]
            and previous_row[3] - timestamp <= MAX_GAP
        )
        if is_same_group:
            group = groups.setdefault(kept, SaveGroup([], timestamp, previous))
            group.hidden.append(pk)
            group.since, group.previous_revision = timestamp, previous
        else:
            kept = pk
        previous_row = row
    return groups


class SavesFilter(django_filters.BooleanFilter):
    """Checkbox among the filters; the view itself groups, since its columns need the groups."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label="Tous les enregistrements, un par un", widget=BooleanRadioSelect, **kwargs
        )

    def filter(self, queryset: QuerySet, value: bool | None) -> QuerySet:
        return queryset


class GroupedHistoryFilterSet(PageHistoryFilterSet):
    """Wagtail's history filters, with the choice between grouped and single saves."""

    saves = SavesFilter()


class GroupedActionColumn(ActionColumn):
    """Column of the action, with the number of saves in the group."""

    def __init__(self, *args: Any, groups: dict[int, SaveGroup], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groups = groups

    def get_value(self, instance: PageLogEntry) -> str:
        message = super().get_value(instance)
        group = self.groups.get(instance.pk)
        if group is None:
            return message
        since = time_format(localtime(group.since), "G\u00a0\\h\u00a0i")
        return f"{message} ({len(group.hidden) + 1} enregistrements réunis, depuis {since})"

    def get_actions(
        self, instance: PageLogEntry, parent_context: dict[str, Any]
    ) -> list[dict[str, Any]]:
        group = self.groups.get(instance.pk)
        if group is not None:
            # Compare with the revision before the whole group.
            instance.previous_revision_id = group.previous_revision
        return super().get_actions(instance, parent_context)


class GroupedPageHistoryView(PageHistoryView):
    """Page history with grouped saves; `?saves=true` shows them one by one."""

    filterset_class = GroupedHistoryFilterSet

    @property
    def shows_all(self) -> bool:
        return self.request.GET.get(PARAMETER) == "true"

    @cached_property
    def groups(self) -> dict[int, SaveGroup]:
        if self.shows_all:
            return {}
        entries = super().get_base_queryset().order_by("-timestamp", "-pk")
        names = ["pk", "action", "user_id", "timestamp", "previous_revision_id"]
        return group_saves(entries.values_list(*names))

    def get_base_queryset(self) -> QuerySet[PageLogEntry]:
        hidden = [pk for group in self.groups.values() for pk in group.hidden]
        return super().get_base_queryset().exclude(pk__in=hidden)

    @cached_property
    def columns(self) -> list[Column]:
        first, *others = super().columns
        grouped = GroupedActionColumn(
            first.name,
            label=first.label,
            object=first.object,
            url_names=first.url_names,
            user_can_unschedule=first.user_can_unschedule,
            groups=self.groups,
        )
        return [grouped, *others]

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        buttons = super().header_buttons
        url = self.get_history_url(self.object)
        if self.shows_all:
            return [
                *buttons,
                HeaderButton("Réunir les enregistrements", url=url, icon_name="minus"),
            ]
        if not self.groups:
            return buttons
        url = set_query_params(url, {PARAMETER: "true"})
        label = "Montrer les enregistrements automatiques"
        return [*buttons, HeaderButton(label, url=url, icon_name="history")]
