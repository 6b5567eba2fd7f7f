"""The ground on which every app's admin stands: one transaction, honest history, and nothing overwritten unseen."""

from publication.admin.base import CuratedAdmin, CuratedStackedInline, CuratedTabularInline
from publication.admin.confirm import ConfirmedAction
from publication.admin.fields import share_choices
from publication.admin.rows import CuratedFormSet
from publication.admin.visibility import PublishableAdmin, VisibilityFilter

__all__ = [
    "ConfirmedAction",
    "CuratedAdmin",
    "CuratedFormSet",
    "CuratedStackedInline",
    "CuratedTabularInline",
    "PublishableAdmin",
    "VisibilityFilter",
    "share_choices",
]
