"""Readers of environment variables, with validation.

Each reader takes the name of a variable and returns a validated value. For a missing or invalid
value it raises `ImproperlyConfigured` with the name, the value and what was expected.
"""

import os
import re
from collections.abc import Callable, Sequence
from ipaddress import ip_network
from typing import Any
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

from hub.limits.rates import EXPECTED as EXPECTED_RATE
from hub.limits.rates import Rate

SCHEME_PORTS = {"http": 80, "https": 443}
TRUE_WORDS = {"1", "true", "yes", "on", "oui", "vrai"}
FALSE_WORDS = {"0", "false", "no", "off", "non", "faux", ""}


def setting_error(name: str, value: str, expected: str) -> ImproperlyConfigured:
    """Return the error for an invalid variable, with its name, value and expected value.

    The credentials of a URL are masked, to keep passwords out of logs.
    """
    shown = re.sub(r"://[^/]*@", "://…@", value)
    return ImproperlyConfigured(
        f"Réglage {name} incorrect : « {shown} ». Valeur attendue : {expected}."
    )


def read_text(name: str, default: str | None = None) -> str:
    """Return a variable stripped; without a default, it is required and not empty."""
    value = os.environ.get(name, "").strip()
    if value:
        return value
    if default is None:
        raise ImproperlyConfigured(f"Le réglage {name} manque : il est obligatoire en production.")
    return default


def read_choice(name: str, choices: Sequence[str], default: str) -> str:
    """Return a variable whose value is one of `choices`."""
    value = read_text(name, default)
    if value not in choices:
        raise setting_error(name, value, " ou ".join(choices))
    return value


def read_choice_or_url(name: str, choices: Sequence[str], default: str) -> str:
    """Return a variable whose value is one of `choices` or an http(s) URL.

    The URL has no trailing slash.
    """
    value = read_text(name, default)
    if value in choices:
        return value
    try:
        return _checked_url(name, value, ("http", "https"))
    except ImproperlyConfigured as error:
        expected = f"{', '.join(choices)} ou une adresse complète (http, https)"
        raise setting_error(name, value, expected) from error


def read_flag(name: str, default: bool = False) -> bool:
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


def read_list(name: str, default: Sequence[str] | None = None) -> list[str]:
    """Return a comma-separated variable as a list of texts."""
    value = read_text(name, default if default is None else ",".join(default))
    return [part.strip() for part in value.split(",") if part.strip()]


def read_networks(
    name: str, default: Sequence[str] | None = None, words: Sequence[str] = ()
) -> list[str]:
    """Return a comma-separated variable as a list of IP networks or `words`; `aucun` is none."""
    parts = read_list(name, default)
    if parts == ["aucun"]:
        return []
    for part in parts:
        if part not in words and not _is_network(part):
            expected = ["des réseaux séparés par des virgules, comme 127.0.0.1,10.0.0.0/8", *words]
            raise setting_error(name, part, " ou ".join([*expected, "aucun"]))
    return parts


def _is_network(text: str) -> bool:
    try:
        ip_network(text, strict=False)
    except ValueError:
        return False
    return True


def read_integer(name: str, default: int, minimum: int = 0) -> int:
    """Return a whole number, `minimum` or more."""
    value = read_text(name, str(default))
    if not value.isascii() or not value.isdigit() or int(value) < minimum:
        raise setting_error(name, value, f"un nombre entier, {minimum} au moins")
    return int(value)


def read_rate(name: str, default: str) -> Rate | None:
    """Return a rate, as « 600/10min »; None for « off »."""
    value = read_text(name, default)
    try:
        return Rate.parse(value)
    except ValueError as error:
        raise setting_error(name, value, EXPECTED_RATE) from error


def read_url(
    name: str, default: str | None = None, schemes: Sequence[str] = ("http", "https")
) -> str:
    """Return an absolute URL without a trailing slash; an empty default allows none."""
    value = read_text(name, default)
    return _checked_url(name, value, schemes) if value else value


def read_site_url(name: str, default: str) -> str:
    """Return the root URL of the site, as Wagtail writes it: `https://host`, `http://host:8000`.

    Wagtail stores a host name and a port, and deduces the scheme from the port: `https` is
    possible on port 443 only, and `http` on any other. A port that the scheme implies is dropped.
    """
    value = read_url(name, default)
    parts = urlsplit(value)
    if parts.path or parts.query or parts.fragment or "@" in parts.netloc:
        raise setting_error(name, value, "une adresse sans chemin, comme https://exemple.fr")
    host, port = parts.hostname or "", parts.port
    if ":" in host:
        raise setting_error(name, value, "un nom de domaine ou une adresse IPv4")
    if (parts.scheme == "https") != ((port or SCHEME_PORTS[parts.scheme]) == SCHEME_PORTS["https"]):
        raise setting_error(
            name, value, "https sur le port 443 seulement, http sur tout autre port (Wagtail)"
        )
    shown = "" if port in (None, SCHEME_PORTS[parts.scheme]) else f":{port}"
    return f"{parts.scheme}://{host}{shown}"


def read_urls(name: str, default: str = "") -> list[str]:
    """Return several absolute URLs separated by commas, as a list."""
    urls = [url.strip() for url in read_text(name, default).split(",")]
    return [_checked_url(name, url, ("http", "https")) for url in urls if url]


def read_index_name(name: str, default: str) -> str:
    """Return a valid Elasticsearch index name, with room for the date suffix of an index."""
    value = read_text(name, default)
    if not re.fullmatch(r"[a-z][a-z0-9_-]{0,79}", value):
        raise setting_error(
            name, value, "80 lettres minuscules sans accent, chiffres, - ou _ au plus"
        )
    return value


def _checked_url(name: str, value: str, schemes: Sequence[str]) -> str:
    try:
        parts = urlsplit(value)
        valid = parts.scheme in schemes and bool(parts.hostname) and parts.port != 0
    except ValueError:
        valid = False
    if not valid:
        raise setting_error(name, value, f"une adresse complète ({', '.join(schemes)})")
    return value.rstrip("/")


def _read_with(
    reader: Callable[[str], dict[str, Any]], name: str, default: str | None, expected: str
) -> dict[str, Any]:
    """Parse a service URL with django-environ; convert any exception to our error."""
    value = read_text(name, default)
    try:
        config = reader(value)
    except Exception as error:
        raise setting_error(name, value, expected) from error
    return config


def read_database(name: str, default: str) -> dict[str, Any]:
    """Return a Django database configuration from a URL (sqlite or postgres)."""
    expected = "sqlite:///fichier ou postgres://utilisateur:mot-de-passe@hôte:port/base"
    config = _read_with(environ.Env.db_url_config, name, default, expected)
    if config.get("ENGINE") not in {
        "django.db.backends.sqlite3",
        "django.db.backends.postgresql",
    } or not config.get("NAME"):
        raise setting_error(name, read_text(name, default), expected)
    return config


def read_cache(name: str, default: str) -> dict[str, Any]:
    """Return a Django cache configuration from a URL (locmem, file, redis…)."""
    return _read_with(
        environ.Env.cache_url_config, name, default, "une adresse de cache comme locmemcache://"
    )


def read_email(name: str, default: str | None = None) -> dict[str, Any]:
    """Return Django's e-mail settings (EMAIL_BACKEND, EMAIL_HOST…) from a URL."""
    expected = "une adresse comme smtp+tls://utilisateur:mot-de-passe@hôte:587 ou consolemail://"
    return _read_with(environ.Env.email_url_config, name, default, expected)
