"""How the site shows images: each size is named once, here."""

from dataclasses import dataclass

from wagtail.images.models import Filter

# From the lightest; every browser reads the last one.
FORMATS = ("avif", "webp", "jpeg")


@dataclass(frozen=True)
class ImageUse:
    """A way to show an image.

    `operations` are Wagtail resizing rules, from the narrowest to the widest; `sizes` is the width
    it takes in the page, as HTML's attribute of that name.
    """

    operations: tuple
    sizes: str

    def filters(self, image_format):
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
# The size that Open Graph consumers crop least, 1.91:1; many of them read JPEG only.
SHARE = Filter("fill-1200x630|format-jpeg")


def every_filter():
    """Return every `Filter` that a page may ask for, each once."""
    shown = [wanted for use in USES.values() for name in FORMATS for wanted in use.filters(name)]
    return list(dict.fromkeys([*shown, SHARE]))
