"""Print the admin addresses of the site in the current folder that must answer, one a line.

Lists, reports, empty forms; then the form of every page, of the site settings, and of one
object of each snippet. Run with the site's own Python and settings.
"""

import os
import sys
from pathlib import Path

LISTS = {"index", "list", "task_index", "search", "add"}
HOME = {"wagtailadmin_home", "wagtailadmin_explore_root", "wagtailadmin_account"}
SEARCH = {"search_unanswered", "search_frequent", "search_why", "search_state", "search_promote"}


def walk(patterns, prefix="", namespace=""):
    """Yield (route, namespace, name) for every address of the URL configuration."""
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from walk(pattern.url_patterns, route, pattern.namespace or namespace)
        else:
            yield route, namespace, pattern.name


def lists():
    """Yield the lists, the reports and the empty forms: the addresses without an argument."""
    from django.urls import get_resolver

    for route, namespace, name in walk(get_resolver().url_patterns):
        wanted = name in LISTS | HOME | SEARCH or namespace == "wagtailadmin_reports"
        if route.startswith("admin/") and wanted and not set(route) & set("<(^"):
            yield f"/{route}"


def forms():
    """Yield the forms that hold content."""
    from django.contrib.admin.utils import quote
    from django.urls import reverse
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


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.settings")
    sys.path.insert(0, str(Path.cwd()))
    import django

    django.setup()
    print("\n".join([*lists(), *forms()]))


if __name__ == "__main__":
    main()
