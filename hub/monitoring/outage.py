"""Answers while the database is away (503 with Retry-After) or the disk full (507), not a 500.

Django calls `handler500` for an error of any view or middleware, so that every page, the admin and
the JSON addresses are covered. The pages of the 503 are static files: they run no query. A reader
who tries again is served as soon as the database answers: nothing has to be restarted.
"""

import errno
import sqlite3
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import psycopg
from django.conf import settings
from django.db import Error
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.views import defaults

from hub.core.site.storage import MediaWriteError

RETRY_SECONDS = 30
MESSAGE = "Le site ne peut pas répondre pour le moment. Réessayez dans une minute."
NOT_WRITTEN = (
    "Le fichier n’a pas pu être enregistré\u00a0: le disque du site est plein, ou n’accepte plus "
    "de fichiers. Prévenez la personne qui s’occupe du site."
)
FULL_DISK = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EFBIG}
ADMIN_FOLDER = "/admin/"
JSON_ENDINGS = (".json", ".geojson")

# SQLSTATE classes (PostgreSQL, appendix A): connection, lack of resources, operator intervention.
AWAY_CLASSES = ("08", "53", "57")
AWAY_STATES = {
    "25006",  # read only: a standby server, or a full disk
    "25P03",  # idle_in_transaction_session_timeout
    "40001",  # serialization failure
    "40P01",  # deadlock
    "55P03",  # lock_timeout
}
AWAY_SQLITE_CODES = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
}


def server_error(request: HttpRequest) -> HttpResponseBase:
    """Return the 503 page if the current exception comes from an absent database, else the 500.

    A file that could not be written is a 507.
    """
    error = sys.exc_info()[1]
    if is_database_away(error):
        return database_away(request)
    if is_disk_full(error):
        return not_written(request)
    return defaults.server_error(request)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """Return the 400 page, or the 503 page if the database is the cause.

    Django reports a session that cannot be saved as a bad request.
    """
    if is_database_away(exception):
        return database_away(request)
    return defaults.bad_request(request, exception)


def is_database_away(error: BaseException | None) -> bool:
    """Return whether an exception, or one that led to it, is a passing state of the database.

    An error of the code (a missing table, a wrong value) is not one.
    """
    return any(_is_passing(one) for one in _chain(error))


def database_away(request: HttpRequest) -> HttpResponse:
    """Return the 503 response: JSON if the request wants it, else a static page."""
    if wants_json(request):
        parameters = {"ensure_ascii": False}
        response: HttpResponse = JsonResponse({"error": MESSAGE}, json_dumps_params=parameters)
        response.status_code = 503
    else:
        name = "503_admin.html" if request.path.startswith(ADMIN_FOLDER) else "503.html"
        response = HttpResponse(static_page(name), status=503)
    response.headers["Retry-After"] = str(RETRY_SECONDS)
    response.headers["Cache-Control"] = "no-store"
    return response


def is_disk_full(error: BaseException | None) -> bool:
    """Return whether an exception, or one that led to it, comes from a disk that takes no file."""
    return any(
        isinstance(one, MediaWriteError) or (isinstance(one, OSError) and one.errno in FULL_DISK)
        for one in _chain(error)
    )


def not_written(request: HttpRequest) -> HttpResponse:
    """Return the 507 response: JSON if the request wants it, else a page.

    The form that adds several files reads a refusal as `success` and `error_message`, with a
    status 200.
    """
    if not wants_json(request):
        return render(request, "507.html", status=507)
    refusal = {"success": False, "error_message": NOT_WRITTEN, "error": NOT_WRITTEN}
    is_uploader = request.resolver_match and request.resolver_match.url_name == "add_multiple"
    return JsonResponse(refusal, status=200 if is_uploader else 507)


def wants_json(request: HttpRequest) -> bool:
    """Return whether the client reads JSON: a script of the site, or an address in `.json`."""
    if request.path.endswith(JSON_ENDINGS):
        return True
    if request.headers.get("X-Requested-With") == "XMLHttpRequest":
        return True
    accepted = request.headers.get("Accept", "")
    return "json" in accepted and "html" not in accepted


@cache
def static_page(name: str) -> str:
    """Return the text of a page of `templates/`, read once and not rendered."""
    return (Path(settings.BASE_DIR) / "templates" / name).read_text(encoding="utf-8")


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def _is_passing(error: BaseException) -> bool:
    if isinstance(error, psycopg.Error):
        return _is_passing_for_postgresql(error)
    if isinstance(error, sqlite3.Error):
        # The low byte is the primary code of an extended one.
        code = getattr(error, "sqlite_errorcode", None)
        return code is not None and code & 0xFF in AWAY_SQLITE_CODES
    # Django's exceptions have the driver's one as their cause, unless Django raised them itself:
    # « connection already closed ».
    return isinstance(error, Error) and "connection" in str(error) and not error.__cause__


def _is_passing_for_postgresql(error: psycopg.Error) -> bool:
    state = error.sqlstate
    if state is None:
        # The connection was refused or cut: no server gave a state.
        return isinstance(error, psycopg.OperationalError | psycopg.InterfaceError)
    return state.startswith(AWAY_CLASSES) or state in AWAY_STATES
