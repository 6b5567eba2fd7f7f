"""Pages of claims behind a private link."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from companies.claims.links import find
from companies.enums import LinkPurpose
from companies.models import PrivateLink
from companies.private_links import Guesses, kept_nowhere

__all__ = ["private_link"]

MOST_GUESSES = 30  # an hour from one network
guesses = Guesses("claim")
View = Callable[..., HttpResponse]
Look = Callable[..., PrivateLink | None]


def private_link(*purposes: LinkPurpose, look: Look = find) -> Callable[[View], View]:
    """The view gets the link in the place of the secret. A wrong, used, ended or expired one gives one and the same
    page; who tried too many is refused before anything is looked up, with a right one too. ``look`` says which
    links still count."""

    def wrap(view: View) -> View:
        @functools.wraps(view)
        def shown(request: HttpRequest, secret: str, **kwargs: Any) -> HttpResponse:
            if guesses.too_many(request, MOST_GUESSES):
                response = render(request, "companies/link_gone.html", {"too_many": True}, status=429)
            elif (link := look(secret, *purposes)) is not None:
                response = view(request, link, **kwargs)
            else:
                guesses.count(request)
                response = render(request, "companies/link_gone.html", status=404)
            return kept_nowhere(response)

        return shown

    return wrap
