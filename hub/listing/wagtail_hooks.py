from django.contrib.auth.models import Permission
from django.urls import path, reverse
from wagtail import hooks
from wagtail.admin.menu import Menu, SubmenuMenuItem
from wagtail.snippets.models import register_snippet

from hub.listing.screens.permissions import ScreenMenuItem
from hub.listing.screens.promotions import PromoteView, adapt_screens
from hub.listing.screens.questions import FrequentReport, UnansweredReport
from hub.listing.screens.state import StateView
from hub.listing.screens.synonyms import SynonymsViewSet
from hub.listing.screens.why import WhyView

register_snippet(SynonymsViewSet)
adapt_screens()

# What Wagtail lists elsewhere: promotions are in our menu, its own counts stay empty.
ELSEWHERE = {"promoted-search-results", "search-terms"}


@hooks.register("register_admin_urls")
def register_search_screens():
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


def item(label, url_name, icon, order, permissions=None):
    """Return an item of the menu; without `permissions`, for whoever may see the counts."""
    more = {"permissions": permissions} if permissions else {}
    return ScreenMenuItem(label, reverse(url_name), icon_name=icon, order=order, **more)


@hooks.register("register_admin_menu_item")
def register_search_menu():
    synonyms = [f"search.{action}_searchsynonyms" for action in ("view", "add", "change")]
    promotions = [
        f"wagtailsearchpromotions.{action}_searchpromotion" for action in ("add", "change")
    ]
    items = [
        item("Questions sans réponse", "search_unanswered", "warning", 100),
        item("Questions fréquentes", "search_frequent", "list-ul", 200),
        item(
            "Synonymes",
            SynonymsViewSet().get_url_name("list"),
            SynonymsViewSet.icon,
            300,
            synonyms,
        ),
        item("Mis en avant", "wagtailsearchpromotions:index", "pick", 400, promotions),
        item("Pourquoi ce résultat\u00a0?", "search_why", "help", 500),
        item("État de la recherche", "search_state", "circle-check", 600),
    ]
    return SubmenuMenuItem(
        "Recherche", Menu(items=items), name="hub-search", icon_name="search", order=600
    )


@hooks.register("construct_settings_menu")
@hooks.register("construct_reports_menu")
def leave_out_what_is_in_the_search_menu(request, items):
    items[:] = [one for one in items if one.name not in ELSEWHERE]


@hooks.register("register_permissions")
def let_groups_see_the_counts():
    return Permission.objects.filter(content_type__app_label="listing", codename="view_searchcount")
