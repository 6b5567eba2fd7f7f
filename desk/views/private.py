"""What pages of the desk behind a private link have in common."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

from companies.private_links import Guesses, kept_nowhere
from desk.models.linked import LinkedQuerySet

View = Callable[..., HttpResponseBase]
guesses = Guesses("desk")


def find(request: HttpRequest, records: LinkedQuerySet, token: str) -> Any:
    """The record that a link opens. A wrong one is a page that does not exist, and is counted."""
    record = records.at(token).first()
    if record is None:
        guesses.count(request)
        raise Http404
    return record


def private_page(view: View) -> View:
    """Who guessed too often is refused before anything is looked up, so that the refusal tells nothing."""

    @functools.wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response: HttpResponseBase
        if guesses.too_many(request, settings.DESK_GUESSES_PER_HOUR):
            response = render(request, "desk/too_many.html", status=429)
        else:
            try:
                response = view(request, *args, **kwargs)
            except Http404:
                response = render(request, "desk/not_found.html", status=404)
        return kept_nowhere(response)

    return shown
