"""The matrix of roles: decided for every model, carried out in the database, printed in the documentation."""

import re

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.models import Group, Permission

from loket.accounts.demo import create_demo_users
from loket.roles import MATRIX, Role, permissions_of, synchronise

pytestmark = pytest.mark.django_db
ACTIONS = {"view", "add", "change", "delete", "deliver"}


def in_database(name: str) -> set[str]:
    rows = Permission.objects.filter(group__name=name).values_list("content_type__app_label", "codename")
    return {f"{app}.{codename}" for app, codename in rows}


@pytest.mark.parametrize("role", Role)
def test_the_groups_have_exactly_what_the_matrix_says(role):
    assert in_database(role.value) == permissions_of(role)


def test_a_permission_given_by_hand_is_taken_back():
    group = Group.objects.get(name=Role.VIEWER)
    group.permissions.add(Permission.objects.get(codename="delete_organisation"))
    synchronise()
    assert in_database(Role.VIEWER) == permissions_of(Role.VIEWER)


def test_every_model_of_the_admin_has_a_decision():
    undecided = {model._meta.label for model in admin.site._registry} - set(MATRIX)
    assert not undecided, f"Decide in loket/roles.py who may do what with {sorted(undecided)}"


def test_every_row_names_a_model_and_known_actions():
    for label, row in MATRIX.items():
        apps.get_model(label)
        assert set(row) == set(Role)
        for actions in row.values():
            assert set(actions.split()) <= ACTIONS
            assert not set(actions.split()) - {"deliver"} or "view" in actions, "who changes something must see it"


def test_only_administrators_come_near_accounts():
    for role in set(Role) - {Role.ADMINISTRATOR}:
        assert not {
            name for name in permissions_of(role) if name.partition(".")[0] in ("loket", "auth", "mfa", "account")
        }


def test_viewers_change_nothing_but_their_own_notes():
    assert {name for name in permissions_of(Role.VIEWER) if ".view_" not in name} == {"imports.change_notice"}


def test_partners_have_nothing_in_the_admin(client):
    assert permissions_of(Role.PARTNER) == {"imports.deliver_import"}
    partner = next(user for user in create_demo_users() if user.username == "partner")
    client.force_login(partner)
    assert client.get("/admin/", follow=True).status_code == 403


def cells(line: str) -> list[str]:
    return [cell.strip().strip("`") for cell in line.strip().strip("|").split("|")]


def test_the_documentation_prints_the_same_matrix():
    text = (settings.BASE_DIR / "docs" / "security.md").read_text()
    rows = {cells(line)[0]: cells(line)[1:] for line in text.splitlines() if re.match(r"\| `\w+\.[A-Z]\w+` \|", line)}
    assert rows == {label: [row[role] or "–" for role in Role] for label, row in MATRIX.items()}
