"""Follow what is public: by mail, confirmed first and stopped by one link, and as Atom feed.

Knows no domain model: apps register subjects (:mod:`publication.following.subjects`), and one of them how a mail is
sent (:mod:`publication.following.post`). Nothing is told that the public pages do not tell.
"""

from publication.following.subjects import Entry, Listed, Related, Subject, register_subject, subject_for, subjects

__all__ = ["Entry", "Listed", "Related", "Subject", "register_subject", "subject_for", "subjects"]
