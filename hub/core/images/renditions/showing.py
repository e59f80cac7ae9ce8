"""Data of `picture` elements, from the renditions that exist."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hub.core.images.renditions.uses import FORMATS, USES

if TYPE_CHECKING:
    from hub.core.models import HubImage, HubRendition


@dataclass(frozen=True)
class Source:
    """A `source` element: its media type and its `srcset`."""

    type: str
    srcset: str


@dataclass(frozen=True)
class Picture:
    """A `picture` element: the last of FORMATS is its `img`, the lighter ones its sources."""

    sources: list
    srcset: str
    src: str
    width: int
    height: int
    sizes: str


def picture(image: "HubImage", use: str) -> Picture | None:
    """Return the `Picture` of an image for one of USES; None without a JPEG rendition.

    No rendition is made here, so that a page view never waits for one.
    """
    image_use = USES[use]
    filters = {name: image_use.filters(name) for name in FORMATS}
    existing = image.find_existing_renditions(
        *[image_filter for of_format in filters.values() for image_filter in of_format]
    )
    ready = {
        name: [existing[image_filter] for image_filter in of_format if image_filter in existing]
        for name, of_format in filters.items()
    }
    *light, common = FORMATS
    if not ready[common]:
        return None
    first = ready[common][0]
    return Picture(
        sources=[Source(f"image/{name}", _srcset(ready[name])) for name in light if ready[name]],
        srcset=_srcset(ready[common]),
        src=first.url,
        width=first.width,
        height=first.height,
        sizes=image_use.sizes,
    )


def _srcset(renditions: "Iterable[HubRendition]") -> str:
    """Return a `srcset`, each width once: a small original gives equal widths."""
    by_width = {rendition.width: rendition.url for rendition in renditions}
    return ", ".join(f"{url} {width}w" for width, url in by_width.items())
