"""Print the admin URLs that must answer for the site in the current folder, one per line.

They are the lists, reports and creation forms, then the edit forms of every page, of the site
settings and of one object per snippet type. Run it with the Python and settings of the site.
"""

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.urls import URLPattern, URLResolver, get_resolver, reverse

LISTS = {"index", "list", "task_index", "search", "add"}
HOME = {"wagtailadmin_home", "wagtailadmin_explore_root", "wagtailadmin_account"}
PODCASTS = {"podcast_downloads"}
TERRITORIES = {"silent_territories"}
WORKER = {"background_tasks"}
MAILING = {"mailbox"}
ACCOUNTS = {"second_factor"}
SEARCH = {"search_unanswered", "search_frequent", "search_why", "search_state", "search_promote"}


def walk(
    patterns: Iterable[URLPattern | URLResolver], prefix: str = "", namespace: str = ""
) -> Iterator[tuple[str, str, str | None]]:
    """Yield (route, namespace, name) for every pattern of the URL configuration, recursively."""
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from walk(pattern.url_patterns, route, pattern.namespace or namespace)
        else:
            yield route, namespace, pattern.name


def lists() -> Iterator[str]:
    """Yield the URLs of lists, reports and creation forms, which have no argument."""
    for route, namespace, name in walk(get_resolver().url_patterns):
        is_listed = (
            name in LISTS | HOME | PODCASTS | SEARCH | TERRITORIES | WORKER | MAILING | ACCOUNTS
            or namespace == "wagtailadmin_reports"
        )
        if route.startswith("admin/") and is_listed and not set(route) & set("<(^"):
            yield f"/{route}"


def forms() -> Iterator[str]:
    """Yield the URLs of edit forms and page explorers."""
    from django.contrib.admin.utils import quote
    from wagtail.contrib.settings.registry import registry
    from wagtail.models import Page
    from wagtail.snippets.models import get_snippet_models

    for page in Page.objects.filter(depth__gt=1):
        yield reverse("wagtailadmin_pages:edit", args=[page.pk])
        yield reverse("wagtailadmin_explore", args=[page.pk])
    for model in get_snippet_models():
        instance = model.objects.first()
        if instance:
            view = model.snippet_viewset.get_url_name("edit")
            yield reverse(view, args=[quote(instance.pk)])
    for model in registry:
        yield reverse("wagtailsettings:edit", args=[model._meta.app_label, model._meta.model_name])


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.settings")
    sys.path.insert(0, str(Path.cwd()))
    import django

    django.setup()
    print("\n".join([*lists(), *forms()]))


if __name__ == "__main__":
    main()
