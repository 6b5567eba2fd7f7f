"""What every environment shares. Values that differ per installation come from the environment."""

import os
from pathlib import Path

import environ
from django.utils.translation import gettext_lazy as _

from loket.settings.caches import cache_from_url
from loket.settings.databases import database_from_url
from loket.settings.desk import desk_settings
from loket.settings.logs import plain_logging
from loket.settings.rest import rest_settings
from loket.settings.secrets import read_secret_files
from loket.settings.signin import signin_settings
from loket.settings.unfold import UNFOLD as UNFOLD
from loket.settings.web import static_settings, web_settings
from loket.settings.work import celery_settings, import_settings, matching_settings

BASE_DIR = Path(__file__).resolve().parent.parent.parent
VAR_DIR = BASE_DIR / "var"

env = environ.Env()
if (BASE_DIR / ".env").exists():
    env.read_env(str(BASE_DIR / ".env"))

read_secret_files(os.environ)

DEBUG = False
SECRET_KEY = env.str("SECRET_KEY", default="")
SECRET_KEY_FALLBACKS: list[str] = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", default=[])
# Links in mails, robots.txt and the catalogue lead to the port that `make run` serves on.
SITE_URL = env.str("SITE_URL", default=f"http://127.0.0.1:{env.str('PORT', default='8000')}")
# The mail box on the contact page. While it is empty the pages say that the province has yet to name it.
CONTACT_EMAIL = env.str("CONTACT_EMAIL", default="")

INSTALLED_APPS = [
    "unfold.apps.BasicAppConfig",
    "unfold.contrib.filters",
    "unfold.contrib.forms",
    "unfold.contrib.simple_history",
    "loket.admin_config.LoketAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "django_filters",
    "django_htmx",
    "leaflet",
    "rest_framework",
    "drf_spectacular",
    "simple_history",
    "publication",
    "imports",
    "valuechains",
    "companies",
    "permits",
    "agenda",
    "desk",
    "loket",
]

MIDDLEWARE = [
    "loket.middleware.headers.HeadersMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "loket.middleware.address.ClientAddressMiddleware",
    "loket.middleware.requests.RequestGuardMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "loket.middleware.compression.CompressionMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "loket.middleware.sessions.SessionLifeMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "loket.middleware.second_factor.SecondFactorMiddleware",
    "loket.middleware.requests.FormGuardMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "axes.middleware.AxesMiddleware",
    "loket.middleware.neighbours.NeighbourMiddleware",
]

ROOT_URLCONF = "loket.urls"
FORM_RENDERER = "loket.renderers.LoketRenderer"
WSGI_APPLICATION = "loket.wsgi.application"
AUTH_USER_MODEL = "loket.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

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
            ],
        },
    },
]

DATABASES = {"default": database_from_url(env.str("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'loket.sqlite3'}"))}

CACHE_URL = env.str("CACHE_URL", default="locmemcache://")
CACHES = {"default": cache_from_url(CACHE_URL, SECRET_KEY)}

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", _("Dutch")), ("en", _("English"))]
# Our own words win from those of the installed packages (their "Home" is not ours).
LOCALE_PATHS = [
    BASE_DIR / app / "locale"
    for app in ("loket", "desk", "agenda", "permits", "companies", "valuechains", "imports", "publication")
]
FORMAT_MODULE_PATH = ["loket.formats"]
TIME_ZONE = "Europe/Amsterdam"
USE_I18N = True
USE_TZ = True
# A web address typed without scheme means https; Django 6 does this by itself.
FORMS_URLFIELD_ASSUME_HTTPS = True

vars().update(static_settings(BASE_DIR, hashed=False))
MEDIA_ROOT = VAR_DIR / "media"

EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = 10  # seconds
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="CRM-loket <loket@example.org>")

vars().update(celery_settings(env, VAR_DIR, TIME_ZONE))
vars().update(import_settings(env))
vars().update(matching_settings(env))
vars().update(desk_settings(env))

LEAFLET_CONFIG = {"NO_GLOBALS": False}
# One BRT tile layer of PDOK; empty switches tiles off, and the map then shows points, scale and place names alone.
MAP_TILES_URL = env.str(
    "MAP_TILES_URL",
    default="https://service.pdok.nl/brt/achtergrondkaart/wmts/v2_0/grijs/EPSG:3857/{z}/{x}/{y}.png",
)
MAP_TILES_ATTRIBUTION = env.str("MAP_TILES_ATTRIBUTION", default="Kaartgegevens © Kadaster")

# How a request for completion suspends a term: "literal" or "difference" (docs/terms.md).
TERMS_COMPLETION_COUNTING = env.str("TERMS_COMPLETION_COUNTING", default="literal")

vars().update(web_settings(env, MAP_TILES_URL, SITE_URL))
vars().update(signin_settings(env, secure=SITE_URL.startswith("https://")))
vars().update(rest_settings(env))
LOGGING = plain_logging(env.str("LOG_LEVEL", default="INFO"))
