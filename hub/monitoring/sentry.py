"""Error reports to a Sentry server, if SENTRY_DSN is set; without personal data.

The package sentry-sdk is optional: it is imported only then.
"""

from importlib import import_module
from typing import Any

from django.conf import settings

from hub.monitoring.request_ids import current_request_id
from hub.monitoring.scrubbing import scrub


def start_sentry(dsn: str) -> None:
    """Start the client of Sentry: errors only, no traces, no variables, no request bodies."""
    import_module("sentry_sdk").init(
        dsn=dsn,
        send_default_pii=False,
        include_local_variables=False,
        max_request_body_size="never",
        max_breadcrumbs=0,
        traces_sample_rate=None,
        auto_session_tracking=False,
        server_name=settings.PROCESS,
        before_send=without_personal_data,
    )


def without_personal_data(event: dict[str, Any], hint: dict[str, Any]) -> dict[str, Any]:
    """Return an event with the request reduced to its method, and its texts scrubbed."""
    event = {name: value for name, value in event.items() if name not in ("user", "breadcrumbs")}
    if request := event.get("request"):
        event["request"] = {"method": request.get("method", "")}
    if identifier := current_request_id():
        event["tags"] = {**event.get("tags", {}), "request_id": identifier}
    return _scrubbed(event)


def _scrubbed(value: Any) -> Any:
    if isinstance(value, str):
        return scrub(value)
    if isinstance(value, dict):
        return {name: _scrubbed(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_scrubbed(one) for one in value]
    return value
