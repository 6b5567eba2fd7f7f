"""People in the admin: who may do what, and what nobody may."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from loket.models import User
from loket.roles import Role
from tests.factories import UserFactory
from tests.loket.accounts.pages import ADD, LIST, change_url, do_url, person
from tests.loket.security.accounts import make_user

pytestmark = pytest.mark.django_db
ACTIONS = ["invite_again", "end_sessions", "remove_second_factor", "deactivate", "activate"]


def names(roles: object) -> set[str]:
    return set(roles.values_list("name", flat=True))


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMINISTRATOR}))
def test_only_administrators_reach_people(client, role):
    target = make_user("iemand", Role.VIEWER)
    client.force_login(make_user("vrager", role))
    pages = [reverse(LIST), reverse(ADD), change_url(target), reverse("admin:auth_group_changelist")]
    refused = {302, 403}
    assert {client.get(url).status_code for url in pages} <= refused
    assert client.post(reverse(ADD), person()).status_code in refused
    assert client.post(change_url(target), person(roles=["administrator"])).status_code in refused
    for action in ACTIONS:
        assert client.post(do_url(target, action), {"reason": "zomaar"}).status_code in refused
    target.refresh_from_db()
    assert target.is_active
    assert names(target.groups) == {"viewer"}
    assert User.objects.count() == 2
    assert not mail.outbox


def test_an_administrator_invites_somebody(client, administrator, security_log, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(reverse(ADD), person(roles=["curator", "desk-officer"]))
    assert answer.status_code == 302
    user = User.objects.get(email="Noor.deWit@example.org")
    assert user.username == "noor.dewit@example.org"
    assert names(user.groups) == {"curator", "desk-officer"}
    assert (user.is_staff, user.is_superuser, user.has_usable_password()) == (True, False, False)
    assert mail.outbox[0].to == ["Noor.deWit@example.org"]
    assert LogEntry.objects.filter(object_id=user.pk, user=administrator).count() == 1
    assert any("account made" in line and "b.beheer" in line for line in security_log())


def test_a_partner_does_not_work_in_the_admin(client, administrator):
    client.post(reverse(ADD), person(roles=["partner"]))
    assert not User.objects.get(last_name="de Wit").is_staff


def test_fields_that_are_not_in_the_form_cannot_be_sent(client, administrator):
    rights = [Permission.objects.first().pk]
    crafted = {"is_superuser": "on", "is_staff": "on", "user_permissions": rights, "password": "x", "is_active": ""}
    client.post(reverse(ADD), person(roles=["partner"]) | crafted)
    user = User.objects.get(last_name="de Wit")
    client.post(change_url(user), person(roles=["partner"], first_name="Nora") | crafted)
    user.refresh_from_db()
    assert user.first_name == "Nora"
    assert (user.is_superuser, user.is_staff, user.is_active) == (False, False, True)
    assert not user.user_permissions.exists()
    assert not user.has_usable_password()


def test_nobody_promotes_themselves(client, administrator):
    before = administrator.email
    answer = client.post(
        change_url(administrator),
        person(roles=list(Role.values), email="elders@example.org", first_name="Bea") | {"is_superuser": "on"},
    )
    assert answer.status_code == 302
    administrator.refresh_from_db()
    assert administrator.first_name == "Bea"
    assert names(administrator.groups) == {"administrator"}
    assert (administrator.email, administrator.is_superuser) == (before, False)


@pytest.mark.parametrize("action", ACTIONS)
def test_nobody_does_to_themselves_what_opens_or_closes_doors(client, administrator, action):
    make_user("tweede", Role.ADMINISTRATOR)
    client.post(do_url(administrator, action), {"reason": "telefoon kwijt"})
    client.post(reverse(LIST), {"action": action, "_selected_action": [administrator.pk], "confirmed": "1"})
    administrator.refresh_from_db()
    assert administrator.is_active
    assert client.get(reverse(LIST)).status_code == 200
    assert action == "activate" or not LogEntry.objects.filter(object_id=administrator.pk).exists()


@pytest.mark.parametrize("action", ACTIONS)
def test_a_superuser_is_out_of_reach_of_administrators(client, administrator, action):
    root = UserFactory(superuser=True)
    assert client.post(do_url(root, action), {"reason": "overname"}).status_code == 403
    client.post(reverse(LIST), {"action": action, "_selected_action": [root.pk], "confirmed": "1", "reason": "x"})
    client.post(change_url(root), person(email="dief@example.org"))
    assert client.get(change_url(root)).status_code == 200
    found = User.objects.get(pk=root.pk)
    assert (found.email, found.is_active, names(found.groups)) == (root.email, True, set())
    assert not LogEntry.objects.filter(object_id=root.pk).exists()


def test_a_superuser_changes_people_and_stays_one(client):
    client.force_login(UserFactory(superuser=True))
    target = UserFactory(superuser=True)
    client.post(change_url(target), person(roles=["partner"]))
    target.refresh_from_db()
    assert names(target.groups) == {"partner"}
    assert (target.is_superuser, target.is_staff) == (True, True)


def test_roles_change_with_a_line_in_history_and_log(client, administrator, security_log):
    target = make_user("iemand", Role.VIEWER)
    client.post(change_url(target), person(email=target.email, roles=["partner"]))
    target.refresh_from_db()
    assert names(target.groups) == {"partner"}
    assert not target.is_staff
    assert [line for line in security_log() if "roles changed" in line and "viewer → partner" in line]
    history = client.get(reverse("admin:loket_user_history", args=[target.pk])).content.decode()
    assert "viewer → partner" in history


def test_saving_without_a_change_leaves_no_trace(client, administrator):
    target = make_user("iemand", Role.VIEWER)
    client.post(change_url(target), person(first_name="Jan", last_name="Smit", email=target.email, roles=["viewer"]))
    count = LogEntry.objects.count()
    client.post(change_url(target), person(first_name="Jan", last_name="Smit", email=target.email, roles=["viewer"]))
    assert LogEntry.objects.count() == count


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", "b.BEHEER@example.org"),
        ("email", "geen adres"),
        ("email", "x" * 145 + "@example.org"),
        ("email", ""),
        ("first_name", ""),
        ("last_name", "x" * 151),
        ("language", "xx"),
        ("roles", ["keizer"]),
        ("first_name", "Noor\x00"),
    ],
)
def test_bad_input_names_the_field_and_makes_nobody(client, administrator, field, value):
    answer = client.post(reverse(ADD), person(**{field: value}))
    assert answer.status_code in (200, 400)
    assert User.objects.count() == 1
    if answer.status_code == 200:
        assert field in answer.context["adminform"].form.errors


def test_nobody_is_deleted(client, administrator):
    target = make_user("iemand", Role.VIEWER)
    assert client.post(reverse("admin:loket_user_delete", args=[target.pk]), {"post": "yes"}).status_code == 403
    client.post(reverse(LIST), {"action": "delete_selected", "_selected_action": [target.pk], "post": "yes"})
    assert User.objects.filter(pk=target.pk).exists()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("role=curator", {"c"}),
        ("role=none", {"n"}),
        ("factor=yes", {"c"}),
        ("factor=no", {"n", "v", "b.beheer"}),
        ("is_active__exact=0", {"v"}),
        ("q=c%40example.org", {"c"}),
        ("role=keizer", {"c", "n", "v", "b.beheer"}),
    ],
)
def test_the_list_is_filtered_and_searched(client, administrator, query, expected):
    make_user("c", Role.CURATOR, second_factor=True)
    make_user("n", Role.VIEWER).groups.clear()
    User.objects.filter(pk=make_user("v", Role.VIEWER).pk).update(is_active=False)
    listed = client.get(f"{reverse(LIST)}?{query}").context["cl"].queryset
    assert {user.username for user in listed} == expected


def test_the_list_asks_as_many_queries_for_many_people(client, administrator):
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse(LIST)).status_code == 200
        return len(captured)

    make_user("c", Role.CURATOR, second_factor=True)
    queries()
    few = queries()
    for number in range(15):
        make_user(f"persoon{number}", Role.VIEWER, second_factor=number % 2 == 0)
    assert queries() == few


def test_roles_are_shown_and_not_changed(client, administrator):
    page = client.get(reverse("admin:auth_group_changelist"))
    assert page.status_code == 200
    assert page.context["cl"].result_count == len(Role)
    assert client.get(reverse("admin:auth_group_add")).status_code == 403
    group = administrator.groups.get()
    assert client.post(reverse("admin:auth_group_change", args=[group.pk]), {"name": "baas"}).status_code == 403


@pytest.mark.parametrize("page", ["mfa_authenticator", "account_emailaddress"])
def test_pages_that_pass_by_the_rules_are_gone(client, page):
    client.force_login(UserFactory(superuser=True))
    assert client.get(f"/admin/{page.replace('_', '/')}/").status_code == 404


def test_the_start_page_shows_what_one_has_not_read(client):
    from imports.models import Import, Notice

    curator = make_user("c", Role.CURATOR)
    file = {"file_name": "lijst-2026.csv", "file_format": "csv", "delimiter": ";", "sha256": "0" * 64, "size": 1}
    job = Import.objects.create(kind="companies", user=curator, **file)
    Notice.objects.create(user=curator, job=job, state="applied")
    Notice.objects.create(user=make_user("d", Role.CURATOR), job=job, state="failed")
    client.force_login(curator)
    shown = client.get("/admin/").context["dashboard"]["notices"]
    assert [link.url for link in shown] == [reverse("admin:imports_import_change", args=[job.pk])]
    assert "lijst-2026.csv" in shown[0].title
    Notice.objects.update(read_at=job.created_at)
    assert client.get("/admin/").context["dashboard"]["notices"] == []
