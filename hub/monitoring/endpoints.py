"""Addresses of monitoring: `/healthz/live`, `/healthz/ready`, `/metrics`.

A middleware and not URL patterns: probes address the machine by any host name and without https,
which `ALLOWED_HOSTS` and the redirect to https would refuse.
"""

import threading
import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound, JsonResponse
from django.http.response import HttpResponseBase

from hub.monitoring.metrics import CONTENT_TYPE, exposition
from hub.monitoring.probes import Readiness, readiness
from hub.proxies import client_address, is_local, is_within

LIVE, READY, METRICS = "/healthz/live", "/healthz/ready", "/metrics"
# Readers who may not see the details get a result of this age at most: many requests cost little.
PUBLIC_SECONDS = 5.0


class PublicReadiness:
    """Last result of the probes, kept for `PUBLIC_SECONDS`; `clock` returns monotonic seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._result: tuple[float, Readiness] | None = None

    def get(self) -> Readiness:
        """Return a recent result; one thread at most runs the probes for it."""
        with self._lock:
            now = self._clock()
            if self._result is None or now - self._result[0] >= PUBLIC_SECONDS:
                self._result = (now, readiness())
            return self._result[1]


public_readiness = PublicReadiness()


class MonitoringEndpointsMiddleware:
    """Answers the addresses of monitoring; install it after `TrustedProxyMiddleware`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        view = VIEWS.get(request.path)
        if view is None:
            return self.get_response(request)
        if request.method not in ("GET", "HEAD"):
            response = HttpResponse(status=405, headers={"Allow": "GET, HEAD"})
        else:
            response = view(request)
        response.headers["Cache-Control"] = "no-store"
        return response


def live(request: HttpRequest) -> HttpResponse:
    """Answer that the process answers; the database is not asked."""
    return JsonResponse({"status": "live"})


def ready(request: HttpRequest) -> HttpResponse:
    """Answer 200 or 503; the details are for this machine and `MONITORING_NETWORKS`."""
    if not sees_details(request):
        report = public_readiness.get()
        return JsonResponse({"status": status_word(report)}, status=status_code(report))
    report = readiness()
    body = {
        "status": status_word(report),
        "milliseconds": report.milliseconds,
        "checks": {
            result.name: {"ok": result.is_ok, "detail": result.detail} for result in report.results
        },
    }
    parameters = {"ensure_ascii": False}
    return JsonResponse(body, status=status_code(report), json_dumps_params=parameters)


def metrics(request: HttpRequest) -> HttpResponse:
    """Answer the metrics to this machine; 404 to all others."""
    if not is_local(request):
        return HttpResponseNotFound("Not found\n", content_type="text/plain")
    return HttpResponse(exposition(), content_type=CONTENT_TYPE)


def sees_details(request: HttpRequest) -> bool:
    return is_local(request) or is_within(client_address(request), settings.MONITORING_NETWORKS)


def status_word(report: Readiness) -> str:
    return "ready" if report.is_ready else "unavailable"


def status_code(report: Readiness) -> int:
    return 200 if report.is_ready else 503


VIEWS: dict[str, Callable[[HttpRequest], HttpResponse]] = {
    LIVE: live,
    READY: ready,
    METRICS: metrics,
}
