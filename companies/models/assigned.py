"""What somebody may have taken on, as the queues of reports and of matches ask for it alike."""

from typing import Any, Self

from django.db import models


class AssignedQuerySet(models.QuerySet):
    def of(self, user: Any) -> Self:
        return self.filter(assignee=user.pk)

    def of_nobody(self) -> Self:
        return self.filter(assignee__isnull=True)
