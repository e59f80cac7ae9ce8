from typing import Any

from django.core.management.base import BaseCommand

from hub.listing.statistics import purge


class Command(BaseCommand):
    help = (
        "Oublie les décomptes de recherches de plus de treize mois, et après un mois les "
        "questions que trop peu de personnes ont posées. La première recherche de chaque jour "
        "le fait déjà\u00a0: utile sur un site que personne n’interroge."
    )

    def handle(self, **options: Any) -> None:
        deleted = purge()
        self.stdout.write(
            f"{deleted} décompte{'s' if deleted > 1 else ''} oublié{'s' if deleted > 1 else ''}."
        )
