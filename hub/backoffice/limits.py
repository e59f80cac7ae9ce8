"""Error message of too long texts, worded like the form's counter (`js/admin/limits.js`)."""

from collections.abc import Mapping

from django.core.validators import MaxLengthValidator


class TooLongMessage:
    """Message of a `MaxLengthValidator`, built from its parameters when Django formats it."""

    def __mod__(self, params: Mapping) -> str:
        limit, length = params["limit_value"], params["show_value"]
        excess = length - limit
        signs = "signes" if excess > 1 else "signe"
        return f"{excess} {signs} de trop\u00a0: {limit} au plus, {length} écrits."

    def __str__(self) -> str:
        return "Texte trop long."


def set_too_long_message() -> None:
    """Set the message for the text fields of models, forms and blocks; called once at start."""
    # Formatted with `%`, which is all that Django asks of a message.
    MaxLengthValidator.message = TooLongMessage()  # type: ignore[assignment]
