from wagtail.snippets.models import register_snippet

from hub.territories.viewsets import TerritoryViewSet

register_snippet(TerritoryViewSet)
