"""Upload five large images: time and memory of the web process, then of the renditions.

    python -m tests.bench.images
    python -m tests.bench.images --check

A photo of 12, 24 and 48 million pixels, a PNG of 60 million pixels of one bit (7 kB), and one of
59 million with transparency. Prints a line of JSON for each: seconds and megabytes (the peak, less
what the process held before) of the upload through the form, thumbnail of the next screen included,
then of the renditions that the worker makes.
"""

import argparse
import json
import re
import sys
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

# First: it sets Django up for what follows.
from tests.bench.database import bench_database  # isort: skip

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from django.urls import reverse
from PIL import Image

from hub.core.images.renditions.making import make_renditions
from hub.core.images.renditions.uses import every_filter
from hub.core.models import HubImage
from hub.settings import base
from tests.factories import SuperuserFactory

# Goals of an upload, in seconds and in megabytes.
SECONDS, MEGABYTES = 2, 150
STATUS = Path("/proc/self/status")


def photo(width: int, height: int) -> Image.Image:
    """Return an image with as many details as a photo: noise, enlarged sixteen times."""
    return (
        Image.effect_noise((width // 16, height // 16), 120)
        .convert("RGB")
        .resize((width, height), Image.Resampling.BICUBIC)
    )


IMAGES: dict[str, tuple[str, Callable[[], Image.Image]]] = {
    "12 megapixels": ("JPEG", lambda: photo(4000, 3000)),
    "24 megapixels": ("JPEG", lambda: photo(6000, 4000)),
    "48 megapixels": ("JPEG", lambda: photo(8000, 6000)),
    "60 megapixels of 1 bit": ("PNG", lambda: Image.new("1", (7740, 7740))),
    "59 megapixels with transparency": (
        "PNG",
        lambda: Image.new("RGBA", (7700, 7700), (40, 90, 60, 128)),
    ),
}


def megabytes(name: str) -> float:
    """Return a figure of the memory of this process: VmRSS, or VmHWM, its peak."""
    (found,) = re.findall(rf"{name}:\s+(\d+) kB", STATUS.read_text(encoding="ascii"))
    return int(found) / 1024


def measured(action: Callable[[], object]) -> dict[str, float]:
    """Return the seconds of a call, and the megabytes that it took at most."""
    # Linux: forget the former peak.
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    before, start = megabytes("VmRSS"), time.perf_counter()
    action()
    seconds = time.perf_counter() - start
    return {"seconds": round(seconds, 2), "MB": round(megabytes("VmHWM") - before)}


def upload(client: Client, name: str, data: bytes, file_format: str) -> None:
    file = SimpleUploadedFile(f"image.{file_format.lower()}", data)
    fields = {"title": name, "description": "", "collection": 1, "file": file}
    response = client.post(reverse("wagtailimages:add"), fields, follow=True)
    assert HubImage.objects.filter(title=name).exists(), response.content.decode()[:2000]


def measure() -> bool:
    """Print the figures; return whether every upload is within the goals."""
    client = Client()
    client.force_login(SuperuserFactory())
    # The first one imports and fills caches.
    upload(client, "small", encoded(photo(640, 480), "JPEG"), "JPEG")
    well = True
    for name, (file_format, make) in IMAGES.items():
        data = encoded(make(), file_format)
        sent = measured(lambda: upload(client, name, data, file_format))  # noqa: B023
        made = measured(lambda: make_renditions(HubImage.objects.get(title=name)))  # noqa: B023
        count = HubImage.objects.get(title=name).renditions.count()
        assert count >= len(every_filter()), count
        size = {"kB": len(data) // 1000}
        print(json.dumps({"image": name, **size, "upload": sent, "renditions": made}), flush=True)
        well &= sent["seconds"] <= SECONDS and sent["MB"] <= MEGABYTES
    return well


def encoded(image: Image.Image, file_format: str) -> bytes:
    output = BytesIO()
    image.save(output, file_format)
    return output.getvalue()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="fail beyond the goals")
    options = parser.parse_args()
    # The queue of the site, whose worker does not run here.
    with bench_database(), override_settings(TASKS=base.TASKS, ALLOWED_HOSTS=["*"]):
        well = measure()
    if options.check and not well:
        sys.exit(1)


if __name__ == "__main__":
    main()
