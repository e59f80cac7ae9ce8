from django.apps import AppConfig
from django.conf import settings


class MonitoringConfig(AppConfig):
    name = "hub.monitoring"
    label = "monitoring"
    verbose_name = "Surveillance"

    def ready(self) -> None:
        from django.core.signals import request_finished

        from hub.monitoring import checks  # noqa: F401  registers the system checks
        from hub.monitoring.request_ids import clear_request_id
        from hub.monitoring.sentry import start_sentry

        request_finished.connect(clear_request_id)
        if settings.SENTRY_DSN:
            start_sentry(settings.SENTRY_DSN)
