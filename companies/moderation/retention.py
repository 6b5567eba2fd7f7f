"""How long personal data of senders is kept: ninety days after the decision, a year when there is none."""

import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from companies.enums import CaseStep, LetterState
from companies.models import Case, CaseEvent, CaseLink, CaseValue, Letter

__all__ = ["AFTER_DECISION", "WITHOUT_DECISION", "forget"]

AFTER_DECISION = datetime.timedelta(days=90)
WITHOUT_DECISION = datetime.timedelta(days=365)
LETTERS = datetime.timedelta(days=90)
AT_ONCE = 500


def forget(now: datetime.datetime | None = None) -> int:
    """Remove mail addresses, remarks, questions and answers whose time is over; gives how many cases. May run twice."""
    moment = now or timezone.now()
    with transaction.atomic():
        over = Q(decided_at__lt=moment - AFTER_DECISION) | Q(created_at__lt=moment - WITHOUT_DECISION)
        cases = list(Case.objects.select_for_update().filter(over, forgotten_at__isnull=True).order_by("pk")[:AT_ONCE])
        pks = [case.pk for case in cases]
        Case.objects.filter(pk__in=pks).update(sender_email="", remark="", source="", flags=[], forgotten_at=moment)
        CaseEvent.objects.filter(case__in=pks).exclude(step=CaseStep.DECIDED).update(note="")
        CaseValue.objects.filter(case__in=pks).exclude(accepted=True).update(new="")
        CaseLink.objects.filter(Q(case__in=pks) | Q(expires_at__lt=moment)).delete()
        CaseEvent.objects.bulk_create(CaseEvent(case=case, step=CaseStep.FORGOTTEN) for case in cases)
        unsent = Letter.objects.exclude(state=LetterState.SENT).filter(created_at__lt=moment - LETTERS)
        unsent.exclude(recipient="").update(state=LetterState.FAILED, recipient="", subject="", body="", headers={})
    return len(pks)
