"""The possible bulk changes; each one alters a page in memory."""

import datetime
from abc import ABC, abstractmethod
from functools import cache

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import Panel
from wagtail.models import Orderable

from hub.core.models import HubPage, Licence, PageTerritory, PageTheme, TerritoryRole
from hub.territories.models import Territory
from hub.themes.models import Theme


def edit_form_of(page_class: type[HubPage]) -> type[WagtailAdminPageForm]:
    """Return the edit form class of a page type; only its fields can be changed in bulk."""
    return _form_class_of(page_class.get_edit_handler())


@cache
def _form_class_of(edit_handler: Panel) -> type[WagtailAdminPageForm]:
    return edit_handler.get_form_class()


class Change(ABC):
    """A change; `log_action` is its log action, `not_offered` the reason to skip a page type."""

    log_action = ""
    not_offered = ""

    @classmethod
    @abstractmethod
    def is_offered_by(cls, form_class: type[WagtailAdminPageForm]) -> bool:
        """Tell whether the edit form of the page type allows this change."""

    @abstractmethod
    def apply(self, page: HubPage) -> bool:
        """Change the page in memory; return whether anything changed.

        Raise ValidationError, with a French message, when the page cannot take the change.
        """

    @property
    @abstractmethod
    def log_data(self) -> dict:
        """Data of the log entry, JSON-serialisable."""


class RowChange(Change):
    """A change of the rows of one child relation."""

    relation = ""

    @classmethod
    def is_offered_by(cls, form_class: type[WagtailAdminPageForm]) -> bool:
        return cls.relation in form_class.formsets

    def rows_of(self, page: HubPage) -> list[Orderable]:
        return list(getattr(page, self.relation).all())

    def limit_of(self, page: HubPage) -> int | None:
        """Return the maximum number of rows in the edit form; None without limit."""
        formset = edit_form_of(type(page)).formsets[self.relation]
        return formset.max_num if formset.max_num < formset.absolute_max else None

    def add(self, page: HubPage, row: Orderable, too_many: str) -> None:
        """Append a row; raise ValidationError with the message `too_many` at the limit."""
        rows = self.rows_of(page)
        limit = self.limit_of(page)
        if limit is not None and len(rows) >= limit:
            raise ValidationError(too_many.format(limit))
        row.sort_order = max((other.sort_order or 0 for other in rows), default=-1) + 1
        getattr(page, self.relation).add(row)


class ThemeChange(RowChange):
    relation = "theme_items"
    not_offered = "ce type de page n’a pas de thèmes"

    def __init__(self, theme: Theme) -> None:
        self.theme = theme

    @cached_property
    def theme_ids(self) -> set[int]:
        """Ids of the theme and of those merged into it, which older drafts still reference."""
        found, pending = set(), [self.theme.pk]
        while pending:
            found.update(pending)
            merged = Theme.objects.filter(merged_into__in=pending).values_list("pk", flat=True)
            pending = [pk for pk in merged if pk not in found]
        return found

    @property
    def log_data(self) -> dict:
        return {"name": self.theme.name}


class AddTheme(ThemeChange):
    log_action = "hub.theme.add"

    def apply(self, page: HubPage) -> bool:
        if any(row.tag_id in self.theme_ids for row in self.rows_of(page)):
            return False
        # Reuse the id of the row in the database: the published page and its draft share it.
        row = PageTheme.objects.filter(content_object_id=page.pk, tag=self.theme).first()
        self.add(
            page,
            PageTheme(pk=row.pk if row else None, tag=self.theme),
            "elle a déjà {} thèmes, son maximum",
        )
        return True


class RemoveTheme(ThemeChange):
    log_action = "hub.theme.remove"

    def apply(self, page: HubPage) -> bool:
        rows = [row for row in self.rows_of(page) if row.tag_id in self.theme_ids]
        if rows:
            page.theme_items.remove(*rows)
        return bool(rows)


class TerritoryChange(RowChange):
    relation = "territory_links"
    not_offered = "ce type de page n’a pas de territoires"

    def __init__(self, territory: Territory, role: str = "") -> None:
        self.territory = territory
        self.role = role

    @property
    def log_data(self) -> dict:
        return {
            "name": str(self.territory),
            "role": str(TerritoryRole(self.role).label) if self.role else "",
        }


class AddTerritory(TerritoryChange):
    """Addition of a territory; `role` is a value of TerritoryRole."""

    log_action = "hub.territory.add"

    def apply(self, page: HubPage) -> bool:
        same = {"territory_id": self.territory.pk, "role": self.role}
        if any(
            (row.territory_id, row.role) == (self.territory.pk, self.role)
            for row in self.rows_of(page)
        ):
            return False
        row = PageTerritory.objects.filter(page_id=page.pk, **same).first()
        self.add(
            page,
            PageTerritory(pk=row.pk if row else None, territory=self.territory, role=self.role),
            "elle a déjà {} territoires, son maximum",
        )
        return True


class RemoveTerritory(TerritoryChange):
    """Removal of a territory; `role` is a value of TerritoryRole, or empty for all roles."""

    log_action = "hub.territory.remove"

    def apply(self, page: HubPage) -> bool:
        rows = [
            row
            for row in self.rows_of(page)
            if row.territory_id == self.territory.pk and self.role in ("", row.role)
        ]
        if rows:
            page.territory_links.remove(*rows)
        return bool(rows)


class FieldChange(Change):
    """A change of the `fields` of a page to `values`, a dict by field name."""

    fields: tuple[str, ...] = ()
    values: dict

    @classmethod
    def is_offered_by(cls, form_class: type[WagtailAdminPageForm]) -> bool:
        return all(name in form_class.base_fields for name in cls.fields)

    def apply(self, page: HubPage) -> bool:
        changed = {n: value for n, value in self.values.items() if getattr(page, n) != value}
        for name, value in changed.items():
            setattr(page, name, value)
        return bool(changed)


class MarkVerified(FieldChange):
    log_action = "hub.verify"
    fields = ("verified_on", "verified_by")
    not_offered = "ce type de page n’a pas de date de vérification"

    def __init__(self, day: datetime.date, user: AbstractBaseUser) -> None:
        self.values = {"verified_on": day, "verified_by": user}

    @property
    def log_data(self) -> dict:
        return {"day": self.values["verified_on"].isoformat()}


class SetLicence(FieldChange):
    log_action = "hub.licence"
    fields = ("licence",)
    not_offered = "ce type de page n’a pas de licence"

    def __init__(self, licence: str) -> None:
        self.values = {"licence": licence}

    @property
    def log_data(self) -> dict:
        return {"name": str(Licence(self.values["licence"]).label)}
