"""The settings of the tests, with one more application."""

from hub.settings.test import *  # noqa: F403

INSTALLED_APPS = ["tests.new_page_type", *INSTALLED_APPS]  # noqa: F405
FOLDERS = [BASE_DIR / "tests/new_page_type/templates", BASE_DIR / "templates"]  # noqa: F405
TEMPLATES = [{**TEMPLATES[0], "DIRS": FOLDERS}]  # noqa: F405
