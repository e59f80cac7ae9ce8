from typing import Any

from django.core.management.base import BaseCommand, CommandError
from wagtail.images import get_image_model

from hub.core.images.renditions.making import make_renditions
from hub.progress import Progress


class Command(BaseCommand):
    help = (
        "Fabrique les déclinaisons d’images qui manquent (tailles et formats des pages). "
        "À lancer après une mise à jour qui change ces tailles, ou après une restauration."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        images = get_image_model().objects.prefetch_related("renditions").order_by("pk")
        total, made, unreadable = images.count(), 0, []
        progress = Progress(self.stdout, "Images", total)
        for number, image in enumerate(images.iterator(chunk_size=100), start=1):
            try:
                made += make_renditions(image)
            except Exception as error:  # noqa: BLE001  reported, and the next images are processed
                unreadable.append(image)
                progress.clear()
                self.stderr.write(f"Image {image.pk}, «\u00a0{image.title}\u00a0» : {error}")
            progress.show(number)
        progress.clear()
        self.stdout.write(f"{total} images, {made} déclinaisons fabriquées.")
        if unreadable:
            raise CommandError(f"{len(unreadable)} images illisibles.")
