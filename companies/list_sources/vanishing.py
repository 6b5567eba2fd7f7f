"""Organisations that vanished from a list of their source go into the queue of reports, as closures to decide."""

from collections.abc import Collection

from django.utils.translation import gettext, override

from companies.enums import CaseDoor, CaseKind, CaseStep, OrganisationStatus
from companies.models import Case, CaseEvent, CaseValue, Organisation
from imports.rows import ImportContext

__all__ = ["propose_ceased", "withdraw_proposals"]

AT_ONCE = 500


def propose_ceased(pks: Collection[int], context: ImportContext) -> int:
    """One report each; none for who closed already, or of whom a closure is being decided. Gives how many are new."""
    waiting = Case.objects.undecided().filter(kind=CaseKind.CLOSURE).values("organisation")
    found = Organisation.objects.filter(pk__among=pks).exclude(status_kind=OrganisationStatus.CLOSED)
    chosen = list(found.exclude(pk__in=waiting).order_by("pk"))
    name = context.source or context.file_name
    with override("nl"):
        remark = gettext("Stood on the list before of %(source)s, and no longer on that of import %(number)d.") % {
            "source": name, "number": context.import_id,
        }  # fmt: skip
    cases = Case.objects.bulk_create(
        [
            Case(
                organisation=one,
                kind=CaseKind.CLOSURE,
                door=CaseDoor.LIST,
                stamp=_stamp(context, one.pk),
                source=name,
                remark=remark,
            )
            for one in chosen
        ],
        batch_size=AT_ONCE,
    )
    CaseValue.objects.bulk_create(
        [
            CaseValue(case=case, field="status_kind", old=case.organisation.status_kind, new=OrganisationStatus.CLOSED)
            for case in cases
        ],
        batch_size=AT_ONCE,
    )
    CaseEvent.objects.bulk_create([CaseEvent(case=case, step=CaseStep.RECEIVED) for case in cases], batch_size=AT_ONCE)
    return len(cases)


def withdraw_proposals(context: ImportContext) -> int:
    """The list is taken back: what it made people look at and nobody decided goes with it."""
    return Case.objects.undecided().filter(stamp__startswith=_stamp(context, "")).delete()[0]


def _stamp(context: ImportContext, pk: int | str) -> str:
    return f"import {context.import_id} of {pk}"
