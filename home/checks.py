"""What `manage.py check` refuses of the documents that pages are made from."""

import yaml
from django.core.checks import Error, register

from home.accessibility import FOLDER, read_matrix


@register
def check_accessibility_matrix(app_configs, **kwargs):
    """The criteria can be read: the foot of every page says the state of the site."""
    try:
        read_matrix()
    except (OSError, KeyError, ValueError, TypeError, yaml.YAMLError) as error:
        hint = f"See docs/features/accessibility.md; the files are in {FOLDER}."
        return [Error(f"The RGAA matrix cannot be read: {error!r}.", hint=hint, id="hub.E011")]
    return []
