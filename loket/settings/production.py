"""The portal in production: everything from the environment, and no start with an unsafe setting."""

import os

from django.core.exceptions import ImproperlyConfigured

from loket.settings.base import *
from loket.settings.base import BASE_DIR, SITE_URL, env
from loket.settings.guard import faults
from loket.settings.logs import json_logging
from loket.settings.web import static_settings

_FAULTS = faults(os.environ)
if _FAULTS:
    raise ImproperlyConfigured("The portal does not start in production:\n- " + "\n- ".join(_FAULTS))

DEBUG = False
REQUIRE_SECOND_FACTOR = True
SITE_URL = SITE_URL.rstrip("/")

SECURE_SSL_REDIRECT = True
# The API refuses plain http instead of redirecting: a key once sent in clear must be noticed.
SECURE_REDIRECT_EXEMPT = [r"^api/", r"^healthz$", r"^readyz$"]

vars().update(static_settings(BASE_DIR, hashed=True))

LOGGING = json_logging(env.str("LOG_LEVEL", default="INFO"))
