"""What a `picture` needs to show an image with what is ready."""

from dataclasses import dataclass

from hub.core.images.renditions.uses import FORMATS, USES


@dataclass(frozen=True)
class Source:
    """A `source` element: a media type and its addresses by width."""

    type: str
    srcset: str


@dataclass(frozen=True)
class Picture:
    """The last format as `img`, the lighter ones as sources."""

    sources: list
    srcset: str
    src: str
    width: int
    height: int
    sizes: str


def picture(image, use):
    """Return the `Picture` of an image for one of USES; None while nothing of it is ready.

    Nothing is made here: a page that is being read never waits for an image.
    """
    asked = USES[use]
    filters = {name: asked.filters(name) for name in FORMATS}
    found = image.find_existing_renditions(*[each for some in filters.values() for each in some])
    ready = {
        name: [found[each] for each in wanted if each in found] for name, wanted in filters.items()
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
        sizes=asked.sizes,
    )


def _srcset(renditions):
    """Return addresses and widths; a small original gives the same width twice, said once."""
    by_width = {rendition.width: rendition.url for rendition in renditions}
    return ", ".join(f"{url} {width}w" for width, url in by_width.items())
