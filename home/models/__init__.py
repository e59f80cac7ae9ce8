from .accessibility import AccessibilityPage
from .free import FreePage
from .home import FeaturedPage, HomePage
from .territories import TerritoryIndexPage
from .themes import ThemeIndexPage

__all__ = [
    "AccessibilityPage",
    "FeaturedPage",
    "FreePage",
    "HomePage",
    "TerritoryIndexPage",
    "ThemeIndexPage",
]
