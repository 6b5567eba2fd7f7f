"""Addresses of following, below ``/nl/`` and ``/en/``; each segment is translated."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from loket.following import views
from loket.following.feeds import feed

app_name = "following"

urlpatterns = [
    path(_("follow/<slug:subject>/"), views.ask, name="ask"),
    path(_("follow/<slug:subject>/sent/"), views.asked, name="asked"),
    path(_("follow/<slug:subject>/feed.atom"), feed, name="feed"),
    path(_("follow/<str:token>/confirm/"), views.confirm, name="confirm"),
    path(_("follow/<str:token>/stop/"), views.stop, name="stop"),
]
