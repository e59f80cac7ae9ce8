"""Warning about possible duplicates in the forms of snippets."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.admin.utils import quote
from django.db.models import Model
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from wagtail.admin.forms import WagtailAdminModelForm

from hub.backoffice.finding import fold_words
from hub.backoffice.registered import viewset_of
from hub.backoffice.view_bases import CreateViewBase

MAX_LINKS = 3


class TwinWarningForm(WagtailAdminModelForm):
    """Form that asks for confirmation before saving a name that another row already has.

    The first submission shows the duplicates and is not saved; submitting again confirms. Two
    people may have the same name: nothing is refused permanently.
    """

    # Fields whose change triggers the check; the error message is attached to the first one.
    naming_fields: tuple[str, ...] = ("name",)

    data: QueryDict
    twins_seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def names_of(self, row: Any) -> Iterable[str]:
        """Return all the names of `row`."""
        return [row.name]

    def candidates(self) -> Iterable[Model]:
        """Return the rows to compare with."""
        return type(self.instance)._default_manager.all()

    def find_twins(self) -> list[Model]:
        """Return the other rows that share a name with this one, without accents and case."""
        # Django fills the instance after `clean`, so the names typed are read from a copy.
        typed = type(self.instance)(
            **{name: self.cleaned_data.get(name) or "" for name in self.naming_fields}
        )
        own = _folded(self.names_of(typed))
        return [
            row
            for row in self.candidates()
            if row.pk != self.instance.pk and own & _folded(self.names_of(row))
        ]

    def clean(self) -> dict:
        cleaned = super().clean()
        naming = [name for name in self.naming_fields if name in self.fields]
        if set(naming) & set(self.changed_data) and not set(naming) & set(self.errors):
            twins = self.find_twins()
            seen = ",".join(str(row.pk) for row in twins)
            if twins and cleaned.get("twins_seen") != seen:
                self.add_error(
                    naming[0], forms.ValidationError(duplicate_warning(twins), code="twin")
                )
                self.data = self.data.copy()
                self.data[self.add_prefix("twins_seen")] = seen
        return cleaned

    @property
    def only_warns(self) -> bool:
        """Whether the warning about duplicates is the only error."""
        codes = [error.code for errors in self.errors.as_data().values() for error in errors]
        return bool(codes) and set(codes) == {"twin"}


def duplicate_warning(twins: list[Model]) -> SafeString:
    """Return the message that lists the duplicates, each with a link to its form."""
    links = format_html_join(
        ", ",
        '<a href="{}" target="_blank">{}</a>',
        [(_edit_url(row), str(row)) for row in twins[:MAX_LINKS]],
    )
    return format_html(
        "Ce nom existe déjà\u00a0: {}. S’il s’agit bien d’autre chose, "
        "enregistrez de nouveau\u00a0; sinon, servez-vous de ce qui existe.",
        links,
    )


def _edit_url(row: Model) -> str:
    return reverse(viewset_of(row).get_url_name("edit"), args=[quote(row.pk)])


def _folded(names: Iterable[str]) -> set[str]:
    return {folded for name in names if name and (folded := fold_words(name))}


class TwinWarningMixin(CreateViewBase):
    """For the views of a `TwinWarningForm`: do not show the warning as an error."""

    produced_error_message: str | None

    def form_invalid(self, form: forms.BaseForm) -> HttpResponse:
        if getattr(form, "only_warns", False) and self.produced_error_message is not None:
            self.produced_error_message = (
                "Rien n’est encore enregistré\u00a0: ce nom existe peut-être déjà."
            )
        return super().form_invalid(form)
