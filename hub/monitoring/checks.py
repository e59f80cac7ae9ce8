"""System checks of deployment: `manage.py check --deploy`, `--database default` for all of them.

They reuse the probes of `/healthz/ready`; the ids are monitoring.E001 and following.
"""

from collections.abc import Callable, Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.storage import ManifestFilesMixin, staticfiles_storage
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import DatabaseError

from hub.monitoring import probes

SHOWN = 3


@register("monitoring", deploy=True)
def check_static_files(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """Check that `collectstatic` has run, for all files of this version (E001, E002)."""
    if problem := probes.static_problem():
        hint = "Run `manage.py collectstatic`: without its manifest every page is an error."
        return [Error(problem, hint=hint, id="monitoring.E001")]
    missing = files_not_collected()
    if not missing:
        return []
    message = f"{len(missing)} static files are not collected: {', '.join(missing[:SHOWN])}."
    hint = "Run `manage.py collectstatic` again: the files of this version are others."
    return [Error(message, hint=hint, id="monitoring.E002")]


@register("monitoring", deploy=True)
def check_media_folder(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """Check that MEDIA_ROOT can be written (E003)."""
    problem = probes.media_problem()
    hint = f"MEDIA_ROOT is {settings.MEDIA_ROOT}: create it, for the account of the site."
    return [Error(problem, hint=hint, id="monitoring.E003")] if problem else []


@register("monitoring", deploy=True)
def check_metrics_folder(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """Check that several web processes add up their metrics (W001)."""
    if getattr(settings, "WEB_CONCURRENCY", 1) == 1 or settings.METRICS_FOLDER:
        return []
    message = "Several web processes, and no PROMETHEUS_MULTIPROC_DIR: /metrics shows one of them."
    hint = "Set it to a folder that is emptied when the site starts, such as /run/hub/metrics."
    return [Warning(message, hint=hint, id="monitoring.W001")]


# The number of the error, the probe, and what to do.
DATABASE_CHECKS: list[tuple[str, Callable[[], probes.Problem], str]] = [
    ("E005", probes.migrations_problem, "Run `manage.py migrate`."),
    ("E006", probes.address_problem, "Run `manage.py migrate`, which corrects it (hub.W001)."),
    ("E007", probes.worker_problem, "Start the worker: `manage.py worker`."),
]


@register(Tags.database, "monitoring", deploy=True)
def check_database(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Check the database, its migrations, the address of the site and the worker (E004 to E007)."""
    if "default" not in (databases or ()):
        return []
    if problem := probes.database_problem():
        hint = "Check DATABASE_URL, and that the server runs."
        return [Error(problem, hint=hint, id="monitoring.E004")]
    errors: list[CheckMessage] = []
    for number, probe, hint in DATABASE_CHECKS:
        try:
            problem = probe()
        except DatabaseError as error:
            # Tables are missing: migrations are not applied.
            problem = f"{probe.__name__}: {type(error).__name__}"
        if problem:
            errors.append(Error(problem, hint=hint, id=f"monitoring.{number}"))
    return errors


def files_not_collected() -> list[str]:
    """Return the static files of the code that the manifest lacks."""
    if not isinstance(staticfiles_storage, ManifestFilesMixin):
        return []
    collected = staticfiles_storage.hashed_files
    paths = {path for finder in get_finders() for path, _ in finder.list([])}
    # As `collectstatic` does.
    ignored = ("CVS", ".", "~")
    return sorted(
        path
        for path in paths
        if path not in collected and not path.rpartition("/")[2].startswith(ignored)
    )
