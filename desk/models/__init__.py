"""What the desk keeps: inquiries with their conversation, hand-overs and mails."""

from desk.models.conversation import Attachment, Message, Note
from desk.models.dossiers import Dossier
from desk.models.handovers import HandOver
from desk.models.inquiries import Inquiry
from desk.models.mails import AnswerTemplate, Mail

__all__ = ["AnswerTemplate", "Attachment", "Dossier", "HandOver", "Inquiry", "Mail", "Message", "Note"]
