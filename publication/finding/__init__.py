"""Search over every public kind at once: apps say what can be found, this package ranks it.

An app joins by a module ``finding.py`` with ``FINDABLE`` (kinds of listings) and ``PAGES`` (pages of its own).
"""

from publication.finding.kinds import Findable, Hit, OwnPage
from publication.finding.ranking import Found, search

__all__ = ["Findable", "Found", "Hit", "OwnPage", "search"]
