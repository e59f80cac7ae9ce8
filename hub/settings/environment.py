"""Read the environment, and stop the start with a message that names what is wrong.

Each reader takes the name of a variable and returns a checked value; a missing or wrong
one raises `ImproperlyConfigured` with the name, the value and what was expected.
"""

import os
import re
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

TRUE_WORDS = {"1", "true", "yes", "on", "oui", "vrai"}
FALSE_WORDS = {"0", "false", "no", "off", "non", "faux", ""}


def setting_error(name, value, expected):
    """Return the error that says which variable is wrong and what it should be.

    What a URL says before « @ » is left out: logs are no place for a password.
    """
    shown = re.sub(r"://[^/]*@", "://…@", value)
    return ImproperlyConfigured(
        f"Réglage {name} incorrect : « {shown} ». Valeur attendue : {expected}."
    )


def read_text(name, default=None):
    """Return a variable as text; without a default it must be there and not empty."""
    value = os.environ.get(name, "").strip()
    if value:
        return value
    if default is None:
        raise ImproperlyConfigured(f"Le réglage {name} manque : il est obligatoire en production.")
    return default


def read_choice(name, choices, default):
    """Return one of `choices`."""
    value = read_text(name, default)
    if value not in choices:
        raise setting_error(name, value, " ou ".join(choices))
    return value


def read_flag(name, default=False):
    """Return a yes/no variable as a bool."""
    value = os.environ.get(name)
    if value is None:
        return default
    word = value.strip().lower()
    if word in TRUE_WORDS:
        return True
    if word in FALSE_WORDS:
        return False
    raise setting_error(name, value, "oui ou non")


def read_list(name, default=None):
    """Return a comma-separated variable as a list of texts."""
    value = read_text(name, default if default is None else ",".join(default))
    return [part.strip() for part in value.split(",") if part.strip()]


def read_integer(name, default, minimum=0):
    """Return a whole number, `minimum` or more."""
    value = read_text(name, str(default))
    if not value.isascii() or not value.isdigit() or int(value) < minimum:
        raise setting_error(name, value, f"un nombre entier, {minimum} au moins")
    return int(value)


def read_url(name, default=None, schemes=("http", "https")):
    """Return an absolute URL without a trailing slash; an empty default allows none."""
    value = read_text(name, default)
    return _checked_url(name, value, schemes) if value else value


def read_urls(name, default=""):
    """Return several absolute URLs separated by commas, as a list."""
    urls = [url.strip() for url in read_text(name, default).split(",")]
    return [_checked_url(name, url, ("http", "https")) for url in urls if url]


def read_index_name(name, default):
    """Return a name that Elasticsearch takes for an index, with room for a date behind it."""
    value = read_text(name, default)
    if not re.fullmatch(r"[a-z][a-z0-9_-]{0,79}", value):
        raise setting_error(
            name, value, "80 lettres minuscules sans accent, chiffres, - ou _ au plus"
        )
    return value


def _checked_url(name, value, schemes):
    try:
        parts = urlsplit(value)
        valid = parts.scheme in schemes and bool(parts.hostname) and parts.port != 0
    except ValueError:
        valid = False
    if not valid:
        raise setting_error(name, value, f"une adresse complète ({', '.join(schemes)})")
    return value.rstrip("/")


def _read_with(reader, name, default, expected):
    """Let django-environ parse a service URL; turn whatever it raises into our message."""
    value = read_text(name, default)
    try:
        config = reader(value)
    except Exception as error:
        raise setting_error(name, value, expected) from error
    return config


def read_database(name, default):
    """Return a Django database configuration from a URL (sqlite or postgres)."""
    expected = "sqlite:///fichier ou postgres://utilisateur:mot-de-passe@hôte:port/base"
    config = _read_with(environ.Env.db_url_config, name, default, expected)
    if config.get("ENGINE") not in {
        "django.db.backends.sqlite3",
        "django.db.backends.postgresql",
    } or not config.get("NAME"):
        raise setting_error(name, read_text(name, default), expected)
    return config


def read_cache(name, default):
    """Return a Django cache configuration from a URL (locmem, file, redis…)."""
    return _read_with(
        environ.Env.cache_url_config, name, default, "une adresse de cache comme locmemcache://"
    )


def read_email(name, default):
    """Return Django's e-mail settings (EMAIL_BACKEND, EMAIL_HOST…) from a URL."""
    expected = "une adresse comme smtp+tls://utilisateur:mot-de-passe@hôte:587 ou consolemail://"
    return _read_with(environ.Env.email_url_config, name, default, expected)
