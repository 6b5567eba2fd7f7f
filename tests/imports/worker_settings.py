"""The settings of a worker that a test starts: everything it touches lies in the folder of the test."""

from loket.settings.test import *  # noqa: F403
from loket.settings.test import env

MEDIA_ROOT = env.str("TEST_MEDIA_ROOT")
