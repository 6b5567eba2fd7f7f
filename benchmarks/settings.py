"""The settings of processes that a benchmark starts: uploads go to the folder that ``BENCH_MEDIA`` names."""

from loket.settings.development import *  # noqa: F403
from loket.settings.development import env

DEBUG = False
MEDIA_ROOT = env.str("BENCH_MEDIA")
