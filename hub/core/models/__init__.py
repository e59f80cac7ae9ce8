from hub.core.site.settings import HubSettings

from .documents import AttachedDocument, HubDocument
from .images import HubImage, HubRendition
from .licences import Licence
from .page_links import PageTerritory, PageTheme, TerritoryRole, card_relations
from .pages import HubPage, HubPageManager, HubPageQuerySet

__all__ = [
    "AttachedDocument",
    "HubDocument",
    "HubImage",
    "HubPage",
    "HubPageManager",
    "HubPageQuerySet",
    "HubRendition",
    "HubSettings",
    "Licence",
    "PageTerritory",
    "PageTheme",
    "TerritoryRole",
    "card_relations",
]
