"""The test run: development without DEBUG, fast hashing, mail in memory."""

from loket.settings.base import CACHE_URL, SECRET_KEY
from loket.settings.caches import cache_from_url
from loket.settings.development import *
from loket.settings.development import env

DEBUG = False
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Static files are found when asked for; to list them all is dear for each client of each test.
WHITENOISE_AUTOREFRESH = True
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

# Messages go to memory unless a real broker is named; tests do the work by calling it.
if not env.str("CELERY_BROKER_URL", default=""):
    CELERY_BROKER_URL = "memory://"
    CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, object] = {}

# Tests side by side empty and fill a cache each: on Redis in a database of their own, counted on from the one named.
if CACHE_URL.startswith("redis"):
    _server, _, _number = CACHE_URL.rpartition("/")
    _side = int(env.str("PYTEST_XDIST_WORKER", default="gw0").removeprefix("gw") or 0)
    CACHES = {"default": cache_from_url(f"{_server}/{int(_number) + _side}", SECRET_KEY)}
