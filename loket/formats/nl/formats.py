"""Dates in Dutch where room is short: the month as a word, as everywhere else on the portal."""

SHORT_DATE_FORMAT = "j b Y"
SHORT_DATETIME_FORMAT = "j b Y, H:i"
