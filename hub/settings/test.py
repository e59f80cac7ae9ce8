"""Test settings: fast password hashing, e-mail in memory, files in a temporary folder."""

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
# Static files are served by Django: STATIC_ROOT, which WhiteNoise reads, is not collected.
MIDDLEWARE = [name for name in MIDDLEWARE if not name.startswith("whitenoise.")]  # noqa: F405
WAGTAILADMIN_BASE_URL = BASE_URL = "http://testserver"
# Tests that need a server read HUB_TEST_ELASTICSEARCH_URL, in tests/search.
ELASTICSEARCH_URLS = []
SEARCH_ENCODER = "off"
# Tasks run where they are enqueued; tests/worker uses the queue.
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
