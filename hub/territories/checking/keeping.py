"""Doubtful names that editors keep as written, by page."""

import json
from collections.abc import Iterable, Iterator

from django.contrib.auth.models import AbstractUser

from hub.territories.checking.doubts import Doubt, Problem, kept_form
from hub.territories.models import KeptName

Key = tuple[str, str]  # text as `kept_form` gives it, problem
MAX_KEPT_AT_ONCE = 200


def kept_keys(page_id: int | None) -> set[Key]:
    """Return the keys of the names kept in a page; none for a page that is not saved."""
    if page_id is None:
        return set()
    return set(KeptName.objects.filter(page=page_id).values_list("written", "problem"))


def without_kept(found: list[list[Doubt]], page_id: int | None) -> list[list[Doubt]]:
    """Return the doubts of each text without those that an editor kept in the page."""
    if not any(found):
        return found
    kept = kept_keys(page_id)
    return [[doubt for doubt in doubts if doubt.key not in kept] for doubts in found]


def keep_names(keys: Iterable[Key], page_id: int | None, user: AbstractUser | None) -> None:
    """Remember doubtful names as kept in a page, or in an import when `page_id` is None."""
    for written, problem in keys:
        KeptName.objects.get_or_create(
            written=kept_form(written),
            problem=problem,
            page_id=page_id,
            defaults={"kept_by": user},
        )


def read_keys(text: str) -> list[Key]:
    """Return the keys of a JSON list of [text, problem]; what is not a key is left out."""
    try:
        data = json.loads(text)
    except ValueError:
        return []
    return list(_keys(data))[:MAX_KEPT_AT_ONCE] if isinstance(data, list) else []


def _keys(data: list) -> Iterator[Key]:
    for item in data:
        match item:
            case [str() as written, str() as problem] if problem in set(Problem):
                if form := kept_form(written.replace("\0", "")):
                    yield form, problem
