#!/usr/bin/env python
"""Run management commands with the settings that the environment asks for."""

import gc
import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

from hub.core.site.garbage import THRESHOLDS


def main() -> None:
    # The states of the models, from which migrations are computed, are mostly kept: looking for
    # garbage among them takes a part of their time.
    gc.set_threshold(*THRESHOLDS)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.settings")
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        # A wrong setting is the operator's to mend: a sentence serves better than a traceback.
        if "--traceback" in sys.argv:
            raise
        sys.exit(str(error))


if __name__ == "__main__":
    main()
