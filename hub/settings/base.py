"""Base settings: safe defaults for production, overridden by environment variables."""

from importlib.util import find_spec
from pathlib import Path
from typing import Any

from hub.settings.database import connection_options
from hub.settings.environment import (
    read_cache,
    read_choice,
    read_choice_or_url,
    read_database,
    read_email,
    read_flag,
    read_index_name,
    read_networks,
    read_rate,
    read_site_url,
    read_text,
    read_url,
    read_urls,
    setting_error,
)

BASE_DIR = Path(__file__).resolve().parent.parent.parent

DEBUG = False

# Kind of this process: `hub/wsgi.py` says "web"; everything else is a command.
PROCESS = read_choice("HUB_PROCESS", ["web", "command"], default="command")

INSTALLED_APPS = [
    "home",
    "inspiration",
    "podcasts",
    "hub.newsletters",
    "hub.agenda",
    "hub.mailing",
    "hub.monitoring",
    "hub.listing",
    "hub.search",
    "hub.core",
    "hub.accounts",
    "hub.people",
    "hub.territories",
    "hub.themes",
    "hub.worker",
    "django_tasks_db",
    "hub.backup",
    "hub.static_export",
    "wagtailmedia",
    "wagtail.contrib.redirects",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.search_promotions",
    "wagtail.contrib.settings",
    "wagtail.contrib.sitemaps",
    "wagtail.contrib.table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_otp",
    "django_otp.plugins.otp_static",
    "django_otp.plugins.otp_totp",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
]

MIDDLEWARE = [
    # These three before SecurityMiddleware and all that reads the host: probes use any host name.
    "hub.proxies.TrustedProxyMiddleware",
    "hub.monitoring.endpoints.MonitoringEndpointsMiddleware",
    "hub.monitoring.requests.RequestMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "hub.core.site.compression.CompressionMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "hub.core.site.caching.CacheHeadersMiddleware",
    "hub.limits.middleware.LimitMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "hub.accounts.second_factor.middleware.SecondFactorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "hub.core.site.redirects.MovedPageMiddleware",
    "hub.backoffice.keeping.middleware.KeepingMiddleware",
    "hub.core.publication.middleware.PublicationRefusedMiddleware",
]

ROOT_URLCONF = "hub.urls"
WSGI_APPLICATION = "hub.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
            ],
        },
    },
]

# Data -------------------------------------------------------------------------------------

DATABASES = {
    "default": connection_options(
        read_database("DATABASE_URL", f"sqlite:///{BASE_DIR / 'var' / 'hub.sqlite3'}"), PROCESS
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    Path(DATABASES["default"]["NAME"]).parent.mkdir(parents=True, exist_ok=True)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {"default": read_cache("CACHE_URL", "locmemcache://")}
if CACHES["default"]["BACKEND"] == "django.core.cache.backends.locmem.LocMemCache":
    # Django's default, 300, evicts the counters of limits during an attack from many addresses.
    CACHES["default"].setdefault("OPTIONS", {}).setdefault("MAX_ENTRIES", 20_000)
elif CACHES["default"]["BACKEND"] == "django.core.cache.backends.redis.RedisCache":
    CACHES["default"]["BACKEND"] = "hub.core.site.redis_cache.OptionalRedisCache"

STYLEGUIDE = False  # whether to serve `/composants/`, the page of all components

# Files ------------------------------------------------------------------------------------

STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = Path(read_text("STATIC_ROOT", str(BASE_DIR / "var" / "static")))
STATIC_URL = "/static/"
MEDIA_ROOT = Path(read_text("MEDIA_ROOT", str(BASE_DIR / "var" / "media")))
MEDIA_URL = read_text("MEDIA_URL", "/media/").rstrip("/") + "/"
# Folders of MEDIA_ROOT without a public URL: views check access to these files.
PRIVATE_MEDIA_FOLDERS = ("documents", "media")  # of documents; of sounds (wagtailmedia)
# What sends the bytes of sounds: Django, or nginx on the order of Django (deploy/nginx/).
SOUND_SERVER = read_choice("SOUND_SERVER", ["django", "nginx"], default="django")
STORAGES = {
    "default": {"BACKEND": "hub.core.site.storage.MediaStorage"},
    "staticfiles": {"BACKEND": "hub.core.site.static_files.StaticFilesStorage"},
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a newsletter issue's form has thousands of block fields

# Language and time ------------------------------------------------------------------------

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français")]
LOCALE_PATHS = [BASE_DIR / "locale"]  # French strings that Wagtail lacks or that are overridden
TIME_ZONE = "Europe/Paris"
USE_I18N = True
USE_TZ = True

# Background tasks -------------------------------------------------------------------------

TASKS = {
    "default": {
        "BACKEND": "hub.worker.backend.QueueBackend",
        "OPTIONS": {
            # Run in the request: the uses of an object and the index of the admin's search are
            # read right after a save.
            "immediate": [
                "wagtail.tasks.update_reference_index_task",
                "modelsearch.tasks.insert_or_update_object_task",
            ]
        },
    }
}

# Proxies and monitoring -------------------------------------------------------------------

# Networks whose `X-Forwarded-*` and `X-Request-ID` headers are believed (hub.proxies).
TRUSTED_PROXIES = read_networks("TRUSTED_PROXIES", ["127.0.0.1", "::1", "unix"], words=["unix"])
# Networks to which `/healthz/ready` gives the details, besides this machine.
MONITORING_NETWORKS = read_networks("MONITORING_NETWORKS", [])
# Folder where the web processes write their metrics, needed if there are several.
METRICS_FOLDER = read_text("PROMETHEUS_MULTIPROC_DIR", "")
SENTRY_DSN = read_url("SENTRY_DSN", "")
if SENTRY_DSN and not find_spec("sentry_sdk"):
    raise setting_error("SENTRY_DSN", SENTRY_DSN, "vide, ou le paquet sentry-sdk installé")

# Security ---------------------------------------------------------------------------------

AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "hub.accounts.passwords.GuessableWordsValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
X_FRAME_OPTIONS = "SAMEORIGIN"  # the admin previews pages in a frame
SILENCED_SYSTEM_CHECKS = ["security.W019"]  # recommends DENY, which would block the preview
SECURE_REFERRER_POLICY = "same-origin"
RATE_LIMITS = {
    # Requests of one address. Generous: a town hall or a school has one address for all.
    "search": read_rate("RATE_SEARCH", "600/10min"),
    "suggestions": read_rate("RATE_SUGGESTIONS", "3000/10min"),
    "contact": read_rate("RATE_CONTACT", "20/h"),
    "subscription": read_rate("RATE_SUBSCRIPTION", "30/h"),
    "password_reset": read_rate("RATE_PASSWORD_RESET", "10/h"),
    # Wrong passwords: of an account from one address, of one address, of an account from anywhere.
    "login": read_rate("RATE_LOGIN", "10/15min"),
    "login_address": read_rate("RATE_LOGIN_ADDRESS", "40/15min"),
    "login_account": read_rate("RATE_LOGIN_ACCOUNT", "100/h"),
}
CSRF_FAILURE_VIEW = "hub.backoffice.keeping.views.csrf_failure"

# E-mail -----------------------------------------------------------------------------------

vars().update(read_email("EMAIL_URL", "consolemail://"))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = read_text("MAIL_FROM", "hub@localhost")
EMAIL_TIMEOUT = 10
# Folder of the messages of the file backend that the admin shows: in development only.
MAILBOX_FOLDER: Path | None = None

# Wagtail ----------------------------------------------------------------------------------

BASE_URL = read_site_url("BASE_URL", "http://127.0.0.1:8000")
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAIL_SITE_NAME = "Territoires pilotes"
WAGTAILADMIN_USER_LOGIN_FORM = "hub.accounts.forms.LoginForm"
WAGTAILADMIN_USER_PASSWORD_RESET_FORM = "hub.accounts.forms.PasswordResetForm"  # noqa: S105
# For whom the second factor of the login is compulsory; the others may have one.
SECOND_FACTOR = read_choice("SECOND_FACTOR", ["optional", "publishers", "everyone"], "optional")
OTP_TOTP_ISSUER = WAGTAIL_SITE_NAME
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAIL_I18N_ENABLED = False
WAGTAIL_DATE_FORMAT = "%d/%m/%Y"
WAGTAIL_DATETIME_FORMAT = "%d/%m/%Y %H:%M"
# For the admin only, always in the database; public search and lists use hub.search.
WAGTAILSEARCH_BACKENDS = {
    "default": {
        "BACKEND": "wagtail.search.backends.database",
        "SEARCH_CONFIG": "hub_words",  # PostgreSQL only: created by a migration of hub.search
    }
}
ELASTICSEARCH_URLS = read_urls("ELASTICSEARCH_URL")
ELASTICSEARCH_API_KEY = read_text("ELASTICSEARCH_API_KEY", "")
ELASTICSEARCH_INDEX = read_index_name("ELASTICSEARCH_INDEX", "hub")
# Search by meaning: the encoder of texts (hub.search.meaning).
SEARCH_ENCODER = read_choice_or_url("SEARCH_ENCODER", ["auto", "off"], default="auto")
SEARCH_ENCODER_MODEL = read_text("SEARCH_ENCODER_MODEL", "")
SEARCH_ENCODER_KEY = read_text("SEARCH_ENCODER_KEY", "")
SEARCH_ENCODER_QUESTION_PREFIX = read_text("SEARCH_ENCODER_QUESTION_PREFIX", "")
SEARCH_ENCODER_PASSAGE_PREFIX = read_text("SEARCH_ENCODER_PASSAGE_PREFIX", "")

WAGTAILIMAGES_IMAGE_MODEL = "core.HubImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "hub.core.images.forms.HubImageForm"
WAGTAILIMAGES_EXTENSIONS = [
    "avif",
    "gif",
    "heic",
    "jpg",
    "jpeg",
    "png",
    "webp",
]  # no SVG: it can carry scripts
# A photo 1,280 pixels wide must weigh less than the rest of the page is allowed to.
WAGTAILIMAGES_AVIF_QUALITY = 50
WAGTAILIMAGES_WEBP_QUALITY = 72
WAGTAILIMAGES_JPEG_QUALITY = 72
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 15 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 60_000_000
WAGTAILDOCS_DOCUMENT_MODEL = "core.HubDocument"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "hub.search.attachments.forms.HubDocumentForm"
WAGTAILDOCS_EXTENSIONS = [
    "csv",
    "docx",
    "geojson",
    "json",
    "ods",
    "odt",
    "pdf",
    "pptx",
    "txt",
    "xlsx",
    "zip",
]
WAGTAILDOCS_SERVE_METHOD = "serve_view"  # keeps the privacy of collections
WAGTAILDOCS_INLINE_CONTENT_TYPES = []
WAGTAILMEDIA = {
    "MEDIA_MODEL": "podcasts.PodcastMedia",
    "MEDIA_FORM_BASE": "podcasts.media_forms.PodcastMediaForm",
    "AUDIO_EXTENSIONS": ["mp3", "m4a", "ogg", "opus", "wav"],
}
WAGTAILEMBEDS_FINDERS = []  # films are stored with their title and thumbnail, never fetched

# No request to third parties from the admin.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_FRONTEND_LOGIN_TEMPLATE = "pages/core/login.html"  # shown before a private page
LOGIN_REDIRECT_URL = "/"  # after a login that no page asked for
# Shown before a page or a document whose view restriction is a shared password.
WAGTAIL_PASSWORD_REQUIRED_TEMPLATE = "pages/core/password_required.html"  # noqa: S105
WAGTAILDOCS_PASSWORD_REQUIRED_TEMPLATE = WAGTAIL_PASSWORD_REQUIRED_TEMPLATE
# Disabled: Wagtail stores shared page passwords in clear text.
WAGTAIL_PRIVATE_PAGE_OPTIONS = {"SHARED_PASSWORD": False}
# The workflow has one review task: a reviewer who edits a page approves the edited version.
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = False
WAGTAIL_ALLOW_UNICODE_SLUGS = False

TAGGIT_CASE_INSENSITIVE = True

# Logs -------------------------------------------------------------------------------------

LOG_FORMAT = read_choice("LOG_FORMAT", ["text", "json"], default="text")
LOG_REQUESTS = read_flag("LOG_REQUESTS", default=False)  # a line per request
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"context": {"()": "hub.monitoring.logs.ContextFilter"}},
    "formatters": {
        "text": {"()": "hub.monitoring.logs.TextFormatter"},
        "json": {"()": "hub.monitoring.logs.JSONFormatter"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": LOG_FORMAT,
            "filters": ["context"],
        }
    },
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        # Without Django's own handlers, which would duplicate each line.
        "django": {"handlers": []},
        # Its INFO level logs two lines per page save.
        "django_tasks": {"level": "WARNING"},
        # It logs a line per search; hub.search logs the failures.
        "elastic_transport": {"level": "ERROR"},
    },
}
