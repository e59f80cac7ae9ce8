"""Production settings: security settings on, secrets from environment variables.

What needs no database and would break the site or lose messages stops the start. The rest is
checked by `manage.py check --deploy --database default` and `/healthz/ready` (hub.monitoring).
"""

from hub.settings.base import *  # noqa: F403
from hub.settings.environment import (
    read_email,
    read_flag,
    read_integer,
    read_list,
    read_networks,
    read_text,
    setting_error,
)

SECRET_KEY = read_text("SECRET_KEY")
if len(SECRET_KEY) < 50 or SECRET_KEY.startswith("django-insecure-"):
    raise setting_error("SECRET_KEY", "…", "50 caractères aléatoires au moins")
# Former keys: the links of messages that left long ago go on working, and erased addresses known.
SECRET_KEY_FALLBACKS = read_list("SECRET_KEY_FALLBACKS", [])
ALLOWED_HOSTS = read_list("ALLOWED_HOSTS")
if not BASE_URL.startswith("https://"):  # noqa: F405
    raise setting_error("BASE_URL", BASE_URL, "l’adresse publique du site, en https")  # noqa: F405
CSRF_TRUSTED_ORIGINS = [BASE_URL]  # noqa: F405

# Required: the default backend prints messages on the console, without an error.
_mail = read_email("EMAIL_URL")
if not _mail["EMAIL_HOST"] and not _mail["EMAIL_BACKEND"].endswith("filebased.EmailBackend"):
    raise setting_error(
        "EMAIL_URL",
        read_text("EMAIL_URL"),
        "un serveur qui envoie les messages, comme smtp+tls://utilisateur:mot-de-passe@hôte:587",
    )
vars().update(_mail)

# Number of web processes; gunicorn reads the same variable.
WEB_CONCURRENCY = read_integer("WEB_CONCURRENCY", 1, minimum=1)
if WEB_CONCURRENCY > 1 and CACHES["default"]["BACKEND"].endswith(("LocMemCache", "DummyCache")):  # noqa: F405
    raise setting_error(
        "CACHE_URL",
        read_text("CACHE_URL", "locmemcache://"),
        f"un cache commun aux {WEB_CONCURRENCY} processus (WEB_CONCURRENCY), "
        "comme redis://127.0.0.1:6379/0 ou filecache:///var/cache/hub",
    )

TRUSTED_PROXIES = read_networks("TRUSTED_PROXIES", words=["unix"])
if TRUSTED_PROXIES:
    # hub.proxies drops this header unless one of these proxies sent it.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = read_flag("SECURE_SSL_REDIRECT", default=True)
SECURE_HSTS_SECONDS = read_integer("SECURE_HSTS_SECONDS", 31_536_000)  # a year
# Both concern the whole domain, which may have sites of others without https.
SECURE_HSTS_INCLUDE_SUBDOMAINS = read_flag("SECURE_HSTS_INCLUDE_SUBDOMAINS", default=False)
SECURE_HSTS_PRELOAD = read_flag("SECURE_HSTS_PRELOAD", default=False)
# security.W005 and W021 recommend the two settings above, whatever the domain holds.
SILENCED_SYSTEM_CHECKS = [*SILENCED_SYSTEM_CHECKS, "security.W005", "security.W021"]  # noqa: F405
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True

LOG_REQUESTS = read_flag("LOG_REQUESTS", default=True)
