from django.urls import URLPattern, path
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from hub.territories.places import TerritoryPlaceView
from hub.territories.viewsets import TerritoriesGroup

register_snippet(TerritoriesGroup)


@hooks.register("register_admin_urls")
def register_territory_place() -> list[URLPattern]:
    view = TerritoryPlaceView.as_view()
    return [path("territoires/<int:pk>/situation/", view, name="territory_place")]
