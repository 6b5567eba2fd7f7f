"""The law book that the portal computes with: the current one, read as the installation chose."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from permits.terms import CURRENT, CompletionCounting, Lawbook


def current_lawbook() -> Lawbook:
    return CURRENT.counted(chosen_counting())


def chosen_counting() -> CompletionCounting:
    """``TERMS_COMPLETION_COUNTING``: how suspended days are counted when an application is completed."""
    try:
        return CompletionCounting(settings.TERMS_COMPLETION_COUNTING)
    except ValueError as error:
        known = ", ".join(CompletionCounting)
        raise ImproperlyConfigured(f"TERMS_COMPLETION_COUNTING must be one of: {known}") from error
