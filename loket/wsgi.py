"""WSGI entry point for gunicorn."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "loket.settings.production")

django = get_wsgi_application()

# Its models can be imported only once Django stands.
from django.conf import settings  # noqa: E402
from django.urls import get_resolver  # noqa: E402

from loket.accounts.limits import admits  # noqa: E402
from loket.turns import Turns  # noqa: E402
from publication.unchanged import Unchanged  # noqa: E402

get_resolver().url_patterns  # noqa: B018 - all views are read now, not while the first visitor waits

making = Turns(django) if settings.WEB_TURNS else django
application = Unchanged(making, most_bytes=settings.KEPT_ANSWERS_BYTES, admits=admits)
