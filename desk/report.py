"""The desk in the internal progress report. Moments of receipt and first answer never change afterwards, so that a day
can be told again; whether a question was open then, or a duplicate, cannot and is left out."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from agenda.reporting import Section
from desk.figures import TOO_FEW, answer_times, by_service, summary
from desk.models import Inquiry


def desk_section(day: datetime.date, until: datetime.datetime) -> Section:
    """Questions received and answered by the end of the day; examples do not count."""
    asked = Inquiry.objects.filter(is_example=False, received_at__lt=until)
    answered = asked.filter(first_answered_at__lt=until)
    times = summary(answer_times(answered))
    this_year = asked.filter(received_at__year=day.year)
    figures = [
        (_("questions received"), str(asked.count())),
        (_("of which in %(year)d") % {"year": day.year}, str(this_year.count())),
        (_("with a first answer"), str(answered.count())),
        (_("first answer late, or none while it was due"), str(_late(asked, day, until))),
    ]
    if times["median"] is not None:
        figures.append((_("working days to the first answer (median)"), f"{times['median']:g}"))
    figures += [(_("about: %(service)s") % {"service": name}, str(number)) for name, number in by_service(asked)]
    note = _(
        "Duplicates count. How many questions were open is left out: the desk keeps no day of it. Answer times of "
        "fewer than %(few)d answers are not told."
    )
    return Section(_("Questions at the loket"), figures, note % {"few": TOO_FEW})


def _late(asked: Any, day: datetime.date, until: datetime.datetime) -> int:
    rows = asked.filter(answer_due__lt=day).values_list("answer_due", "first_answered_at")
    return sum(
        answered is None or answered >= until or timezone.localdate(answered) > due for due, answered in rows.iterator()
    )
