"""The personal calendar feed: read by calendar programmes, which bring nothing but the secret in the address."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from companies.guard import count_within
from permits.calendar_file import MEDIA_TYPE
from permits.trajectories.feeds import feed_file, find_feed

# A feed is counted by itself, wrong addresses by who asks. Calendar programmes ask a few times an hour. Guessing is
# hopeless anyway: the secret has 256 bits.
MOST, WINDOW = 60, 3600


@require_safe
def personal_calendar(request: HttpRequest, secret: str) -> HttpResponse:
    """404 for an address that does not (or no longer) work, 429 for one that is read too often."""
    feed = find_feed(secret)
    counted = secret if feed is not None else str(request.META.get("REMOTE_ADDR", ""))
    if count_within(f"permits-feed:{counted}", WINDOW) > MOST:
        answer = HttpResponse(status=429, content_type="text/plain; charset=utf-8")
        answer["Retry-After"] = str(WINDOW)
        return answer
    if feed is None:
        raise Http404
    answer = HttpResponse(feed_file(feed), content_type=MEDIA_TYPE)
    answer["Cache-Control"] = "private, no-store"
    answer["Content-Disposition"] = 'inline; filename="trajecten.ics"'
    answer["X-Robots-Tag"] = "noindex"
    return answer
