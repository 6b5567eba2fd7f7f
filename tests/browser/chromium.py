"""Which Chromium the tests use, and how it is started."""

import os
import shutil

#: The shell is the same browser without windows of its own to draw: a tenth cheaper.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
HOW_TO_GET_ONE = (
    "no Chromium found: apt-get install chromium-headless-shell, or name one: CHROMIUM=/path/to/chromium make test"
)
#: Nothing but the portal can be reached: every other name is unknown to this browser. It keeps no process ready for a
#: next site: with two visitors that one is never of the right kind, and each page of theirs would start another.
#: Scripts run as they are: none lasts long enough, axe included, to earn what compiling it better costs.
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--renderer-process-limit=1",
    "--js-flags=--no-opt,--no-maglev",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]  # fmt: skip


def find_chromium() -> str | None:
    """What ``CHROMIUM`` names, or the first one on the path."""
    asked = os.environ.get("CHROMIUM")
    return shutil.which(asked) if asked else next(filter(None, map(shutil.which, NAMES)), None)


def is_required() -> bool:
    """``REQUIRE_BROWSER=1``: not finding a Chromium is a failure."""
    return os.environ.get("REQUIRE_BROWSER", "") not in {"", "0"}
