"""View of the session's state, and the CSRF failure view of the admin."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import path
from django.views.csrf import csrf_failure as django_csrf_failure
from wagtail.admin.utils import get_user_display_name

from hub.backoffice.keeping.protocol import expects_json, is_admin_request

EXPLANATION = (
    "Une nouvelle connexion a eu lieu depuis son ouverture, sans doute dans un autre onglet\u00a0: "
    "pour votre sécurité, il n’est plus accepté tel quel."
)


def session_state(request: HttpRequest) -> HttpResponse:
    """Return the signed-in user and the current CSRF token; 403 without a session."""
    return JsonResponse(
        {
            "user": str(request.user.pk),
            "name": get_user_display_name(request.user),
            "token": get_token(request),
        }
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Explain a form refused for an outdated CSRF token (setting `CSRF_FAILURE_VIEW`)."""
    if not is_admin_request(request):
        return django_csrf_failure(request, reason)
    if expects_json(request) or not request.accepts("text/html"):
        return JsonResponse({"success": False, "error": "csrf"}, status=403)
    return render(
        request,
        "backoffice/kept_text.html",
        {
            "title": "Ce formulaire n’est plus à jour",
            "explanation": EXPLANATION,
            "form_address": request.get_full_path(),
            "reason": reason if settings.DEBUG else "",
        },
        status=403,
    )


urlpatterns = [path("texte-garde/session/", session_state, name="kept_text_session")]
