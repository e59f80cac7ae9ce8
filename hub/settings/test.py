"""Tests: fast hashes, mail kept in memory, files in a folder of their own."""

import tempfile
from pathlib import Path

from hub.settings.base import *  # noqa: F403
from hub.settings.environment import read_database

SECRET_KEY = "django-insecure-only-for-tests"  # noqa: S105
ALLOWED_HOSTS = ["localhost", "testserver"]
DATABASES = {"default": read_database("HUB_TEST_DATABASE_URL", "sqlite://:memory:")}
STYLEGUIDE = True
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MEDIA_ROOT = Path(tempfile.mkdtemp(prefix="hub-tests-"))
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"  # noqa: F405
# Files are served as they are: nothing is collected, WhiteNoise has no folder to read.
MIDDLEWARE = [name for name in MIDDLEWARE if not name.startswith("whitenoise.")]  # noqa: F405
WAGTAILADMIN_BASE_URL = BASE_URL = "http://testserver"
# A test that wants a server says so: HUB_TEST_ELASTICSEARCH_URL, in tests/search.
ELASTICSEARCH_URLS = []
SEARCH_IN_BACKGROUND = False
