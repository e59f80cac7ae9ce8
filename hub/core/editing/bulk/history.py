"""How the history of a page tells the changes made in bulk."""

import datetime

from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import PageLogEntry

from hub.core.values.dates import format_known_date

WORDS = {
    "hub.theme.add": ("Ajouter un thème", "Thème «\u00a0{name}\u00a0» ajouté"),
    "hub.theme.remove": ("Retirer un thème", "Thème «\u00a0{name}\u00a0» retiré"),
    "hub.territory.add": ("Ajouter un territoire", "Territoire «\u00a0{name}\u00a0» ajouté{role}"),
    "hub.territory.remove": (
        "Retirer un territoire",
        "Territoire «\u00a0{name}\u00a0» retiré{role}",
    ),
    "hub.verify": ("Marquer comme vérifié", "Page vérifiée le {day}"),
    "hub.licence": ("Changer la licence", "Licence\u00a0: {name}"),
}


def message_of(action: str, data: dict) -> str:
    """Return what a line of the history says, from the data that the log kept."""
    words = dict(data)
    if words.get("role"):
        words["role"] = f" (rôle\u00a0: {words['role'].lower()})"
    if words.get("day"):
        words["day"] = format_known_date(datetime.date.fromisoformat(words["day"]))
    message = WORDS[action][1].format_map({"name": "", "role": "", "day": "", **words})
    return f"{message}, dans le brouillon" if data.get("in_draft") else message


def name_bulk_changes(actions: LogActionRegistry) -> None:
    """Give Wagtail the words of each action."""
    for action, (label, _message) in WORDS.items():
        actions.register_action(action)(_formatter(action, label))


def _formatter(action: str, label: str) -> type[LogFormatter]:
    def format_message(self: LogFormatter, log_entry: PageLogEntry) -> str:
        return message_of(action, log_entry.data)

    return type(
        "BulkChangeFormatter", (LogFormatter,), {"label": label, "format_message": format_message}
    )
