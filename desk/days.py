"""By which day the first answer is due: so many working days after the day of receipt."""

import datetime

from permits.lawbooks import current_lawbook

SATURDAY = 5


def days_later(start: datetime.date, working_days: int) -> datetime.date:
    """The day of receipt does not count. Holidays are those of the legal calendar (Algemene termijnenwet, article 3);
    in years that it does not know only weekends are free."""
    day = start
    while working_days > 0:
        day += datetime.timedelta(days=1)
        working_days -= _is_working_day(day)
    return day


def working_days_between(start: datetime.date, end: datetime.date) -> int:
    """Working days after ``start`` up to and with ``end``; answered on the day itself is 0."""
    return sum(_is_working_day(start + datetime.timedelta(days=n)) for n in range(1, (end - start).days + 1))


def _is_working_day(day: datetime.date) -> bool:
    calendar = current_lawbook().calendar
    return not (calendar.is_free(day) if calendar.knows(day) else day.weekday() >= SATURDAY)
