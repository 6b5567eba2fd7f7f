"""A record that one private link opens."""

from __future__ import annotations

from typing import ClassVar, Self

from django.conf import settings
from django.db import models

from desk.links import digest_of, new_seed, token_of


class LinkedQuerySet(models.QuerySet):
    def at(self, token: str) -> Self:
        """The record that a link opens, if any. Every token costs one digest and one look in a unique index."""
        return self.filter(link_digest=digest_of(token))


class Linked(models.Model):
    link_purpose: ClassVar[str]

    link_seed = models.CharField(max_length=32, editable=False)
    link_digest = models.CharField(max_length=64, unique=True, editable=False)

    class Meta:
        abstract = True

    def renew(self) -> None:
        """A new link; the earlier one opens nothing any more. Does not save."""
        self.link_seed = new_seed()
        self.link_digest = digest_of(token_of(self.link_seed, self.link_purpose))

    @property
    def token(self) -> str:
        """What stands in the address; LookupError when the key that made it is gone."""
        for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
            token = token_of(self.link_seed, self.link_purpose, key)
            if digest_of(token) == self.link_digest:
                return token
        raise LookupError(self.link_purpose)

    def renew_if_lost(self) -> None:
        """Called before a mail names the link."""
        try:
            _token = self.token
        except LookupError:
            self.renew()
            self.save(update_fields=["link_seed", "link_digest"])
