from hub.core.site.settings import HubSettings

from .documents import HubDocument
from .images import HubImage, HubRendition
from .pages import (
    HubPage,
    HubPageManager,
    HubPageQuerySet,
    Licence,
    PageTerritory,
    PageTheme,
    TerritoryRole,
)

__all__ = [
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
]
