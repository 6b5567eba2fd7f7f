"""Take in a list that came with a key: the same form and action as the upload in the admin."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from rest_framework import status
from rest_framework.exceptions import APIException, PermissionDenied, Throttled, ValidationError
from rest_framework.request import Request

from companies.guard import WINDOW, count_within
from imports import actions
from imports.configuration import configured
from imports.forms import UploadForm
from imports.importers import Importer, importers
from imports.models import Import
from imports.reasons import ImportRefused, shown
from imports.storage import digest_of
from loket.logs import record
from loket.models import ApiKey, User

__all__ = ["MOST_AN_HOUR", "take_in"]

#: Lists that one key brings in an hour.
MOST_AN_HOUR = 30
MEMBERS = ("file", "kind", "source")
AROUND = 64 * 1024  # what a multipart body holds beside the file


class TooLarge(APIException):
    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE


def take_in(request: Request, user: User, key: ApiKey) -> tuple[Import, bool]:
    """The import, and whether it is new: the very same list of the same source, brought before, is given again.

    Everything that is refused is refused before anything is stored.
    """
    refuse_large(request._request)
    values = _members(request.data, request.FILES)
    importer = _importer(values.get("kind", ""), user)
    options = {f"{importer.kind}-{one.key}": one.default for one in importer.options}
    form = UploadForm(values | options, request.FILES, importers=[importer])
    if not form.is_valid():
        raise ValidationError({name: [str(one) for one in told] for name, told in form.errors.items()})
    file, source = form.cleaned_data["file"], shown(form.cleaned_data["source"]).strip()[:200]
    same = Import.objects.delivered_by(user.pk).still_good().filter(kind=importer.kind, source=source)
    before = same.filter(sha256=digest_of(file.chunks())).last()
    if before is not None:
        return before, False
    if count_within(f"api-import:{key.pk}", WINDOW) > MOST_AN_HOUR:
        raise Throttled(wait=WINDOW)
    file.seek(0)
    try:
        job = actions.upload(
            kind=importer.kind, file=file, file_name=file.name, source=source, options=form.options(),
            deliverer_id=user.pk,
        )  # fmt: skip
    except ImportRefused as refused:
        raise ValidationError({"file": [str(refused)]}) from None
    about = f"import {job.pk} with key {key.pk}"
    record("list delivered", result="done", request=request._request, who=user.get_username(), object=about)
    return job, True


def refuse_large(request: HttpRequest) -> None:
    """By what the request says of itself, before its body is read."""
    most = configured("IMPORT_MAX_BYTES")
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > most + AROUND:
        raise TooLarge(_("The file is larger than %(most)d MB; split the list.") % {"most": most // 1024**2})


def _importer(kind: str, user: User) -> Importer:
    known = {one.kind: one for one in importers()}
    mine = [one.kind for one in known.values() if one.may_be_delivered_by(user)]
    if not mine:
        raise PermissionDenied(_("The owner of this key may not bring lists."))
    if kind in known and kind not in mine:
        raise PermissionDenied(
            _("The owner of this key may not bring lists of this kind; possible are: %(names)s.")
            % {"names": ", ".join(mine)}
        )
    if kind not in known:
        raise ValidationError({"kind": [_("Choose from: %(names)s.") % {"names": ", ".join(mine)}]})
    return known[kind]


def _members(sent: object, files: MultiValueDict) -> dict[str, str]:
    """The texts of the body; a member that is unknown, given twice, or a file where a text belongs is refused."""
    values = sent if isinstance(sent, MultiValueDict) else MultiValueDict()
    wrong: dict[str, list[str]] = {}
    for name, given in values.lists():
        if name not in MEMBERS:
            text = _("This member is unknown; known are: %(names)s.") % {"names": ", ".join(MEMBERS)}
            wrong[str(name)[:60]] = [text]
        elif len(given) > 1:
            wrong[name] = [_("Give this member once.")]
        elif (name == "file") != (name in files):
            wrong[name] = [_("Send this member as a file.") if name == "file" else _("Give a text.")]
    if wrong:
        raise ValidationError(wrong)
    return {name: str(values[name]) for name in ("kind", "source") if name in values}
