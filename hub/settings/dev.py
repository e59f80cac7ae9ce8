"""Development settings: work without any environment variable."""

from hub.settings.base import *  # noqa: F403
from hub.settings.environment import read_list, read_text

DEBUG = True
STYLEGUIDE = True
SECRET_KEY = read_text("SECRET_KEY", "django-insecure-only-for-development")
ALLOWED_HOSTS = read_list("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"  # noqa: F405
# Static files are served by Django: STATIC_ROOT, which WhiteNoise reads, is not collected.
MIDDLEWARE = [name for name in MIDDLEWARE if not name.startswith("whitenoise.")]  # noqa: F405
