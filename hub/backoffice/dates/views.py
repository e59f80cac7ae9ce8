"""View that parses a date while it is typed, so that the form shows errors before saving."""

from collections.abc import Callable
from datetime import date, datetime, time

from django.http import HttpRequest, JsonResponse
from django.urls import path
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from hub.backoffice.dates.fields import to_aware
from hub.backoffice.dates.reading import (
    DATE_FORMAT,
    DATETIME_FORMAT,
    TIME_FORMAT,
    NotReadError,
    date_in_words,
    read_date,
    read_datetime,
    read_time,
    time_in_words,
)

READERS: dict[str, Callable[[str], date | time]] = {
    "date": read_date,
    "time": read_time,
    "datetime": read_datetime,
}
FORMATS = {"date": DATE_FORMAT, "time": TIME_FORMAT, "datetime": DATETIME_FORMAT}


@never_cache
@require_GET
def explain_typed_date(request: HttpRequest) -> JsonResponse:
    """Return as JSON how `text`, of `kind` date, time or datetime, is parsed.

    Either `error`, or `words` (to display), `written` (the field's value after saving), `iso`
    (local, without time zone) and, for a datetime, `past`. Status 400 for an unknown `kind`.
    """
    kind = request.GET.get("kind", "")
    if kind not in READERS:
        return JsonResponse({}, status=400)
    try:
        found = READERS[kind](request.GET.get("text", ""))
        past = isinstance(found, datetime) and to_aware(found) < timezone.now()
    except NotReadError as error:
        return JsonResponse({"error": str(error)})
    return JsonResponse(
        {
            "words": _in_words(found),
            "written": format(found, FORMATS[kind]),
            "iso": found.isoformat(),
            "past": past,
        }
    )


def _in_words(found: date | time) -> str:
    if isinstance(found, time):
        return time_in_words(found)
    words = date_in_words(found)
    return f"{words} à {time_in_words(found.time())}" if isinstance(found, datetime) else words


urls = [path("dates/lire/", explain_typed_date, name="read_written_date")]
