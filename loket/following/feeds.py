"""What is followed as Atom feed (RFC 4287): no address needed, nothing kept."""

from __future__ import annotations

import datetime

from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from loket.following.views import asked_for, leads_on
from publication.conditional import unchanged_or
from publication.text import UNSEEN
from valuechains.pages import language

EPOCH = datetime.datetime(2024, 1, 1, tzinfo=datetime.UTC)


class Feed(Atom1Feed):
    """Of a feed without entries the moment is a fixed one, so that the same feed is the same text."""

    def latest_post_date(self) -> datetime.datetime:
        return max((item["updateddate"] for item in self.items), default=EPOCH)


@require_safe
@unchanged_or()
@leads_on
def feed(request: HttpRequest, subject: str) -> HttpResponse:
    found, key, title = asked_for(subject, dict(request.GET.lists()))
    own = request.build_absolute_uri()
    page = request.build_absolute_uri(found.page(key))
    description = _("What changed last in the CRM loket of Zuid-Holland.")
    written = Feed(
        title=_plain(title),
        link=page,
        description=description,
        subtitle=description,
        language=language(),
        author_name=_("CRM-loket Zuid-Holland"),
        feed_url=own,
        feed_guid=own,
    )
    for entry in found.entries(key):
        link = request.build_absolute_uri(entry.url)
        written.add_item(
            title=_plain(entry.title),
            link=link,
            description=_plain(entry.text),
            updateddate=entry.updated,
            unique_id=f"{link}#{entry.updated:%Y%m%dT%H%M%S}",
        )
    return HttpResponse(written.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def _plain(text: str) -> str:
    """A name that was pasted may have signs that no XML can hold."""
    return UNSEEN.sub("", text)
