"""A list that somebody gave is a source itself, of what it says without naming another."""

from pathlib import PurePath

from django.utils.text import slugify

from imports.rows import ImportContext
from valuechains.enums import SourceKind
from valuechains.models import Source

__all__ = ["list_slug", "sources_of"]


def list_slug(context: ImportContext) -> str:
    """The source that the list itself is; its slug follows from who gave it, else from the name of the file."""
    return f"list-{slugify(context.source or PurePath(context.file_name).stem)[:70] or 'unnamed'}"


def sources_of(slugs: set[str], context: ImportContext) -> dict[str, Source]:
    """Sources by slug; one that is not there yet is the list, and becomes a source now."""
    found = {one.slug: one for one in Source.objects.filter(slug__in=slugs)}
    for slug in sorted(slugs - found.keys()):
        title = (context.source or context.file_name)[:300]
        found[slug] = Source.objects.create(slug=slug, title=title, kind=SourceKind.PARTNER)
    return found
