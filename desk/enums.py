"""Choices of the desk."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Service(TextChoices):
    """The four services of the loket (recommendation 2)."""

    INSIGHT = "insight", _("Insight in the chain")
    OPPORTUNITIES = "opportunities", _("Opportunities to invest or settle")
    PERMIT_SUPPORT = "permit-support", _("Support with permits")
    COOPERATION = "cooperation", _("Cooperation with others")


class InquiryState(TextChoices):
    NEW = "new", _("new")
    OPEN = "open", _("in progress")
    ANSWERED = "answered", _("answered")
    HANDED_OVER = "handed-over", _("handed over")
    CLOSED = "closed", _("closed")


#: It is the loket's turn.
WAITING_FOR_DESK = (InquiryState.NEW, InquiryState.OPEN)


class Priority(TextChoices):
    HIGH = "a-high", _("high")
    NORMAL = "b-normal", _("normal")
    LOW = "c-low", _("low")


class Closer(TextChoices):
    INQUIRER = "inquirer", _("inquirer")
    STAFF = "staff", _("staff")
    TIME = "time", _("no reaction for a long time")
    MERGE = "merge", _("merged with another question")


class Author(TextChoices):
    INQUIRER = "inquirer", _("inquirer")
    STAFF = "staff", _("loket")


class Channel(TextChoices):
    PAGE = "page", _("page")
    API = "api", _("API")


class Language(TextChoices):
    NL = "nl", "Nederlands"
    EN = "en", "English"


class FileType(TextChoices):
    """What an attachment can be; the value is its ending."""

    PDF = "pdf", "PDF"
    PNG = "png", "PNG"
    JPEG = "jpg", "JPEG"
    DOCX = "docx", "DOCX"
    XLSX = "xlsx", "XLSX"


class MailKind(TextChoices):
    CONFIRMATION = "confirmation", _("confirmation of receipt")
    ANSWER = "answer", _("there is an answer")
    HANDED_OVER = "handed-over", _("told that it is handed over")
    HAND_OVER = "hand-over", _("hand-over to a partner")
    CLOSED = "closed", _("told that it is closed")
    MERGED = "merged", _("told that it goes on under another reference")
    REACTION = "reaction", _("reaction, for the colleague")
    TEAM = "team", _("new question, for the team")


class MailState(TextChoices):
    WAITING = "waiting", _("waiting")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("sent")
    RETRY = "retry", _("mail server away, tried again")
    FAILED = "failed", _("not sent")
    REFUSED = "refused", _("address refused by the mail server")
