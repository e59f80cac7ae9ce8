"""Settings of the site that the browser visits: DEBUG off, static files as in production.

Production's own settings ask for https, which a local server does not speak.
"""

from hub.settings.base import *  # noqa: F403

SECRET_KEY = "django-insecure-only-for-browser-tests"
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = "tests.browser.urls"
STATIC_ROOT = MEDIA_ROOT.parent / "static"  # noqa: F405
# Said again: the development settings, loaded with their package, write in the same dictionary.
STORAGES = {
    **STORAGES,  # noqa: F405
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = MAILBOX_FOLDER = MEDIA_ROOT.parent / "mail"  # noqa: F405
STYLEGUIDE = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # each journey signs in
# Encoding the demo takes minutes of one core; the tests of the search encode what they need.
SEARCH_ENCODER = "off"
# No worker runs beside this server: tasks run where they are enqueued.
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
# The crawls search from one address more than any reader.
RATE_LIMITS = {**RATE_LIMITS, "search": None, "suggestions": None}  # noqa: F405
