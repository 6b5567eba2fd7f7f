"""The page of one step; see ``desk.admin.steps``."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from desk.actions import Meanwhile, Refused
from desk.admin.forms import AnswerForm, HandOverForm, StepForm, TrajectoryForm
from desk.admin.steps import BY_NAME, Step
from desk.enums import Author
from desk.models import AnswerTemplate, Inquiry
from desk.trajectories import plan_of

MOST_TEMPLATES = 100


def step_page(model_admin: Any, request: HttpRequest, object_id: str, name: str) -> HttpResponse:
    inquiry: Inquiry | None = model_admin.get_object(request, object_id)
    step = BY_NAME.get(name)
    if inquiry is None or step is None:
        raise Http404
    if not model_admin.has_change_permission(request, inquiry) or (
        step.needs and not request.user.has_perm(step.needs)
    ):
        raise PermissionDenied
    back = reverse("admin:desk_inquiry_change", args=[inquiry.pk])
    if not step.applies(inquiry):
        messages.info(request, _("That is not possible for this question now."))
        return HttpResponseRedirect(back)
    form = step.form(
        request.POST or None, request.FILES or None, inquiry=inquiry, initial=first(step, inquiry, request)
    )
    if isinstance(form, AnswerForm) and request.user.is_authenticated:
        form.sign(request.user.get_full_name())
    if request.method == "POST" and form.is_valid() and carried_out(step, form, inquiry, request):
        messages.success(request, step.done)
        return HttpResponseRedirect(back)
    context = {
        **model_admin.admin_site.each_context(request), "opts": Inquiry._meta, "title": f"{step.title}: {inquiry}",
        "step": step, "form": form, "original": inquiry, "back": back, "media": model_admin.media + form.media,
        "templates": templates_for(step, inquiry), **conversation(inquiry),
    }  # fmt: skip
    status = 422 if form.is_bound and form.errors else 200
    return TemplateResponse(request, "desk/admin/step.html", context, status=status)


def carried_out(step: Step, form: StepForm, inquiry: Inquiry, request: HttpRequest) -> bool:
    try:
        step.run(inquiry, request.user, form.cleaned_data)
    except Meanwhile as refused:
        # What the colleague or the inquirer did stands on this page now: sending again is a decision.
        inquiry.refresh_from_db()
        data = request.POST.copy()
        data["seen"] = str(inquiry.revision)
        form.data = data
        form.add_error(None, str(refused))
    except Refused as refused:
        form.add_error(None, str(refused))
    except ValidationError as refused:
        form.add_error("attachments" if "attachments" in form.fields else None, refused)
    else:
        return True
    return False


def first(step: Step, inquiry: Inquiry, request: HttpRequest) -> dict[str, Any]:
    """First values: the text of the template that was chosen, the language of the inquirer."""
    if issubclass(step.form, HandOverForm):
        return {"language": "nl"}
    if issubclass(step.form, TrajectoryForm):
        return {"plan": plan_of(inquiry), "initiative": inquiry.organisation_name}
    chosen = request.GET.get("template", "")
    if issubclass(step.form, AnswerForm) and chosen.isascii() and chosen.isdecimal() and len(chosen) < 10:
        template = AnswerTemplate.objects.filter(pk=int(chosen), is_active=True).first()
        if template is not None:
            return {"text": template.text.replace("{reference}", inquiry.reference).replace("{name}", inquiry.name)}
    return {}


def templates_for(step: Step, inquiry: Inquiry) -> list[AnswerTemplate]:
    if not issubclass(step.form, AnswerForm):
        return []
    fitting = AnswerTemplate.objects.filter(
        is_active=True, language=inquiry.language, service__in=["", inquiry.service]
    )
    return list(fitting[:MOST_TEMPLATES])


def conversation(inquiry: Inquiry) -> dict[str, Any]:
    """All that was said, for the desk: notes stand apart from what the inquirer reads."""
    return {
        "inquiry": inquiry,
        "first_files": inquiry.attachments.filter(message=None),
        "messages_of": inquiry.messages.select_related("user").prefetch_related("attachments"),
        "notes_of": inquiry.notes.select_related("user"),
        "hand_overs": inquiry.hand_overs.select_related("partner", "user"),
        "mails_of": inquiry.mails.all(),
        "merged": inquiry.merged.all(),
        "from_inquirer": Author.INQUIRER,
    }
