"""Public addresses that records had before."""

from django.db import models


class FormerSlug(models.Model):
    """A slug under which a record was public, and is no longer. Where another record has it now, that one is found."""

    kind = models.CharField(max_length=40)
    slug = models.CharField(max_length=120)
    record_id = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "slug"], name="publication_former_slug_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.slug}"
