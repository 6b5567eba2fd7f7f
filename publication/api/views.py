"""Lists and single records, straight from the listings."""

from __future__ import annotations

import orjson
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from rest_framework.exceptions import NotFound
from rest_framework.request import Request

from publication.api.asking import COMMON, Asked, PublicView, refuse_wrong
from publication.api.collections import Collection
from publication.api.errors import InvalidParameters
from publication.api.paging import link_header, page_addresses, page_body
from publication.api.plans import Plan, plans
from publication.api.schema import CollectionSchema, RecordSchema
from publication.conditional import Validators, of_today, release, validators, weak_etag
from publication.exports import CONTENT_CRS, GEOJSON, JSON, MEDIA_TYPES, MOST_ROWS, export, feature, listing_rows
from publication.index import index_for
from publication.publishers import publisher_for
from publication.queries import ListQuery, Problem
from publication.selection import documents


class ListingView(PublicView):
    # Given by as_view().
    collection: Collection = None  # type: ignore[assignment]

    def finish(self, response: HttpResponseBase, asked: Asked, held: Validators) -> HttpResponseBase:
        if self.collection.table.point:
            response.headers["Content-Crs"] = CONTENT_CRS
        return super().finish(response, asked, held)


class CollectionView(ListingView):
    """``GET /companies``: filtered, sorted, paged; or all of the selected rows as a file."""

    schema = CollectionSchema()

    def get(self, request: Request) -> HttpResponseBase:
        asked = self.asked(request, self.collection.table.formats)
        held = validators(asked.request, self.collection.kinds, language=asked.language, also=asked.form)
        if self.collection.daily:
            held = of_today(held)
        if (unchanged := self.unchanged(asked, held, by_tag=True)) is not None:
            return unchanged
        found = self._plan(asked, held) if asked.form == JSON else self._query(asked, held)
        if (unchanged := self.unchanged(asked, held)) is not None:
            return unchanged
        response = self._page(asked, held, found) if isinstance(found, Plan) else self._file(asked, found)
        return self.finish(response, asked, held)

    def _plan(self, asked: Asked, held: Validators) -> Plan:
        plan = None if asked.problems else plans.get(held.etag)
        if plan is None:
            query = self._query(asked, held)
            plan = Plan(query.count, query.page, query.last_page, tuple(query.pks()))
            plans.put(held.etag, plan)
        return plan

    def _page(self, asked: Asked, held: Validators, plan: Plan) -> HttpResponseBase:
        """Two queries in all: the versions of the listings, and these rows."""
        rows = documents(index_for(self.collection.kind, held.states), plan.pks, f"row_{asked.language}")
        addresses = page_addresses(asked.request, plan.page, plan.last_page)
        return HttpResponse(
            page_body(plan.count, addresses, rows),
            content_type=MEDIA_TYPES[JSON],
            headers={"Link": link_header(addresses)},
        )

    def _file(self, asked: Asked, query: ListQuery) -> HttpResponseBase:
        """All rows; who names a page gets that page."""
        paged = not asked.request.GET.keys().isdisjoint({"page", "pageSize"})
        if not paged and query.count > MOST_ROWS:
            reason = _("A file holds at most %(most)d rows, and this is %(count)d. Filter, or ask page by page.")
            raise InvalidParameters([Problem("format", reason % {"most": MOST_ROWS, "count": query.count})])
        rows = listing_rows(query, asked.language, paged=paged)
        return export(asked.request, rows, self.collection.table, asked.form, asked.language)

    def _query(self, asked: Asked, held: Validators) -> ListQuery:
        query = ListQuery.read(self.collection.filterset, asked.request.GET, also=COMMON, known=held.states)
        refuse_wrong(asked, query.problems)
        return query


class RecordView(ListingView):
    """``GET /companies/{slug}``: the whole public record, in one query."""

    schema = RecordSchema()

    def get(self, request: Request, **named: str) -> HttpResponseBase:
        key = named[self.collection.key]
        asked = self.asked(request, [form for form in self.collection.table.formats if form in (JSON, GEOJSON)])
        asked.refuse_others()
        listings = publisher_for(self.collection.kind).listing.objects  # type: ignore[attr-defined]
        columns = ("digest", "updated_at", f"document_{asked.language}")
        found = listings.filter(slug=key[:200]).values_list(*columns).first()
        if found is None and (now := publisher_for(self.collection.kind).successor(key)) is not None:
            return _moved(asked, key, now)
        if found is None:
            raise NotFound(_("There is no public record “%(key)s” here.") % {"key": key[:60]})
        digest, updated_at, document = found
        held = Validators(weak_etag(digest, updated_at.isoformat(), asked.language, asked.form, release()), updated_at)
        if (unchanged := self.unchanged(asked, held)) is not None:
            return unchanged
        if asked.form == GEOJSON:
            document = feature(orjson.loads(document), self.collection.table.point)
        return self.finish(HttpResponse(document, content_type=MEDIA_TYPES[asked.form]), asked, held)


def _moved(asked: Asked, key: str, now: str) -> HttpResponse:
    """The record became part of another one or has another slug: a lasting redirect that also says so in its body."""
    path, query = asked.request.path.rpartition("/")[0], asked.request.META.get("QUERY_STRING", "")
    url = f"{path}/{now}"
    body = orjson.dumps({"slug": key, "movedTo": {"slug": now, "url": url}})
    headers = {"Location": f"{url}?{query}" if query else url, "Content-Language": asked.language}
    return HttpResponse(body, status=301, content_type=MEDIA_TYPES[JSON], headers=headers)
