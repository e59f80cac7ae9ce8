"""Creation of draft pages from the page chooser, to link to a page that is not written yet."""

from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.forms.models import construct_instance, modelform_factory
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic.base import View
from wagtail.admin.forms.models import formfield_for_dbfield
from wagtail.admin.views.chooser import page_models_from_string
from wagtail.models import Page

from hub.backoffice.creating import CreationForm
from hub.backoffice.row_by_words import RowByWordsField
from hub.core.models import HubPage, PageTerritory

PREFIX = "brouillon"


class DraftForm(CreationForm):
    """Form with the title of the page and the `draft_fields` of its type, without model clean."""

    naming_fields = ("title",)
    lookalike_fields = ("title", "draft_title")
    new_label = "Non, créer un autre brouillon"

    def describe(self, row: Page) -> str:
        title = row.get_admin_display_title()
        return title if row.live else f"{title} (brouillon)"

    def _post_clean(self) -> None:
        """Set the fields on the instance without model validation: a draft may be incomplete."""
        self.instance = construct_instance(self, self.instance, self._meta.fields)


class TerritoryDraftForm(DraftForm):
    """Form of the types that have "territories" in their `draft_fields`."""

    territory = RowByWordsField(
        "territories.Territory",
        label="Territoire",
        required=False,
        help_text="Nom ou code\u00a0: des propositions viennent pendant la frappe.",
    )

    def _post_clean(self) -> None:
        super()._post_clean()
        if territory := self.cleaned_data.get("territory"):
            self.instance.territory_links = [PageTerritory(territory=territory)]


def draft_form_class(model: type[HubPage]) -> type[DraftForm]:
    """Return the draft form class of a page type."""
    with_territory = "territories" in model.draft_fields
    form_class = modelform_factory(
        model,
        form=TerritoryDraftForm if with_territory else DraftForm,
        fields=["title", *(name for name in model.draft_fields if name != "territories")],
        formfield_callback=formfield_for_dbfield,
        widgets={"title": forms.TextInput()},
    )
    # The stubs forget that the class returned inherits from `form`.
    return cast("type[DraftForm]", form_class)


@dataclass(frozen=True)
class DraftPlace:
    """A page type that has a draft form, and the page under which its drafts are created."""

    model: type[HubPage]
    parent: Page


class NewDraftView(View):
    """Draft form in the page chooser (GET), and creation of the draft (POST).

    GET returns an empty body when no draft can be created: type without `draft_fields`, no single
    possible parent page, or no permission.
    """

    @cached_property
    def place(self) -> DraftPlace | None:
        """The type of the chooser and its only possible parent page, if the user may add to it."""
        model = self._requested_model()
        if model is None:
            return None
        pages = Page.objects.type(*model.allowed_parent_page_models()).specific()[:2]
        if len(pages) != 1 or not model.can_create_at(pages[0]):
            return None
        allowed = pages[0].permissions_for_user(self.request.user).can_add_subpage()
        return DraftPlace(model, pages[0]) if allowed else None

    def _requested_model(self) -> type[HubPage] | None:
        """Return the page type of the chooser; None when it has no draft form."""
        try:
            models = page_models_from_string(self.request.GET.get("page_type", ""))
        except (ValueError, LookupError) as error:
            raise Http404("Unknown page type.") from error
        offered = len(models) == 1 and issubclass(models[0], HubPage) and models[0].draft_fields
        return models[0] if offered else None

    def get_form(self, model: type[HubPage], **kwargs: Any) -> DraftForm:
        rows = model.objects.all()
        user = self.request.user
        if not user.is_authenticated:
            raise PermissionDenied
        return draft_form_class(model)(prefix=PREFIX, user=user, rows=rows, **kwargs)

    def render_form(self, form: DraftForm, model: type[HubPage]) -> str:
        url = f"{reverse('new_draft')}?page_type={model._meta.label_lower}"
        context = {"form": form, "action": url, "type_name": model.get_verbose_name()}
        return render_to_string("backoffice/draft_form.html", context, self.request)

    def get(self, request: HttpRequest) -> HttpResponse:
        if not self.place:
            return HttpResponse("")
        model = self.place.model
        return HttpResponse(self.render_form(self.get_form(model), model))

    def post(self, request: HttpRequest) -> JsonResponse:
        if not self.place:
            raise PermissionDenied
        model, parent = self.place.model, self.place.parent
        form = self.get_form(model, data=request.POST)
        if form.chosen_lookalike:
            return chosen_response(form.chosen_lookalike)
        if not form.is_valid():
            return JsonResponse(
                {"step": "draft_form", "htmlFragment": self.render_form(form, model)}
            )
        return chosen_response(self.save_draft(form.instance, parent))

    def save_draft(self, page: HubPage, parent: Page) -> HubPage:
        """Add the page under `parent` as a draft, with its first revision."""
        page.live, page.owner = False, self.request.user
        with transaction.atomic():
            parent.add_child(instance=page)
            page.save_revision(user=self.request.user, log_action=True, clean=False)
        return page


def chosen_response(page: Page) -> JsonResponse:
    """Return the response of Wagtail's page chooser for a chosen page."""
    result = {
        "id": page.pk,
        "parentId": page.get_parent().pk,
        "adminTitle": page.get_admin_display_title(),
        "editUrl": reverse("wagtailadmin_pages:edit", args=[page.pk]),
        "url": page.url,
    }
    return JsonResponse({"step": "page_chosen", "result": result})
