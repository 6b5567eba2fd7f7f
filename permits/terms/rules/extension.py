"""The one extension of a decision term by at most six weeks."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from django.utils.translation import gettext_lazy as _

from permits.terms.errors import TermError, fault
from permits.terms.texts import Text, Weeks

FIELD = "params.extensionDecidedOn"


class Extending(Protocol):
    @property
    def extension_weeks(self) -> int: ...
    @property
    def extension_decided_on(self) -> date | None: ...


def extension_text(weeks: int) -> Text:
    return Text(_("Plus %(length)s of extension."), {"length": Weeks(weeks)})


def check_extension(params: Extending, start: date, limit: date) -> None:
    """An extension is made within the term: from receipt to ``limit``, the last day for it in any reading."""
    decided = params.extension_decided_on
    if decided is None:
        return
    if not params.extension_weeks:
        raise TermError([fault("params.extensionWeeks", _("Say by how many weeks the term was extended."))])
    if decided < start:
        raise TermError([fault(FIELD, _("This is before the application was received on %(start)s."), start=start)])
    if decided > limit:
        message = _("Too late: a term can be extended until %(limit)s.")
        raise TermError([fault(FIELD, message, limit=limit)])
