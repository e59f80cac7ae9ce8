"""Identifier, metrics and log line of each request."""

import logging
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from hub.monitoring.families import view_family
from hub.monitoring.metrics import RequestFigures, observe
from hub.monitoring.request_ids import HEADER, request_id_of, set_request_id

logger = logging.getLogger("hub.requests")


class QueryCounter:
    """Counter of the queries of a connection (an `execute_wrapper` of Django)."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, execute: Callable[..., Any], *arguments: Any) -> Any:
        self.count += 1
        return execute(*arguments)


class RequestMiddleware:
    """Gives the request its identifier and measures it; install after `TrustedProxyMiddleware`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        identifier = request_id_of(request)
        set_request_id(identifier)
        queries = QueryCounter()
        started = time.monotonic()
        with connection.execute_wrapper(queries):
            response = self.get_response(request)
        seconds = time.monotonic() - started
        figures = RequestFigures(view_family(request), response.status_code, seconds, queries.count)
        observe(figures)
        if settings.LOG_REQUESTS:
            log_request(request.method or "", figures)
        response.headers[HEADER] = identifier
        return response


def log_request(method: str, figures: RequestFigures) -> None:
    """Log a request, without its path, which may hold a secret (a password reset link)."""
    fields = {
        "method": method,
        "view": figures.view,
        "status": figures.status,
        "milliseconds": round(figures.seconds * 1000),
        "queries": figures.queries,
    }
    words = " ".join(f"{name}={value}" for name, value in fields.items())
    logger.info("%s", words, extra=fields)
