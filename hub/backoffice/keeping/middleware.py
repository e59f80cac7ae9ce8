"""Middleware that tells the browser that a save was accepted, so that it drops its backup."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse

from hub.backoffice.keeping.protocol import (
    KEPT_FIELD,
    RESTORE_FIELD,
    SAVED_COOKIE,
    SIGNED_OUT_COOKIE,
    expects_json,
    is_admin_request,
    redirect_path,
)
from hub.backoffice.keeping.restoring import redisplay_form

COOKIE_SECONDS = 24 * 60 * 60


class KeepingMiddleware:
    """Handle POST requests to the admin; install after sessions, CSRF and messages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method != "POST" or not is_admin_request(request):
            return self.get_response(request)
        user_id = request.user.pk  # read now: signing out resets `request.user`
        response = self.get_response(request)
        if request.path == reverse("wagtailadmin_logout"):
            if user_id and request.user.is_anonymous:
                _set_note_cookie(response, SIGNED_OUT_COOKIE, str(user_id))
            return response
        path = redirect_path(response)
        if path is None:
            return response
        if expects_json(request):
            return _redirect_as_json(request, response, path)
        if _was_accepted(request, path) and (kept := request.POST.get(KEPT_FIELD)):
            _set_note_cookie(response, SAVED_COOKIE, kept[:64])
        return response

    def process_view(
        self, request: HttpRequest, view: Callable, args: list, kwargs: dict
    ) -> HttpResponse | None:
        if (
            request.method != "POST"
            or not is_admin_request(request)
            or RESTORE_FIELD not in request.POST
            or request.user.is_anonymous  # the view redirects to the login form
        ):
            return None
        return redisplay_form(request, view, args, kwargs)


def _was_accepted(request: HttpRequest, path: str) -> bool:
    """Return whether a redirect to `path` means that the data were saved.

    Wagtail redirects to the admin's home page when permission is denied. A successful save that
    redirects there is not recognised; the script then finds no difference with its backup.
    """
    if request.user.is_anonymous or path == reverse("wagtailadmin_login"):
        return False
    home = reverse("wagtailadmin_home")
    return path != home or home in (request.POST.get("next"), request.GET.get("next"))


def _redirect_as_json(request: HttpRequest, response: HttpResponse, path: str) -> HttpResponse:
    """Return the redirect as JSON, so that the messages stay queued for the next page."""
    if request.user.is_anonymous:
        answer = JsonResponse({"error": "signed_out"}, status=401)
    elif _was_accepted(request, path):
        answer = JsonResponse({"location": response["Location"]})
    else:
        answer = JsonResponse({"error": "forbidden"}, status=403)
    answer.cookies.update(response.cookies)
    return answer


def _set_note_cookie(response: HttpResponse, name: str, value: str) -> None:
    response.set_cookie(
        name,
        value,
        max_age=COOKIE_SECONDS,
        path=reverse("wagtailadmin_home"),
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
