"""Which form and which language an answer has: a query parameter decides, else the request's headers."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation.trans_real import parse_accept_lang_header
from rest_framework.exceptions import NotAcceptable

from publication.exports import JSON, MEDIA_TYPES
from publication.queries import Problem


def chosen_format(request: HttpRequest, formats: Sequence[str], problems: list[Problem]) -> str:
    """One of ``formats``. A strange ``format`` is a problem; an ``Accept`` that none of them meets is a 406."""
    if (asked := request.GET.get("format")) is not None:
        if asked in formats:
            return asked
        reason = _("“%(value)s” is no form of this; choose from: %(names)s.")
        problems.append(Problem("format", reason % {"value": asked[:60], "names": ", ".join(formats)}))
        return JSON
    accept = request.META.get("HTTP_ACCEPT", "")
    if not accept.strip() or accept == "*/*" or accept.startswith(MEDIA_TYPES[JSON]):
        return JSON
    preferred = request.get_preferred_type([MEDIA_TYPES[form] for form in formats])
    if preferred is None:
        names = ", ".join(MEDIA_TYPES[form] for form in formats)
        raise NotAcceptable(_("This is available as: %(names)s.") % {"names": names})
    return next(form for form in formats if MEDIA_TYPES[form] == preferred)


def chosen_language(request: HttpRequest, problems: list[Problem]) -> str:
    """``lang`` wins from ``Accept-Language``; a language that we do not have in the header means the default."""
    asked = request.GET.get("lang")
    if asked is None:
        return _accepted(request.META.get("HTTP_ACCEPT_LANGUAGE", ""))
    if asked in _languages():
        return asked
    reason = _("“%(value)s” is no language of this register; choose from: %(names)s.")
    problems.append(Problem("lang", reason % {"value": asked[:60], "names": ", ".join(_languages())}))
    return settings.LANGUAGE_CODE


@functools.lru_cache(maxsize=200)
def _accepted(header: str) -> str:
    for code, _quality in parse_accept_lang_header(header[:500]):
        if (language := code.partition("-")[0]) in _languages():
            return language
    return settings.LANGUAGE_CODE


def _languages() -> list[str]:
    return [code for code, _name in settings.LANGUAGES]
