"""Abstract cover images drawn with Pillow; the same name always gives the same image."""

import hashlib
from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image, ImageColor, ImageDraw

from hub.core.models import HubImage

COVER = (1600, 1000)
ARTWORK = (1400, 1400)  # minimum size of the artwork of a show for Apple Podcasts
CREAM = "#f6efe2"
SUN = "#f2c14e"
DEFAULT_COLOUR = "#2f6b3a"
OVERSAMPLING = 2  # drawn larger, then reduced: Pillow does not antialias shapes
ALTERNATIVE = "Illustration abstraite"


def get_or_draw_cover(
    name: str, colour: str, motif: str = "", size: tuple[int, int] = COVER
) -> HubImage:
    """Return the image called `name`, drawn from `colour` (#rrggbb) if it is missing."""
    title = f"Exemple\u00a0: {name}"
    existing = HubImage.objects.filter(title=title).first()
    if existing:
        return existing
    image = HubImage(title=title, description=ALTERNATIVE, credit="Dessin généré par le site")
    data = draw(name, colour or DEFAULT_COLOUR, motif, size)
    image.file.save(f"{name}.jpg", ContentFile(data), save=False)
    image.width, image.height = size
    image.file_size = len(data)
    image.save()
    return image


def draw(name: str, colour: str, motif: str = "", size: tuple[int, int] = COVER) -> bytes:
    """Return the bytes of a JPEG of `size` pixels; an empty `motif` is chosen at random."""
    random = SeededRandom(name)
    large = (size[0] * OVERSAMPLING, size[1] * OVERSAMPLING)
    picture = Image.new("RGB", large, _mix(colour, CREAM, 0.82))
    draw_motif = MOTIFS.get(motif) or list(MOTIFS.values())[random.integer(len(MOTIFS))]
    draw_motif(ImageDraw.Draw(picture), large, colour, random)
    picture = picture.reduce(OVERSAMPLING)
    buffer = BytesIO()
    picture.save(buffer, "JPEG", quality=74, optimize=True, progressive=True)
    return buffer.getvalue()


class SeededRandom:
    """A pseudo-random number generator seeded with a name."""

    def __init__(self, name: str) -> None:
        self._name, self._count = name, 0

    def fraction(self) -> float:
        """Return a number from 0 to 1."""
        self._count += 1
        digest = hashlib.sha256(f"{self._name} {self._count}".encode()).digest()
        return int.from_bytes(digest[:4], "big") / 0xFFFFFFFF

    def uniform(self, low: float, high: float) -> float:
        """Return a number from `low` to `high`."""
        return low + (high - low) * self.fraction()

    def integer(self, count: int) -> int:
        """Return an integer from 0 to `count` - 1."""
        return min(int(self.fraction() * count), count - 1)


def _hills(
    canvas: ImageDraw.ImageDraw, size: tuple[int, int], colour: str, random: SeededRandom
) -> None:
    """Draw a sun behind four hills."""
    width, height = size
    radius = height * random.uniform(0.12, 0.2)
    x, y = width * random.uniform(0.2, 0.8), height * random.uniform(0.25, 0.4)
    canvas.ellipse((x - radius, y - radius, x + radius, y + radius), fill=SUN)
    for step in range(4):
        top = height * (0.42 + 0.14 * step)
        centre = width * random.uniform(0.1, 0.9)
        reach = width * random.uniform(0.7, 1.0)
        canvas.ellipse(
            (centre - reach, top, centre + reach, top + height * 1.6),
            fill=_mix(colour, CREAM, 0.6 - 0.18 * step),
        )


def _arcs(
    canvas: ImageDraw.ImageDraw, size: tuple[int, int], colour: str, random: SeededRandom
) -> None:
    """Draw concentric circles around a corner."""
    width, height = size
    x, y = width * random.uniform(0.05, 0.35), height * random.uniform(0.6, 1.0)
    for ring in range(8, 0, -1):
        radius = height * 0.18 * ring
        share = 0.1 + 0.09 * ring
        fill = SUN if ring == 2 else _mix(colour, CREAM, share)
        canvas.ellipse((x - radius, y - radius, x + radius, y + radius), fill=fill)


def _fields(
    canvas: ImageDraw.ImageDraw, size: tuple[int, int], colour: str, random: SeededRandom
) -> None:
    """Draw a grid of irregular quadrilaterals, like fields seen from above."""
    width, height = size
    columns, rows = 5, 4
    edges = [[random.uniform(-0.22, 0.22) for _ in range(rows + 1)] for _ in range(columns + 1)]

    def corner(column: int, row: int) -> tuple[float, float]:
        # The outer corners are outside the image, so that the grid fills it.
        shift = edges[column][row]
        x = column + shift if 0 < column < columns else column * 2 - columns / 2
        y = row + shift if 0 < row < rows else row * 2 - rows / 2
        return (x * width / columns, y * height / rows)

    for column in range(columns):
        for row in range(rows):
            fill = (
                SUN if random.fraction() > 0.93 else _mix(colour, CREAM, random.uniform(0.1, 0.75))
            )
            canvas.polygon(
                [
                    corner(column, row),
                    corner(column + 1, row),
                    corner(column + 1, row + 1),
                    corner(column, row + 1),
                ],
                fill=fill,
            )


def _leaves(
    canvas: ImageDraw.ImageDraw, size: tuple[int, int], colour: str, random: SeededRandom
) -> None:
    """Draw stems with round leaves on both sides."""
    width, height = size
    for stem in range(7):
        x = width * (stem + random.uniform(0.3, 0.7)) / 7
        top = height * random.uniform(0.15, 0.5)
        shade = _mix(colour, CREAM, random.uniform(0.0, 0.45))
        canvas.line((x, height, x, top), fill=shade, width=int(width / 160))
        for leaf in range(6):
            y = top + (height - top) * leaf / 6
            reach = width / 22 * random.uniform(0.7, 1.2)
            side = -1 if leaf % 2 else 1
            box = sorted((x, x + side * reach * 2))
            canvas.ellipse((box[0], y - reach / 2, box[1], y + reach / 2), fill=shade)
        canvas.ellipse((x - 30, top - 30, x + 30, top + 30), fill=SUN)


MOTIFS = {"hills": _hills, "arcs": _arcs, "fields": _fields, "leaves": _leaves}


def _mix(colour: str, other: str, share: float) -> tuple[int, ...]:
    """Return the RGB mix of `colour` and `other`, where `share` (0 to 1) is that of `other`."""
    pairs = zip(ImageColor.getrgb(colour), ImageColor.getrgb(other), strict=True)
    return tuple(round(a + (b - a) * share) for a, b in pairs)
