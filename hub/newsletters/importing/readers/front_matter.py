"""Front matter of Markdown: YAML between « --- » lines, or TOML between « +++ » lines."""

import re
import tomllib
from datetime import date, datetime
from typing import Any

import yaml

FRONT_MATTER = re.compile(
    r"\A\ufeff?(?P<fence>---|\+\+\+)[ \t]*\r?\n(?P<data>.*?)\r?\n(?P=fence)[ \t]*(?:\r?\n|\Z)",
    re.DOTALL,
)
MAX_FRONT_MATTER = 20_000
TITLES = ("title", "titre", "subject", "objet")
NUMBERS = ("number", "numero", "numéro", "n°", "issue")
DATES = ("date", "pubdate", "published", "parution")
NUMBER_IN_TITLE = re.compile(r"(?:n\s?[°ºo]|#|numéro)\s*\d", re.IGNORECASE)


def split_front_matter(text: str) -> tuple[dict[str, Any], str]:
    """Return the data of the front matter and the rest of the text, ({}, text) without one."""
    match = FRONT_MATTER.match(text)
    if not match or len(match["data"]) > MAX_FRONT_MATTER:
        return {}, text
    try:
        if match["fence"] == "---":
            data = yaml.safe_load(match["data"])
        else:
            data = tomllib.loads(match["data"])
    except (yaml.YAMLError, tomllib.TOMLDecodeError, ValueError, RecursionError):
        return {}, text
    return (data, text[match.end() :]) if isinstance(data, dict) and data else ({}, text)


def title_of(data: dict[str, Any]) -> str:
    """Return the title line, with its number: « N° 4 : Le marché », or ""."""
    title, number = _first(data, TITLES), _first(data, NUMBERS)
    if not number or NUMBER_IN_TITLE.search(title):
        return title
    return f"N°\u00a0{number}\u00a0: {title}" if title else f"N°\u00a0{number}"


def day_of(data: dict[str, Any]) -> date | None:
    """Return the date, None when there is none or it is not one."""
    for key, value in data.items():
        if str(key).lower() in DATES:
            if isinstance(value, datetime):
                return value.date()
            if isinstance(value, date):
                return value
            try:
                return date.fromisoformat(str(value).strip()[:10])
            except ValueError:
                return None
    return None


def others_of(data: dict[str, Any]) -> list[str]:
    """Return the entries that are not imported, as « tags : marché, élus »."""
    day = day_of(data)
    used = {*TITLES, *NUMBERS, *(DATES if day else ())}
    return [
        f"{key}\u00a0: {_shown(value)}"
        for key, value in data.items()
        if str(key).lower() not in used and _shown(value)
    ]


def _first(data: dict[str, Any], keys: tuple[str, ...]) -> str:
    found = {str(key).lower(): _shown(value) for key, value in data.items()}
    return next((found[key] for key in keys if found.get(key)), "")


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(_shown, value))
    if isinstance(value, dict):
        return ", ".join(f"{key} {_shown(inner)}" for key, inner in value.items())
    return "" if value is None else " ".join(str(value).split())
