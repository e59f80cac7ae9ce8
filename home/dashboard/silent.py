"""Panel of the pilot territories without news."""

from collections.abc import Iterator
from itertools import islice

from django.urls import reverse
from wagtail.permissions import policy_registry

from home.dashboard.rows import SHOWN, Link, Row, TodoPanel, format_day
from home.territory.report import SilentTerritoriesReport, edit_url
from home.territory.silence import SILENT_AFTER_MONTHS, silent_territories
from hub.territories.models import Territory


class SilentPanel(TodoPanel):
    """The pilot territories that nothing dated mentions since nine months, silent ones first."""

    name = "hub_silent"
    order = 55
    heading = "Territoires sans nouvelles"
    icon = "globe"

    @property
    def empty(self) -> str:
        if not Territory.objects.in_programme().exists():
            return ""
        return f"Chaque territoire pilote a donné des nouvelles depuis {SILENT_AFTER_MONTHS} mois."

    def is_shown(self) -> bool:
        policy = policy_registry.get_by_type(Territory)
        return policy.user_has_permission(self.request.user, "change")

    def links(self) -> list[Link]:
        return [Link("Tous les territoires sans nouvelles", report_url())] if self.found else []

    def rows(self) -> Iterator[Row]:
        for silence in islice(silent_territories(), SHOWN + 1):
            territory = silence.territory
            when = format_day(silence.last)
            yield Row(
                territory.name,
                edit_url(territory),
                territory.get_kind_display(),
                f"Rien depuis {silence.months}\u00a0mois" if when else "Aucune date connue",
                f"Dernière date\u00a0: {when}" if when else "",
            )


def report_url() -> str:
    return reverse(SilentTerritoriesReport.index_url_name)
