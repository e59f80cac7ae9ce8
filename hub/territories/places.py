"""View that returns the coordinates of a territory, for the form of an initiative."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.generic.base import View
from wagtail.permissions import policy_registry

from hub.territories.models import Territory

ANY_RIGHT = {"add", "change", "delete", "view"}


class TerritoryPlaceView(View):
    """Return as JSON the name and coordinates of a territory, in degrees; null if unknown."""

    def get(self, request: HttpRequest, pk: int) -> JsonResponse:
        policy = policy_registry.get_by_type(Territory)
        if not policy.user_has_any_permission(request.user, ANY_RIGHT):
            raise PermissionDenied
        territory = get_object_or_404(Territory, pk=pk)
        known = territory.latitude is not None and territory.longitude is not None
        return JsonResponse(
            {
                "name": territory.name,
                "latitude": territory.latitude if known else None,
                "longitude": territory.longitude if known else None,
            }
        )
