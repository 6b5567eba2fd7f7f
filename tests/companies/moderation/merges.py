"""What tests of merging and of splitting share."""

from companies.merging.actions import merge
from companies.models import Organisation
from loket.models import User
from publication.rebuild import compare

KINDS = ("companies", "sites", "municipalities")


def go(
    kept: Organisation, gone: Organisation, user: User, *take: str, reason: str = "Same KvK number."
) -> Organisation:
    return merge(kept_id=kept.pk, gone_id=gone.pk, take=take, reason=reason, user=user)


def whole() -> bool:
    return not any(difference for kind in KINDS for difference in compare(kind))
