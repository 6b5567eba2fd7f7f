"""``make run``: everything on this machine, no setting needed."""

from loket.settings.base import *
from loket.settings.base import BASE_DIR, env
from loket.settings.web import static_settings

DEBUG = env.bool("DEBUG", default=True)
SECRET_KEY = env.str("SECRET_KEY", default="development-only-key-that-production-refuses")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])

# ``make run`` gathers the static files and names them by content, as production does.
vars().update(static_settings(BASE_DIR, hashed=env.bool("STATIC_HASHED", default=False)))
