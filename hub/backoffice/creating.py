"""The « Créer » tab of the choosers: create a row without leaving the page being edited."""

from typing import Any

from django import forms
from django.contrib.auth.models import AbstractBaseUser, Group
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.generic.base import View
from wagtail.admin.views.generic.chooser import CreationFormMixin
from wagtail.log_actions import log
from wagtail.models import RevisionMixin
from wagtail.permissions import policy_registry
from wagtail.snippets.views.chooser import SnippetCreateView

from hub.backoffice.likeness import rows_like
from hub.backoffice.row_by_words import candidates_for

NEW = "new"
LOOKALIKES_SHOWN = 5
MAX_SUGGESTIONS = 12


class CreationForm(forms.ModelForm):
    """Form of the « Créer » tab, with a check for existing rows of a similar name.

    The names typed in `naming_fields` are compared with the `lookalike_fields` of the existing
    rows. Similar rows are offered as choices before a new one is created.
    """

    naming_fields: tuple[str, ...] = ("name",)
    lookalike_fields: tuple[str, ...] = ("name",)
    new_label = "Non, créer"

    existing = forms.ChoiceField(
        label="Est-ce déjà là\u00a0?", required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, user: AbstractBaseUser, rows: QuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        first = self.fields[self.naming_fields[0]]
        first.widget.attrs.update({"data-hub-created-name": "", "autocomplete": "off"})
        self.lookalikes = self.find_lookalikes(rows) if self.is_bound else []
        if self.lookalikes:
            self._ask_about_lookalikes()

    def find_lookalikes(self, rows: QuerySet) -> list[Model]:
        """Return the existing rows that may be duplicates of the one being created."""
        names = [self.data.get(self.add_prefix(field), "") for field in self.naming_fields]
        return rows_like(rows, names, self.lookalike_fields)[:LOOKALIKES_SHOWN]

    def describe(self, row: Model) -> str:
        """Return the label of a row in the list of similar rows."""
        return str(row)

    def _ask_about_lookalikes(self) -> None:
        self.fields["existing"] = forms.ChoiceField(
            label=self.fields["existing"].label,
            required=False,
            widget=forms.RadioSelect,
            choices=[
                *[(str(row.pk), f"Choisir {self.describe(row)}") for row in self.lookalikes],
                (NEW, self.new_label),
            ],
        )
        self.order_fields(["existing"])

    def clean_existing(self) -> str:
        answer = self.cleaned_data["existing"]
        if self.lookalikes and not answer:
            raise ValidationError("Un nom semblable existe déjà\u00a0: dites si c’est le même.")
        return answer

    @property
    def chosen_lookalike(self) -> Model | None:
        """The existing row that the editor chose instead of a new one, or None."""
        answer = self.data.get(self.add_prefix("existing"))
        return next((row for row in self.lookalikes if str(row.pk) == answer), None)

    @property
    def submit_label(self) -> str:
        return "Continuer" if self.lookalikes else "Créer et choisir"


class CreationMixin(CreationFormMixin):
    """For the views of a chooser: pass arguments to the creation form, name who may create."""

    creation_form_template_name = "backoffice/creation_form.html"
    create_action_label = "Créer"

    def get_creation_form_kwargs(self) -> dict:
        # With a prefix, because the page behind the modal may have a field of the same name.
        return {
            **super().get_creation_form_kwargs(),
            "prefix": "nouveau",
            "user": self.request.user,
            "rows": self.get_object_list(),
        }

    def get_context_data(self, **kwargs: object) -> dict:
        context = super().get_context_data(**kwargs)
        context["offers_creation"] = context["can_create"] and bool(self.get_creation_form_class())
        if not context["can_create"] and not context["results"]:
            context["creating_groups"] = groups_that_add(self.model_class)
        return context


def groups_that_add(model: type[Model]) -> list[str]:
    """Return the names of the groups that may add rows of `model`."""
    return list(
        Group.objects.filter(
            permissions__content_type__app_label=model._meta.app_label,
            permissions__codename=f"add_{model._meta.model_name}",
        ).values_list("name", flat=True)
    )


class FindableCreateView(CreationMixin, SnippetCreateView):
    """Create the row of the « Créer » tab, or choose an existing one."""

    def post(self, request: HttpRequest) -> HttpResponse:
        form = self.get_creation_form()
        if form.chosen_lookalike:
            return self.get_chosen_response(form.chosen_lookalike)
        return super().post(request)

    def get_context_data(self, **kwargs: object) -> dict:
        return kwargs

    def save_form(self, form: CreationForm) -> Model:
        """Save the new row with a revision and a log entry, as the create view does."""
        with transaction.atomic():
            row = form.save()
            revision = None
            if isinstance(row, RevisionMixin):
                revision = row.save_revision(user=self.request.user, clean=False)
            log(
                instance=row,
                action="wagtail.create",
                user=self.request.user,
                revision=revision,
                content_changed=True,
            )
        return row


class SuggestView(View):
    """Return the names of the rows that match the query, among those the user may see."""

    model: type[Model] = Model

    def get(self, request: HttpRequest) -> JsonResponse:
        policy = policy_registry.get_by_type(self.model)
        words = request.GET.get("q", "").strip()
        if not words or not policy.user_has_any_permission(
            request.user, {"add", "change", "delete", "view"}
        ):
            return JsonResponse({"names": []})
        return JsonResponse(
            {"names": [str(row) for row in candidates_for(self.model, words, MAX_SUGGESTIONS)]}
        )
