"""Every list and every form of the staff takes whatever is sent: what it cannot be is refused, never a failure."""

import re

import pytest
from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import Model
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.urls import reverse

from loket.models import User
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
ADMINS = {model._meta.label: model for model in admin.site._registry}
NO_NUMBERS = ["abc", "9" * 30]
WHATEVER = ["9" * 30, "//[ <b>\x01\u202e"]


@pytest.fixture
def person() -> User:
    return UserFactory(superuser=True)


@pytest.fixture
def staff(client: Client, person: User) -> Client:
    client.force_login(person)
    return client


def address(model: type[Model], what: str) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{what}")


def asked_by(person: User) -> HttpRequest:
    request = RequestFactory().get("/")
    request.user = person
    return request


@pytest.mark.parametrize("label", ADMINS)
def test_a_choice_that_is_no_record_does_nothing(staff, person, label):
    model = ADMINS[label]
    page = address(model, "changelist")
    for action in list(admin.site._registry[model].get_actions(asked_by(person)))[:1]:
        for value in NO_NUMBERS:
            response = staff.post(page, {"action": action, ACTION_CHECKBOX_NAME: value})
            assert (response.status_code, response["Location"]) == (302, page), value


def test_a_choice_that_is_no_record_is_named(staff):
    page = reverse("admin:agenda_action_changelist")
    response = staff.post(page, {"action": "make_public", ACTION_CHECKBOX_NAME: "abc"}, follow=True)
    assert "“abc” is geen gegeven uit deze lijst" in response.content.decode()


@pytest.mark.parametrize("label", ADMINS)
def test_a_list_asked_for_what_no_database_holds(staff, label):
    model = ADMINS[label]
    page = address(model, "changelist")
    for query in (f"{model._meta.pk.name}__in={'9' * 30}", "p=abc"):
        assert staff.get(f"{page}?{query}").status_code in (200, 302), query


def test_a_list_says_what_it_does_not_understand(staff):
    page = reverse("admin:agenda_action_changelist")
    response = staff.get(f"{page}?due_on__year=99999", follow=True)
    assert "Deze lijst begrijpt “due_on__year=99999” niet" in response.content.decode()


def has_form(label: str) -> bool:
    return label.startswith(("agenda.", "desk.", "valuechains.", "companies."))


@pytest.mark.parametrize("label", [label for label in ADMINS if has_form(label)])
def test_a_form_with_whatever_in_all_fields_is_refused(staff, person, label):
    model = ADMINS[label]
    model_admin, request = admin.site._registry[model], asked_by(person)
    if not model_admin.has_add_permission(request):
        return
    names = list(model_admin.get_form(request).base_fields)
    for inline in model_admin.get_inline_instances(request):
        formset: type[BaseInlineFormSet] = inline.get_formset(request)
        names += [f"{formset.get_default_prefix()}-0-{field}" for field in formset.form.base_fields]
    counts = {re.sub("-0-.+", "", name) for name in names if "-0-" in name}
    rows = {f"{prefix}-TOTAL_FORMS": 1 for prefix in counts} | {f"{prefix}-INITIAL_FORMS": 0 for prefix in counts}
    for value in WHATEVER:
        response = staff.post(address(model, "add"), dict.fromkeys(names, value) | rows)
        assert response.status_code == 200
        assert response.context["errors"]
    assert not model._default_manager.exists()
