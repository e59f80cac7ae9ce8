"""Say how much too long a text is, in the words of the counter of the form.

The counter itself is `static/js/admin/limits.js`.
"""

from collections.abc import Mapping

from django.core.validators import MaxLengthValidator


class TooLongMessage:
    """The message of a `MaxLengthValidator`: made from its parameters, as Django formats it."""

    def __mod__(self, params: Mapping) -> str:
        limit, length = params["limit_value"], params["show_value"]
        excess = length - limit
        signs = "signes" if excess > 1 else "signe"
        return f"{excess} {signs} de trop\u00a0: {limit} au plus, {length} écrits."

    def __str__(self) -> str:
        return "Texte trop long."


def word_limits() -> None:
    """Use these words for every text field, of models, forms and blocks; called once at start."""
    MaxLengthValidator.message = TooLongMessage()
