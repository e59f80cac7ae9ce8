"""Settings of the hub; the module depends on HUB_ENV: dev (default) or production."""

from .environment import read_choice

if read_choice("HUB_ENV", ["dev", "production"], default="dev") == "production":
    from .production import *  # noqa: F403
else:
    from .dev import *  # noqa: F403
