"""Image sizes of the site, by use."""

from dataclasses import dataclass

from wagtail.images.models import Filter

# Lightest first; the last one is the fallback for all browsers.
FORMATS = ("avif", "webp", "jpeg")


@dataclass(frozen=True)
class ImageUse:
    """A use of images in templates.

    `operations` are Wagtail resizing rules, narrowest first; `sizes` is the value of the HTML
    attribute `sizes`.
    """

    operations: tuple
    sizes: str

    def filters(self, image_format: str) -> list[Filter]:
        """Return the `Filter` of each width in one of FORMATS."""
        return [Filter(f"{operation}|format-{image_format}") for operation in self.operations]


USES = {
    "card": ImageUse(
        ("fill-480x320", "fill-960x640"), "(min-width: 62rem) 24rem, (min-width: 48rem) 45vw, 90vw"
    ),
    "lead": ImageUse(("fill-480x320", "fill-960x640"), "(min-width: 48rem) 40rem, 90vw"),
    "square": ImageUse(("fill-160x160", "fill-320x320"), "8rem"),
    "head": ImageUse(("width-640", "width-1280"), "(min-width: 62rem) 28rem, 90vw"),
    "artwork": ImageUse(("fill-160x160", "fill-320x320"), "14rem"),
    "wide": ImageUse(("width-640", "width-1280"), "(min-width: 62rem) 44rem, 90vw"),
}
# Open Graph image: 1.91:1 is cropped least by its consumers, many of which read JPEG only.
SHARE = Filter("fill-1200x630|format-jpeg")
# Image of Wagtail's lists and choosers.
THUMBNAIL = Filter("max-165x165")


def every_filter() -> list[Filter]:
    """Return the distinct filters that pages use."""
    of_uses = [
        image_filter
        for use in USES.values()
        for name in FORMATS
        for image_filter in use.filters(name)
    ]
    return list(dict.fromkeys([*of_uses, SHARE]))
