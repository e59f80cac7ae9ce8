"""Development settings: work without any environment variable."""

from pathlib import Path
from urllib.parse import quote

from hub.settings.base import *  # noqa: F403
from hub.settings.environment import read_email, read_list, read_text

DEBUG = True
STYLEGUIDE = True
SECRET_KEY = read_text("SECRET_KEY", "django-insecure-only-for-development")
ALLOWED_HOSTS = read_list("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"  # noqa: F405
# Static files are served by Django: STATIC_ROOT, which WhiteNoise reads, is not collected.
MIDDLEWARE = [name for name in MIDDLEWARE if not name.startswith("whitenoise.")]  # noqa: F405
# Messages are stored in a folder, and read in the admin (hub.mailing.screens.mailbox).
_mail = read_email("EMAIL_URL", f"filemail:///{quote(str(BASE_DIR / 'var' / 'mail'))}")  # noqa: F405
vars().update(_mail)
if _mail["EMAIL_BACKEND"].endswith("filebased.EmailBackend"):
    MAILBOX_FOLDER = Path(_mail["EMAIL_FILE_PATH"])
