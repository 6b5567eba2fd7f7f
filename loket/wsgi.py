"""WSGI entry point for gunicorn."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "loket.settings.production")

django = get_wsgi_application()

# Its models can be imported only once Django stands.
from publication.unchanged import Unchanged  # noqa: E402

application = Unchanged(django)
