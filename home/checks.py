"""System check of the accessibility files from which pages are built."""

from collections.abc import Sequence
from typing import Any

import yaml
from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register

from home.accessibility import FOLDER, read_matrix


@register
def check_accessibility_matrix(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """Check that the RGAA matrix can be read (hub.E011); the footer of every page needs it."""
    try:
        read_matrix()
    except (OSError, KeyError, ValueError, TypeError, yaml.YAMLError) as error:
        hint = f"See docs/features/accessibility.md; the files are in {FOLDER}."
        return [Error(f"The RGAA matrix cannot be read: {error!r}.", hint=hint, id="hub.E011")]
    return []
