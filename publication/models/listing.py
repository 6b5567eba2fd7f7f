"""The read model: one row per public record, with its ready documents and all that finds it again."""

import uuid

from django.db import models


class Listing(models.Model):
    """One public record of one kind. Concrete kinds add ``record``, a one-to-one primary key.

    ``row_*`` is the JSON object of lists, ``document_*`` that of the detail; ``facets`` maps a facet to its values;
    ``words`` holds the search words, parted by spaces; points are WGS84 degrees.
    """

    slug = models.CharField(max_length=120, unique=True)
    name_nl = models.CharField(max_length=250)
    name_en = models.CharField(max_length=250)
    sort_name = models.CharField(max_length=250, db_index=True)
    updated_at = models.DateTimeField(db_index=True)
    version = models.BigIntegerField(db_index=True)
    facets = models.JSONField(default=dict)
    words = models.TextField(default="", blank=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    row_nl = models.TextField()
    row_en = models.TextField()
    document_nl = models.TextField()
    document_en = models.TextField()
    digest = models.CharField(max_length=32)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(latitude__isnull=True, longitude__isnull=True)
                | models.Q(latitude__gte=-90, latitude__lte=90, longitude__gte=-180, longitude__lte=180),
                name="%(app_label)s_%(class)s_point_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.slug


class ListingState(models.Model):
    """How far the listings of a kind are: readers compare it to know whether what they hold still stands.

    ``version`` counts changes; ``token`` differs for every change, also when a rolled-back number is given out again;
    ``lineage`` differs when the counting has started anew. ``release`` is the code that all listings were last
    compared with: another one may say the same records differently.
    """

    kind = models.CharField(max_length=40, primary_key=True)
    lineage = models.UUIDField(default=uuid.uuid4)
    version = models.BigIntegerField(default=0)
    token = models.UUIDField(default=uuid.uuid4)
    changed_at = models.DateTimeField()
    release = models.CharField(max_length=40, blank=True, default="")

    def __str__(self) -> str:
        return f"{self.kind} {self.version}"


class ListingRemoval(models.Model):
    """A listing that was taken away, so that readers can forget it too."""

    kind = models.CharField(max_length=40)
    record_id = models.BigIntegerField()
    slug = models.CharField(max_length=120)
    version = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "record_id"], name="publication_removal_once"),
        ]
        indexes = [models.Index(fields=["kind", "version"], name="publication_removal_version")]

    def __str__(self) -> str:
        return f"{self.kind} {self.slug}"
