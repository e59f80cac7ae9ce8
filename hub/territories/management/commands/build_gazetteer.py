from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from hub.territories.gazetteer.building import build_gazetteer
from hub.territories.gazetteer.reading import edition_key, read_gazetteer
from hub.territories.gazetteer.records import GazetteerError


class Command(BaseCommand):
    help = (
        "Fabrique le fichier du répertoire des territoires, à partir du paquet npm "
        "@etalab/decoupage-administratif et des centres des communes."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("package", type=Path, help="dossier du paquet npm, décompressé")
        parser.add_argument(
            "centres", type=Path, help="fichier CSV\u00a0: code, latitude, longitude, en degrés"
        )
        parser.add_argument("output", type=Path, help="fichier à écrire, gazetteer-2026.txt.xz")
        parser.add_argument("--edition", default="2026", help="édition (par défaut\u00a0: 2026)")
        parser.add_argument(
            "--population-year",
            type=int,
            default=2023,
            help="année du recensement (par défaut\u00a0: 2023)",
        )

    def handle(
        self,
        *,
        package: Path,
        centres: Path,
        output: Path,
        edition: str,
        population_year: int,
        **options: Any,
    ) -> None:
        if not edition_key(edition):
            raise CommandError(
                f"Édition «\u00a0{edition}\u00a0»\u00a0: une année, comme 2026 ou 2026.1."
            )
        try:
            size, counts = build_gazetteer(
                package, centres, output, edition=edition, population_year=population_year
            )
            read_gazetteer(output)
        except (GazetteerError, OSError) as error:
            raise CommandError(str(error)) from error
        words = ", ".join(f"{number} {kind}" for kind, number in counts.items())
        self.stdout.write(f"{output}\u00a0: {size} octets\u00a0; {words}.")
