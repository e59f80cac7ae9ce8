from collections import Counter
from typing import Any

from django.core.management import BaseCommand
from django.utils import timezone

from inspiration.link_checking import check_link
from inspiration.models.resources import LinkHealth, ResourcePage

WORDS = {
    LinkHealth.FOUND: "répond",
    LinkHealth.LOST: "ne répond plus",
    LinkHealth.UNCHECKED: "adresse refusée",
}


class Command(BaseCommand):
    help = (
        "Vérifie que les adresses des ressources publiées répondent encore, et le note pour le "
        "rapport «\u00a0Liens des ressources\u00a0». Une adresse d’un réseau privé n’est pas "
        "demandée."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        resources = ResourcePage.objects.live().exclude(resource_url="").order_by("pk")
        total, counts = resources.count(), Counter()
        for rank, (pk, url) in enumerate(resources.values_list("pk", "resource_url"), start=1):
            health = check_link(url)
            ResourcePage.objects.filter(pk=pk).update(
                link_health=health, link_checked_at=timezone.now()
            )
            counts[health] += 1
            self.stdout.write(f"{rank}/{total} {WORDS[health]}\u00a0: {url}")
            self.stdout.flush()
        self.stdout.write(
            f"{total} adresses vérifiées\u00a0: {counts[LinkHealth.FOUND]} répondent, "
            f"{counts[LinkHealth.LOST]} ne répondent plus, "
            f"{counts[LinkHealth.UNCHECKED]} refusées."
        )
