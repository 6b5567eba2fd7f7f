"""Take in what a visitor reports. Nothing of it is public: it waits in the queue."""

from collections.abc import Mapping

from django.db import transaction

from companies.enums import CaseDoor, CaseKind, CaseState, CaseStep, OrganisationStatus
from companies.models import Case, CaseEvent, CaseLink, CaseValue, Organisation
from publication.personal import personal_data_in

__all__ = ["answer", "receive"]

PLACE = {"street_address", "postcode", "town", "municipality"}
Changes = Mapping[str, tuple[str, str]]


def receive(
    *,
    organisation: Organisation,
    stamp: str,
    language: str,
    changes: Changes,
    source: str,
    remark: str = "",
    sender_email: str = "",
    door: CaseDoor = CaseDoor.PAGE,
) -> Case:
    """The case of this page; the same page sent again gives the same case. ``changes``: field → (shown, wanted)."""
    with transaction.atomic():
        case, is_new = Case.objects.get_or_create(
            stamp=stamp,
            defaults={
                "organisation": organisation,
                "kind": _kind(changes),
                "door": door,
                "language": language,
                "source": source,
                "remark": remark,
                "sender_email": sender_email,
                "flags": personal_data_in("\n".join([remark, source, *(new for _old, new in changes.values())])),
            },
        )
        if is_new:
            CaseValue.objects.bulk_create(
                CaseValue(case=case, field=name, old=old, new=new) for name, (old, new) in changes.items()
            )
            CaseEvent.objects.create(case=case, step=CaseStep.RECEIVED)
    return case


def answer(*, link: CaseLink, text: str) -> bool:
    """Keep the sender's answer and put the case back in the queue; False when it was answered or decided meanwhile."""
    with transaction.atomic():
        case = Case.objects.select_for_update().get(pk=link.case_id)
        fresh = CaseLink.objects.select_for_update().get(pk=link.pk)
        if fresh.used_at is not None or case.is_decided:
            return False
        event = CaseEvent.objects.create(case=case, step=CaseStep.ANSWERED, note=text)
        fresh.used_at = event.created_at
        fresh.save(update_fields=["used_at"])
        case.state = CaseState.OPEN
        case.flags = sorted({*case.flags, *personal_data_in(text)})
        case.save(update_fields=["state", "flags"])
    return True


def _kind(changes: Changes) -> CaseKind:
    if changes.get("status_kind", ("", ""))[1] == OrganisationStatus.CLOSED:
        return CaseKind.CLOSURE
    if any(old for name, (old, _new) in changes.items() if name in PLACE):
        return CaseKind.MOVE
    return CaseKind.CHANGE
