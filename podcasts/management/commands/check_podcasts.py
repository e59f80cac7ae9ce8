from collections import Counter
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser

from podcasts.health.checks import CHECKS, Severity, checked_pages
from podcasts.health.sounds import check_sound
from podcasts.models import EpisodePage, SoundState


class Command(BaseCommand):
    help = (
        "Vérifie le son de chaque épisode publié, sur le site ou chez son hébergeur, et le note "
        "pour le rapport «\u00a0Santé des podcasts\u00a0»\u00a0; compte ensuite les problèmes. "
        "Le code de retour est 1 s’il y en a de graves (son perdu ou changé, vignette…)."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--local", action="store_true", help="Ne rien demander aux hébergeurs.")

    def handle(self, *args: Any, **options: Any) -> None:
        episodes = EpisodePage.objects.live().exclude(audio=None, audio_url="")
        if options["local"]:
            episodes = episodes.exclude(audio=None)
        episodes = episodes.select_related("audio").defer("notes", "transcript").order_by("pk")
        total, states = episodes.count(), Counter[str]()
        for rank, episode in enumerate(episodes.iterator(100), start=1):
            check = check_sound(episode)
            states[check.state] += 1
            words = check.words or "présent."
            self.stdout.write(f"{rank}/{total} {episode.title}\u00a0: {words}")
            self.stdout.flush()
        counted = [f"{label}\u00a0: {states[s]}" for s, label in SoundState.choices if states[s]]
        self.stdout.write(f"Sons vérifiés\u00a0: {total} ({', '.join(counted) or 'rien'}).")
        self._count_problems()

    def _count_problems(self) -> None:
        """Write the number of pages of each problem; raise CommandError if one is serious."""
        pages = checked_pages()
        serious = pages.filter(health_rank__gte=Severity.WRONG).count()
        for check in CHECKS:
            if number := pages.filter(**{check.annotation: True}).count():
                self.stdout.write(f"{check.label}\u00a0: {number}")
        if serious:
            raise CommandError(
                f"Pages avec un problème grave\u00a0: {serious}. Le rapport «\u00a0Santé des "
                "podcasts\u00a0» de l’administration les montre."
            )
        self.stdout.write("Aucun problème grave.")
