#!/usr/bin/env python
"""Django's command line; settings from ``DJANGO_SETTINGS_MODULE``, development when it is not set."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "loket.settings.development")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
