"""View that returns a person's function at a date, to prefill the fields of a form."""

from datetime import date

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.formats import date_format
from django.views.generic.base import View
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.permissions import policy_registry

from hub.people.models import Person
from hub.territories.models import Territory

ANY_RIGHT = {"add", "change", "delete", "view"}


class PersonFunctionView(View):
    """Return as JSON the function, organisation and territory of a person on the day `on`.

    `on` is the raw text of the form's date field; today is used when it is empty or invalid.
    """

    def get(self, request: HttpRequest, pk: int) -> JsonResponse:
        if not policy_registry.get_by_type(Person).user_has_any_permission(request.user, ANY_RIGHT):
            raise PermissionDenied
        person = get_object_or_404(Person, pk=pk, erased_at=None)
        day = parse_day(request.GET.get("on", ""))
        function = person.function_on(day or timezone.localdate())
        organisation = function and function.organisation
        territory = function and function.territory
        return JsonResponse(
            {
                "person": person.name,
                "when": f"au {format_day(day)}" if day else "aujourd’hui",
                "role": function.title if function else "",
                "organisation": organisation.name if organisation else "",
                "territory": territory_choice(territory, request) if territory else None,
            }
        )


def parse_day(typed: str) -> date | None:
    """Return the date typed in a date field; None when it is empty or invalid."""
    try:
        return forms.DateField(required=False).clean(typed)
    except ValidationError:
        return None


def format_day(day: date) -> str:
    """Return a date in French, « 1er mars 2027 »."""
    words = date_format(day)
    return f"1er {words[2:]}" if words.startswith("1 ") else words


def territory_choice(territory: Territory, request: HttpRequest) -> dict:
    """Return the state of a chooser widget with `territory` selected."""
    edit_url = AdminURLFinder(request.user).get_edit_url(territory)
    return {"id": territory.pk, "string": str(territory), "edit_url": edit_url}
