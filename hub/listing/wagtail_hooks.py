from collections.abc import Sequence

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.snippets.models import register_snippet

from hub.listing.screens.permissions import ScreenMenuItem
from hub.listing.screens.promotions import PromoteView, adapt_screens
from hub.listing.screens.questions import FrequentReport, UnansweredReport
from hub.listing.screens.state import StateView
from hub.listing.screens.synonyms import SynonymsViewSet
from hub.listing.screens.why import WhyView

register_snippet(SynonymsViewSet)
adapt_screens()

# Menu items of `wagtail.contrib.search_promotions`: the promotions are in the menu « Recherche »,
# and its search counts are not used.
HIDDEN_ITEMS = {"promoted-search-results", "search-terms"}


@hooks.register("register_admin_urls")
def register_search_screens() -> list[URLPattern]:
    return [
        path("recherche/sans-reponse/", UnansweredReport.as_view(), name="search_unanswered"),
        path(
            "recherche/sans-reponse/results/",
            UnansweredReport.as_view(results_only=True),
            name="search_unanswered_results",
        ),
        path("recherche/frequentes/", FrequentReport.as_view(), name="search_frequent"),
        path(
            "recherche/frequentes/results/",
            FrequentReport.as_view(results_only=True),
            name="search_frequent_results",
        ),
        path("recherche/pourquoi/", WhyView.as_view(), name="search_why"),
        path("recherche/etat/", StateView.as_view(), name="search_state"),
        path("recherche/mettre-en-avant/", PromoteView.as_view(), name="search_promote"),
    ]


def build_item(
    label: str, url_name: str, icon: str, order: int, permissions: Sequence[str] | None = None
) -> ScreenMenuItem:
    """Return a menu item; without `permissions`, it requires the right to see the counts."""
    options = {"permissions": permissions} if permissions else {}
    return ScreenMenuItem(label, reverse(url_name), icon_name=icon, order=order, **options)


@hooks.register("register_admin_menu_item")
def register_search_menu() -> SubmenuMenuItem:
    synonyms = [f"search.{action}_searchsynonyms" for action in ("view", "add", "change")]
    promotions = [
        f"wagtailsearchpromotions.{action}_searchpromotion" for action in ("add", "change")
    ]
    items = [
        build_item("Questions sans réponse", "search_unanswered", "warning", 100),
        build_item("Questions fréquentes", "search_frequent", "list-ul", 200),
        build_item(
            "Synonymes",
            SynonymsViewSet().get_url_name("list"),
            SynonymsViewSet.icon,
            300,
            synonyms,
        ),
        build_item("Mis en avant", "wagtailsearchpromotions:index", "pick", 400, promotions),
        build_item("Pourquoi ce résultat\u00a0?", "search_why", "help", 500),
        build_item("État de la recherche", "search_state", "circle-check", 600),
    ]
    return SubmenuMenuItem(
        "Recherche", Menu(items=items), name="hub-search", icon_name="search", order=600
    )


@hooks.register("construct_settings_menu")
@hooks.register("construct_reports_menu")
def hide_wagtail_search_items(request: HttpRequest, items: list[MenuItem]) -> None:
    items[:] = [item for item in items if item.name not in HIDDEN_ITEMS]


@hooks.register("register_permissions")
def register_count_permissions() -> QuerySet[Permission]:
    return Permission.objects.filter(content_type__app_label="listing", codename="view_searchcount")
