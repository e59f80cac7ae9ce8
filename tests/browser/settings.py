"""Settings of the site that the browser visits: DEBUG off, static files as in production.

Production's own settings ask for https, which a local server does not speak.
"""

from hub.settings.base import *  # noqa: F403

SECRET_KEY = "django-insecure-only-for-browser-tests"
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = "tests.browser.urls"
STATIC_ROOT = MEDIA_ROOT.parent / "static"  # noqa: F405
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
