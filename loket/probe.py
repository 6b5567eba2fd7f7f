"""``python -m loket.probe /readyz``: ask this container's own web server, as the proxy would. Exit 0 when it says ok.

Needs nothing but the standard library, and speaks to 127.0.0.1 only.
"""

import os
import sys
from http.client import HTTPConnection, HTTPException

SECONDS = 4


def ask(path: str) -> int:
    host = os.environ.get("ALLOWED_HOSTS", "127.0.0.1").partition(",")[0].strip().lstrip(".")
    link = HTTPConnection("127.0.0.1", int(os.environ.get("PORT", "8000")), timeout=SECONDS)
    try:
        link.request("GET", path, headers={"Host": host, "X-Forwarded-Proto": "https"})
        return link.getresponse().status
    finally:
        link.close()


def main(arguments: list[str]) -> int:
    try:
        return 0 if ask(arguments[0] if arguments else "/readyz") == 200 else 1
    except (OSError, HTTPException):
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
