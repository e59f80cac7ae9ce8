from typing import Any

from django.core.management.base import BaseCommand, CommandError
from wagtail.images import get_image_model

from hub.core.images.metadata import UnreadableMetadataError
from hub.core.images.originals import strip_stored
from hub.progress import Progress


class Command(BaseCommand):
    help = (
        "Retire des images déjà enregistrées le lieu, la date et l’appareil de la prise de vue. "
        "L’orientation, l’auteur et la licence restent. À lancer une fois après la mise à jour qui "
        "les retire à l’envoi\u00a0; relancer ne change rien."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        images = get_image_model().objects.order_by("pk")
        total, changed, kept = images.count(), 0, 0
        progress = Progress(self.stdout, "Images", total)
        for number, image in enumerate(images.iterator(chunk_size=100), start=1):
            try:
                changed += strip_stored(image)
            except (OSError, UnreadableMetadataError) as error:
                kept += 1
                progress.clear()
                self.stderr.write(f"Image {image.pk}, «\u00a0{image.title}\u00a0» : {error}")
            progress.show(number)
        progress.clear()
        self.stdout.write(f"{total} images, {changed} allégées de leurs métadonnées.")
        if kept:
            raise CommandError(f"{kept} images gardées telles quelles.")
