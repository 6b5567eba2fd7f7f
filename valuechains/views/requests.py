"""Query strings of pages: what is wrong with them is told on the page, never an error."""

from collections.abc import Collection

from django.http import HttpRequest
from django.utils.translation import gettext as _

from publication.queries import Problem


def plain_problems(request: HttpRequest, known: Collection[str] = ()) -> list[Problem]:
    """Problems of a page that reads no other parameters than ``known``."""
    if known:
        reason = _("This parameter is unknown; known are: %(names)s.") % {"names": ", ".join(known)}
    else:
        reason = _("This page knows no parameters.")
    return [Problem(name[:60], reason) for name in request.GET if name not in known]
