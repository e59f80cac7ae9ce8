"""Tell the browser that a save of the admin was accepted, so that it forgets the kept text."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse

from hub.backoffice.keeping.protocol import (
    KEPT_FIELD,
    RESTORE_FIELD,
    SAVED_COOKIE,
    SIGNED_OUT_COOKIE,
    in_admin,
    redirect_path,
    waits_for_json,
)
from hub.backoffice.keeping.restoring import show_again

COOKIE_SECONDS = 24 * 60 * 60


class KeepingMiddleware:
    """Only looks at what is posted to the admin; comes after sessions, CSRF and messages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method != "POST" or not in_admin(request):
            return self.get_response(request)
        user_id = request.user.pk  # signing out forgets it
        response = self.get_response(request)
        if request.path == reverse("wagtailadmin_logout"):
            if user_id and request.user.is_anonymous:
                _leave_note(response, SIGNED_OUT_COOKIE, str(user_id))
            return response
        path = redirect_path(response)
        if path is None:
            return response
        if waits_for_json(request):
            return _as_json(request, response, path)
        if _was_accepted(request, path) and (kept := request.POST.get(KEPT_FIELD)):
            _leave_note(response, SAVED_COOKIE, kept[:64])
        return response

    def process_view(
        self, request: HttpRequest, view: Callable, args: list, kwargs: dict
    ) -> HttpResponse | None:
        if (
            request.method != "POST"
            or not in_admin(request)
            or RESTORE_FIELD not in request.POST
            or request.user.is_anonymous  # the view sends to the login form
        ):
            return None
        return show_again(request, view, args, kwargs)


def _was_accepted(request: HttpRequest, path: str) -> bool:
    """Whether a redirect to this path says that the data were saved.

    Wagtail answers « permission denied » by a redirect to the admin's home page. A save that really
    leads there is not recognised: the script then finds that nothing differs.
    """
    if request.user.is_anonymous or path == reverse("wagtailadmin_login"):
        return False
    home = reverse("wagtailadmin_home")
    return path != home or home in (request.POST.get("next"), request.GET.get("next"))


def _as_json(request: HttpRequest, response: HttpResponse, path: str) -> HttpResponse:
    """Say in JSON what the redirect says, so that its messages wait for the next page."""
    if request.user.is_anonymous:
        answer = JsonResponse({"error": "signed_out"}, status=401)
    elif _was_accepted(request, path):
        answer = JsonResponse({"location": response["Location"]})
    else:
        answer = JsonResponse({"error": "forbidden"}, status=403)
    answer.cookies.update(response.cookies)
    return answer


def _leave_note(response: HttpResponse, name: str, value: str) -> None:
    response.set_cookie(
        name,
        value,
        max_age=COOKIE_SECONDS,
        path=reverse("wagtailadmin_home"),
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
