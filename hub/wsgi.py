"""WSGI entry point of the hub."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.settings")
# Read by the settings: the time limits of the database are for the web only.
os.environ.setdefault("HUB_PROCESS", "web")

application = get_wsgi_application()
