"""What a person did on the day of a letter: fills the fields beside a chosen person."""

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
    """The function, organisation and territory of a person on the day `on`, or today.

    `on` is the date as it stands in the form, which may not be one yet.
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
                "when": f"au {in_words(day)}" if day else "aujourd’hui",
                "role": function.title if function else "",
                "organisation": organisation.name if organisation else "",
                "territory": chosen_territory(territory, request) if territory else None,
            }
        )


def parse_day(typed: str) -> date | None:
    """Return the day that a date field holds; None when it is empty or not a date."""
    try:
        return forms.DateField(required=False).clean(typed)
    except ValidationError:
        return None


def in_words(day: date) -> str:
    words = date_format(day)
    return f"1er {words[2:]}" if words.startswith("1 ") else words


def chosen_territory(territory: Territory, request: HttpRequest) -> dict:
    """Return a territory as its chooser keeps it."""
    edit_url = AdminURLFinder(request.user).get_edit_url(territory)
    return {"id": territory.pk, "string": str(territory), "edit_url": edit_url}
