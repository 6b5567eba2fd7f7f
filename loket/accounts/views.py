"""Pages of the account that allauth does not have: the invitation, and where one is signed in."""

from typing import Any

from allauth.account.models import EmailAddress
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import View

from loket.accounts import sessions
from loket.accounts.forms import ReplacedPasswordForm
from loket.accounts.invitations import invited_user
from loket.logs import record
from loket.models import SignedIn


@method_decorator([never_cache, sensitive_post_parameters()], name="dispatch")
class InvitationView(View):
    """Pick the first password. Opening the link changes nothing and signs nobody in: mail scanners open links too."""

    def get(self, request: HttpRequest) -> HttpResponse:
        key = request.GET.get("key", "")
        user = invited_user(key)
        return self._page(request, key, ReplacedPasswordForm(user=user) if user else None)

    def post(self, request: HttpRequest) -> HttpResponse:
        key = request.POST.get("key", "")
        with transaction.atomic():
            user = invited_user(key, lock=True)
            if user is None:
                record("invitation", result="refused, not valid", request=request)
                return self._page(request, key, None)
            form = ReplacedPasswordForm(request.POST, user=user)
            if not form.is_valid():
                return self._page(request, key, form)
            form.save()
            EmailAddress.objects.filter(user=user, email=user.email).update(verified=True)
        record("invitation", result="accepted", request=request, who=user.get_username())
        return HttpResponseRedirect(reverse("account_invitation_done"))

    @staticmethod
    def _page(request: HttpRequest, key: str, form: ReplacedPasswordForm | None) -> HttpResponse:
        status = 200 if form else 404
        return render(request, "account/invitation.html", {"form": form, "key": key}, status=status)


@never_cache
def invitation_done(request: HttpRequest) -> HttpResponse:
    return render(request, "account/invitation_done.html")


@method_decorator([never_cache, login_required], name="dispatch")
class SessionsView(View):
    """Where one is signed in, and a button to end each of the others."""

    def get(self, request: HttpRequest) -> HttpResponse:
        here = request.session.session_key
        places = [
            {
                "number": place.pk,
                "browser": sessions.browser_name(place.browser),
                "network": place.network,
                "began_at": place.began_at,
                "seen_at": place.seen_at,
                "is_here": place.session_id == here,
            }
            for place in SignedIn.objects.filter(user_id=request.user.pk or 0).alive()
        ]
        has_others = any(not place["is_here"] for place in places)
        return render(request, "account/sessions.html", {"places": places, "has_others": has_others})

    def post(self, request: HttpRequest) -> HttpResponse:
        user: Any = request.user
        number = request.POST.get("number", "")
        if "others" in request.POST:
            ended = sessions.end_sessions(user=user, but=request.session.session_key)
        else:
            ended = int(number.isdecimal() and len(number) < 19 and sessions.end_session(user=user, number=int(number)))
        if ended:
            record("session", result=f"{ended} ended by their owner", request=request)
            text = ngettext("%(count)d session has ended.", "%(count)d sessions have ended.", ended)
            messages.success(request, text % {"count": ended})
        else:
            messages.info(request, _("That session had ended already."))
        return HttpResponseRedirect(reverse("account_sessions"))
