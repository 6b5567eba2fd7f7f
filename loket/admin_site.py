"""The admin as a whole: in the language of who is signed in, with a start page that shows what waits."""

from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import translation
from django.utils.functional import SimpleLazyObject
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from unfold.sites import UnfoldAdminSite

from loket.dashboard import dashboard


class LoketAdminSite(UnfoldAdminSite):
    index_template = "admin/start.html"
    index_title = _("Start")

    def admin_view(self, view: Callable[..., HttpResponse], cacheable: bool = False) -> Callable[..., HttpResponse]:
        @wraps(view)
        def in_own_language(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            language = getattr(request.user, "language", None)
            if language:
                translation.activate(language)
                request.LANGUAGE_CODE = language
            return view(request, *args, **kwargs)

        return super().admin_view(in_own_language, cacheable)

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> Any:
        """Made once somebody looks at it: every page gets it, and those that show the portal's own menu do not.

        To ask for each model what may be done with it takes as long as a whole public page.
        """
        return SimpleLazyObject(partial(super().get_app_list, request, app_label))

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        return super().index(request, {"dashboard": dashboard(request), **(extra_context or {})})

    def get_urls(self) -> list[URLPattern]:
        own = path("language/", self.admin_view(require_POST(set_language)), name="language")
        return [own, *super().get_urls()]


def set_language(request: HttpRequest) -> HttpResponse:
    """Keep the language in which somebody works with the person, not with the browser."""
    language = request.POST.get("language", "")
    if language in dict(settings.LANGUAGES):
        user: Any = request.user
        user.language = language
        user.save(update_fields=["language"])
    target = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        target = reverse("admin:index")
    return HttpResponseRedirect(target)
