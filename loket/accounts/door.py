"""One door: the admin's own log-in and password pages lead to the portal's, where the limits and factors are."""

from typing import Any

from allauth.account.decorators import secure_admin_login
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse


def change_password(request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("account_change_password"))


def close_side_doors(site: AdminSite) -> AdminSite:
    site.login = secure_admin_login(site.login)  # type: ignore[method-assign]
    site.password_change = change_password  # type: ignore[method-assign, assignment]
    return site
