"""The settings of the tests, with one more application."""

from hub.settings.test import *  # noqa: F403

INSTALLED_APPS = ["tests.new_page_type", *INSTALLED_APPS]  # noqa: F405
TEMPLATES[0]["DIRS"] = [BASE_DIR / "tests/new_page_type/templates", *TEMPLATES[0]["DIRS"]]  # noqa: F405
