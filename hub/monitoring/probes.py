"""Probes of `/healthz/ready`: what the site needs to answer readers and editors.

Each probe returns a `ProbeResult`, whose detail is a French sentence without any secret. The same
functions serve the system checks of deployment (hub.monitoring.checks).
"""

import logging
import secrets
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.contrib.staticfiles.storage import ManifestFilesMixin, staticfiles_storage
from django.core.cache import cache as site_cache
from django.db import Error, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from hub.core.site.address import default_site, hostname_and_port
from hub.search.engines import get_engine
from hub.worker.heartbeat import is_alive, last_beat

logger = logging.getLogger(__name__)

CACHE_SECONDS = 10
Problem = str  # a French sentence; empty: no problem


@dataclass(frozen=True)
class ProbeResult:
    """Result of a probe; `detail` says in French what is wrong."""

    name: str
    is_ok: bool
    detail: str = ""


@dataclass(frozen=True)
class Readiness:
    """Results of all probes, and how long they took."""

    results: tuple[ProbeResult, ...]
    milliseconds: int

    @property
    def is_ready(self) -> bool:
        return all(result.is_ok for result in self.results)

    @property
    def has_database(self) -> bool:
        return all(result.is_ok for result in self.results if result.name == "database")


def readiness() -> Readiness:
    """Run every probe; those that need the database are not run without it."""
    started = time.monotonic()
    results = [_run("database", database_problem)]
    for name, probe in DATABASE_PROBES.items():
        if results[0].is_ok:
            results.append(_run(name, probe))
        else:
            results.append(ProbeResult(name, False, "La base de données ne répond pas."))
    results += [_run(name, probe) for name, probe in OTHER_PROBES.items()]
    return Readiness(tuple(results), round((time.monotonic() - started) * 1000))


def database_problem() -> Problem:
    """Return why the database does not answer."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error as error:
        # Without its message, which names the server and the account.
        return f"La base de données ne répond pas ({type(error).__name__})."
    return ""


def migrations_problem() -> Problem:
    """Return whether migrations of this version are not applied."""
    missing = missing_migrations()
    if not missing:
        return ""
    shown = ", ".join(f"{app}.{name}" for app, name in missing[:3])
    return f"Migrations à appliquer\u00a0: {len(missing)} ({shown})."


def missing_migrations() -> list[tuple[str, str]]:
    """Return the (application, name) of the migrations not applied to the database."""
    applied = set(MigrationRecorder(connection).applied_migrations())
    return sorted(
        key
        for key, replaced in migrations_of_code().items()
        if key not in applied and not (replaced and replaced <= applied)
    )


@cache
def migrations_of_code() -> dict[tuple[str, str], frozenset[tuple[str, str]]]:
    """Return the migrations of the code, and those that each one replaces (squashed)."""
    loader = MigrationLoader(None)
    return {key: frozenset(one.replaces) for key, one in loader.disk_migrations.items()}


def address_problem() -> Problem:
    """Return whether the default site has another address than BASE_URL (ADR 21)."""
    site = default_site()
    if site is None or (site.hostname, site.port) == hostname_and_port():
        return ""
    return (
        f"L’adresse du site est {site.root_url} dans la base et {settings.BASE_URL} dans "
        "BASE_URL\u00a0: lancez «\u00a0manage.py migrate\u00a0»."
    )


def worker_problem() -> Problem:
    """Return since when no worker is alive."""
    if is_alive():
        return ""
    beat = last_beat()
    if beat is None:
        return (
            "Les tâches de fond n’ont jamais tourné\u00a0: lancez «\u00a0manage.py worker\u00a0»."
        )
    since = f"{timezone.localtime(beat):%d/%m/%Y à %H:%M:%S}"
    return f"Les tâches de fond ne tournent plus depuis le {since}."


def cache_problem() -> Problem:
    """Return whether the cache loses what is written to it."""
    key, value = f"healthz-{secrets.token_hex(8)}", secrets.token_hex(8)
    site_cache.set(key, value, CACHE_SECONDS)
    if site_cache.get(key) != value:
        return "Le cache ne rend pas ce qu’on lui confie."
    site_cache.delete(key)
    return ""


def media_problem() -> Problem:
    """Return whether files cannot be written to MEDIA_ROOT."""
    try:
        with tempfile.TemporaryFile(prefix=".healthz-", dir=settings.MEDIA_ROOT) as file:
            file.write(b"healthz")
            file.flush()
    except OSError as error:
        return f"Le dossier des fichiers déposés ne s’écrit pas ({error.strerror})."
    return ""


def static_problem() -> Problem:
    """Return whether the manifest of static files is missing: every page is then a 500."""
    if not isinstance(staticfiles_storage, ManifestFilesMixin):
        return ""
    if staticfiles_storage.hashed_files:
        return ""
    if staticfiles_storage.read_manifest():
        return "Les fichiers statiques sont arrivés après le démarrage\u00a0: redémarrez le site."
    return "Les fichiers statiques manquent\u00a0: lancez «\u00a0manage.py collectstatic\u00a0»."


def search_problem() -> Problem:
    """Return whether no search engine answers."""
    health = get_engine().health()
    return "" if health.is_up else "Aucun moteur de recherche ne répond."


Probe = Callable[[], Problem]
DATABASE_PROBES: dict[str, Probe] = {
    "migrations": migrations_problem,
    "address": address_problem,
    "worker": worker_problem,
    "search": search_problem,
}
OTHER_PROBES: dict[str, Probe] = {
    "cache": cache_problem,
    "media": media_problem,
    "static": static_problem,
}


def _run(name: str, probe: Probe) -> ProbeResult:
    """Run a probe; an unexpected error is a problem too, and goes to the log."""
    try:
        problem = probe()
    except Exception as error:
        logger.exception("The probe %s failed", name)
        problem = f"La vérification a échoué ({type(error).__name__})."
    return ProbeResult(name, not problem, problem)
