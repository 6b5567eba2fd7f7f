"""The settings of the portal that the browser visits: its files lie in the folder of the test run."""

from pathlib import Path

from loket.settings.test import *  # noqa: F403
from loket.settings.test import env
from loket.settings.web import static_settings

FOLDER = Path(env.str("BROWSER_TEST_FOLDER"))
MEDIA_ROOT = FOLDER / "media"
vars().update(static_settings(Path(__file__).parents[2], hashed=True), STATIC_ROOT=FOLDER / "static")
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = str(FOLDER / "mail")
# Nobody waits: that a form refuses what is sent within seconds, tests/companies/test_guard.py proves.
PUBLIC_FORM_FASTEST = 0
