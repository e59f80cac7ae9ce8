"""Production settings: security settings on, secrets from environment variables."""

from hub.settings.base import *  # noqa: F403
from hub.settings.environment import read_flag, read_integer, read_list, read_text, setting_error

SECRET_KEY = read_text("SECRET_KEY")
if len(SECRET_KEY) < 50 or SECRET_KEY.startswith("django-insecure-"):
    raise setting_error("SECRET_KEY", "…", "50 caractères aléatoires au moins")
ALLOWED_HOSTS = read_list("ALLOWED_HOSTS")
if not BASE_URL.startswith("https://"):  # noqa: F405
    raise setting_error("BASE_URL", BASE_URL, "l’adresse publique du site, en https")  # noqa: F405
CSRF_TRUSTED_ORIGINS = [BASE_URL]  # noqa: F405

SECURE_SSL_REDIRECT = read_flag("SECURE_SSL_REDIRECT", default=True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = read_integer("SECURE_HSTS_SECONDS", 31_536_000)  # a year
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
