"""Settings of the hub: HUB_ENV (dev by default, or production) chooses the module."""

from .environment import read_choice

if read_choice("HUB_ENV", ["dev", "production"], default="dev") == "production":
    from .production import *  # noqa: F403
else:
    from .dev import *  # noqa: F403
