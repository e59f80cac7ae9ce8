"""Messages of bulk changes in the page history."""

import datetime

from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import PageLogEntry

from hub.dates import format_known_date

MESSAGES = {
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
    """Return the message of a log entry from its data."""
    values = dict(data)
    if values.get("role"):
        values["role"] = f" (rôle\u00a0: {values['role'].lower()})"
    if values.get("day"):
        values["day"] = format_known_date(datetime.date.fromisoformat(values["day"]))
    message = MESSAGES[action][1].format_map({"name": "", "role": "", "day": "", **values})
    return f"{message}, dans le brouillon" if data.get("in_draft") else message


def register_bulk_changes(actions: LogActionRegistry) -> None:
    """Register the log action of each bulk change in Wagtail."""
    for action, (label, _message) in MESSAGES.items():
        actions.register_action(action)(_formatter(action, label))


def _formatter(action: str, label: str) -> type[LogFormatter]:
    def format_message(self: LogFormatter, log_entry: PageLogEntry) -> str:
        return message_of(action, log_entry.data)

    return type(
        "BulkChangeFormatter", (LogFormatter,), {"label": label, "format_message": format_message}
    )
