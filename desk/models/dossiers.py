"""Dossiers that were asked for: public statements of a day, kept under a key that follows from their content."""

from django.db import models


class Dossier(models.Model):
    """``content`` is the whole dossier by language; it never changes. ``key`` is its digest: the same content on the
    same day is the same dossier. Nothing tells who asked for it."""

    key = models.CharField(max_length=32, unique=True, editable=False)
    day = models.DateField()
    stage = models.CharField(max_length=120)
    material = models.CharField(max_length=120)
    municipality = models.CharField(max_length=120, blank=True, default="")
    content = models.JSONField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.key
