"""Settings of a served site on a PostgreSQL server that a test stops: those of the tests, with the
connections of production."""

from hub.settings.database import connection_options
from hub.settings.environment import read_database
from hub.settings.test import *  # noqa: F403

ALLOWED_HOSTS = ["127.0.0.1"]
DATABASES = {
    "default": connection_options(read_database("HUB_TEST_DATABASE_URL", ""), PROCESS)  # noqa: F405
}
