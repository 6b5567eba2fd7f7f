"""Pages of records that have another slug now."""

from django.http import HttpRequest
from django.urls import reverse

from publication.publishers import publisher_for

#: The kind of record of which each page tells, by the name of the page. Those of organisations lead on by themselves.
PAGES = {
    "agenda:instrument": "instruments",
    "agenda:location": "locations",
    "agenda:meeting": "meetings",
    "agenda:opportunity": "opportunities",
    "agenda:recommendation": "recommendations",
    "permits:authority": "authorities",
    "permits:follow": "trajectories",
    "permits:municipality": "municipal-authorities",
    "permits:permit-type": "permit-types",
    "permits:trajectory": "trajectories",
    "valuechains:material": "materials",
    "valuechains:stage": "stages",
}


def moved_to(request: HttpRequest) -> str | None:
    """Where the page is now that was not found here, in the same language and with the same question; None: nowhere."""
    match = request.resolver_match
    if match is None or match.view_name not in PAGES or request.method not in {"GET", "HEAD"}:
        return None
    slug = publisher_for(PAGES[match.view_name]).successor(match.kwargs["slug"])
    if slug is None:
        return None
    path = reverse(match.view_name, kwargs={**match.kwargs, "slug": slug})
    query = request.META.get("QUERY_STRING", "")
    return f"{path}?{query}" if query else path
