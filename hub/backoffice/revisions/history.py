"""The history, where the saves of one sitting are one line.

The form saves by itself while one types; each opening of the form, each « Enregistrer » and each
publication begins a new version. An hour of work would fill a screen.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

import django_filters
from django.utils.formats import time_format
from django.utils.timezone import localtime
from wagtail.admin.utils import set_query_params
from wagtail.admin.views.generic.history import ActionColumn
from wagtail.admin.views.pages.history import PageHistoryFilterSet, PageHistoryView
from wagtail.admin.widgets import BooleanRadioSelect
from wagtail.admin.widgets.button import HeaderButton

# Saves of one person that are no further apart, with nothing else between, are one sitting.
SITTING = timedelta(minutes=30)
EDIT = "wagtail.edit"
PARAMETER = "saves"


@dataclass
class Fold:
    """What one line stands for: the saves before it, the first of them, the version before."""

    hidden: list[int]
    since: datetime
    previous_revision: int | None


def fold_saves(rows) -> dict[int, Fold]:
    """Return {entry kept: what it stands for}; `rows` are the entries, the latest first.

    Each is (pk, action, user, timestamp, previous revision).
    """
    folds: dict[int, Fold] = {}
    kept = last = None
    for row in rows:
        pk, action, user, timestamp, previous = row
        together = (
            last is not None
            and action == last[1] == EDIT
            and user == last[2]
            and last[3] - timestamp <= SITTING
        )
        if together:
            fold = folds.setdefault(kept, Fold([], timestamp, previous))
            fold.hidden.append(pk)
            fold.since, fold.previous_revision = timestamp, previous
        else:
            kept = pk
        last = row
    return folds


class SavesFilter(django_filters.BooleanFilter):
    """Shown among the filters; the view folds, since it must know what each line stands for."""

    def __init__(self, **kwargs):
        super().__init__(
            label="Tous les enregistrements, un par un", widget=BooleanRadioSelect, **kwargs
        )

    def filter(self, queryset, value):
        return queryset


class FoldedPageFilterSet(PageHistoryFilterSet):
    saves = SavesFilter()


class FoldedActionColumn(ActionColumn):
    """What was done, and how many saves the line stands for."""

    def __init__(self, *args, folds, **kwargs):
        super().__init__(*args, **kwargs)
        self.folds = folds

    def get_value(self, instance):
        message = super().get_value(instance)
        fold = self.folds.get(instance.pk)
        if fold is None:
            return message
        since = time_format(localtime(fold.since), "G\u00a0\\h\u00a0i")
        return f"{message} ({len(fold.hidden) + 1} enregistrements réunis, depuis {since})"

    def get_actions(self, instance, parent_context):
        fold = self.folds.get(instance.pk)
        if fold is not None:
            # Compare with what was there before the whole sitting.
            instance.previous_revision_id = fold.previous_revision
        return super().get_actions(instance, parent_context)


class FoldedPageHistoryView(PageHistoryView):
    filterset_class = FoldedPageFilterSet

    @property
    def shows_all(self) -> bool:
        return self.request.GET.get(PARAMETER) == "true"

    @cached_property
    def folds(self) -> dict[int, Fold]:
        if self.shows_all:
            return {}
        entries = super().get_base_queryset().order_by("-timestamp", "-pk")
        names = ["pk", "action", "user_id", "timestamp", "previous_revision_id"]
        return fold_saves(entries.values_list(*names))

    def get_base_queryset(self):
        hidden = [pk for fold in self.folds.values() for pk in fold.hidden]
        return super().get_base_queryset().exclude(pk__in=hidden)

    @cached_property
    def columns(self):
        first, *others = super().columns
        folded = FoldedActionColumn(
            first.name,
            label=first.label,
            object=first.object,
            url_names=first.url_names,
            user_can_unschedule=first.user_can_unschedule,
            folds=self.folds,
        )
        return [folded, *others]

    @cached_property
    def header_buttons(self):
        buttons = super().header_buttons
        url = self.get_history_url(self.object)
        if self.shows_all:
            return [
                *buttons,
                HeaderButton("Réunir les enregistrements", url=url, icon_name="minus"),
            ]
        if not self.folds:
            return buttons
        url = set_query_params(url, {PARAMETER: "true"})
        label = "Montrer les enregistrements automatiques"
        return [*buttons, HeaderButton(label, url=url, icon_name="history")]
