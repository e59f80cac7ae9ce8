"""Abstract covers drawn with Pillow: no photograph, no font, the same picture for the same name."""

import hashlib
from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image, ImageColor, ImageDraw

from hub.core.models import HubImage

COVER = (1600, 1000)
ARTWORK = (1400, 1400)  # the least that Apple accepts for a show
CREAM = "#f6efe2"
SUN = "#f2c14e"
DEFAULT_COLOUR = "#2f6b3a"
OVERSAMPLING = 2  # drawn larger, then reduced: Pillow's shapes have no smooth edges
ALTERNATIVE = "Illustration abstraite"


def cover(name, colour, motif="", size=COVER):
    """Return the HubImage called `name`, drawn around `colour` (#rrggbb) when it is new."""
    title = f"Exemple\u00a0: {name}"
    known = HubImage.objects.filter(title=title).first()
    if known:
        return known
    image = HubImage(title=title, description=ALTERNATIVE, credit="Dessin généré par le site")
    data = draw(name, colour or DEFAULT_COLOUR, motif, size)
    image.file.save(f"{name}.jpg", ContentFile(data), save=False)
    image.width, image.height = size
    image.file_size = len(data)
    image.save()
    return image


def draw(name, colour, motif="", size=COVER):
    """Return the bytes of a JPEG of `size` pixels; `motif` is drawn by lot when it is empty."""
    lot = Lot(name)
    large = tuple(side * OVERSAMPLING for side in size)
    picture = Image.new("RGB", large, _mixed(colour, CREAM, 0.82))
    draw_motif = MOTIFS.get(motif) or list(MOTIFS.values())[lot.whole(len(MOTIFS))]
    draw_motif(ImageDraw.Draw(picture), large, colour, lot)
    picture = picture.reduce(OVERSAMPLING)
    buffer = BytesIO()
    picture.save(buffer, "JPEG", quality=74, optimize=True, progressive=True)
    return buffer.getvalue()


class Lot:
    """A drawing of lots that always gives the same numbers for the same name."""

    def __init__(self, name):
        self._name, self._drawn = name, 0

    def part(self):
        """A number from 0 to 1."""
        self._drawn += 1
        digest = hashlib.sha256(f"{self._name} {self._drawn}".encode()).digest()
        return int.from_bytes(digest[:4], "big") / 0xFFFFFFFF

    def between(self, low, high):
        return low + (high - low) * self.part()

    def whole(self, count):
        """A whole number from 0 to `count` - 1."""
        return min(int(self.part() * count), count - 1)


def _hills(canvas, size, colour, lot):
    """A sun behind four hills."""
    width, height = size
    radius = height * lot.between(0.12, 0.2)
    x, y = width * lot.between(0.2, 0.8), height * lot.between(0.25, 0.4)
    canvas.ellipse((x - radius, y - radius, x + radius, y + radius), fill=SUN)
    for step in range(4):
        top = height * (0.42 + 0.14 * step)
        centre = width * lot.between(0.1, 0.9)
        reach = width * lot.between(0.7, 1.0)
        canvas.ellipse(
            (centre - reach, top, centre + reach, top + height * 1.6),
            fill=_mixed(colour, CREAM, 0.6 - 0.18 * step),
        )


def _arcs(canvas, size, colour, lot):
    """Circles that widen from a corner, like rings on water."""
    width, height = size
    x, y = width * lot.between(0.05, 0.35), height * lot.between(0.6, 1.0)
    for ring in range(8, 0, -1):
        radius = height * 0.18 * ring
        share = 0.1 + 0.09 * ring
        fill = SUN if ring == 2 else _mixed(colour, CREAM, share)
        canvas.ellipse((x - radius, y - radius, x + radius, y + radius), fill=fill)


def _fields(canvas, size, colour, lot):
    """Plots of land seen from above."""
    width, height = size
    columns, rows = 5, 4
    edges = [[lot.between(-0.22, 0.22) for _ in range(rows + 1)] for _ in range(columns + 1)]

    def corner(column, row):
        # The outer corners stand beyond the picture, so that the land fills it.
        shift = edges[column][row]
        x = column + shift if 0 < column < columns else column * 2 - columns / 2
        y = row + shift if 0 < row < rows else row * 2 - rows / 2
        return (x * width / columns, y * height / rows)

    for column in range(columns):
        for row in range(rows):
            fill = SUN if lot.part() > 0.93 else _mixed(colour, CREAM, lot.between(0.1, 0.75))
            canvas.polygon(
                [
                    corner(column, row),
                    corner(column + 1, row),
                    corner(column + 1, row + 1),
                    corner(column, row + 1),
                ],
                fill=fill,
            )


def _leaves(canvas, size, colour, lot):
    """Stems that rise with round leaves on both sides."""
    width, height = size
    for stem in range(7):
        x = width * (stem + lot.between(0.3, 0.7)) / 7
        top = height * lot.between(0.15, 0.5)
        shade = _mixed(colour, CREAM, lot.between(0.0, 0.45))
        canvas.line((x, height, x, top), fill=shade, width=int(width / 160))
        for leaf in range(6):
            y = top + (height - top) * leaf / 6
            reach = width / 22 * lot.between(0.7, 1.2)
            side = -1 if leaf % 2 else 1
            box = sorted((x, x + side * reach * 2))
            canvas.ellipse((box[0], y - reach / 2, box[1], y + reach / 2), fill=shade)
        canvas.ellipse((x - 30, top - 30, x + 30, top + 30), fill=SUN)


MOTIFS = {"hills": _hills, "arcs": _arcs, "fields": _fields, "leaves": _leaves}


def _mixed(colour, other, share):
    """Return `colour` with `share` (0 to 1) of `other` in it, as a tuple."""
    pairs = zip(ImageColor.getrgb(colour), ImageColor.getrgb(other), strict=True)
    return tuple(round(a + (b - a) * share) for a, b in pairs)
