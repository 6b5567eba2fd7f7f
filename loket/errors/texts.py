"""What errors are called, and what the reader can do."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

TITLES = {
    400: gettext_lazy("This request cannot be read"),
    401: gettext_lazy("Sign in first"),
    403: gettext_lazy("You may not see this"),
    404: gettext_lazy("This page does not exist"),
    405: gettext_lazy("This is not possible here"),
    406: gettext_lazy("This form is not available"),
    409: gettext_lazy("Somebody else was first"),
    413: gettext_lazy("This is too large"),
    414: gettext_lazy("This address is too long"),
    415: gettext_lazy("This kind of content is not accepted"),
    429: gettext_lazy("Too many requests"),
    500: gettext_lazy("Something went wrong here"),
    503: gettext_lazy("The portal cannot do this right now"),
}
DETAILS = {
    400: gettext_lazy("The address or the form holds something that the portal does not understand."),
    403: gettext_lazy("Your account has no right to this page, or your form was open too long. Go back and try again."),
    404: gettext_lazy("The address may have a typing error, or the page has moved."),
    413: gettext_lazy("What was sent is larger than the portal accepts."),
    429: gettext_lazy("Wait a few minutes, then try again."),
    500: gettext_lazy("This is our fault, not yours. It has been noted; try again later."),
    503: gettext_lazy("A part of the portal does not answer. Try again in a few minutes; nothing was changed."),
}


def title_of(status: int) -> str:
    return str(TITLES.get(status, _("Something is wrong")))


def detail_of(status: int) -> str:
    return str(DETAILS.get(status, title_of(status)))
