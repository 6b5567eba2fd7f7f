"""The desk as its officers work with it."""

from desk.admin.inquiries import InquiryAdmin
from desk.admin.templates import AnswerTemplateAdmin

__all__ = ["AnswerTemplateAdmin", "InquiryAdmin"]
