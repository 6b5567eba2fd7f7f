"""The deployment checks find accounts that anyone can guess."""

import pytest
from django.core.management import CommandError, call_command

from loket.accounts.checks import default_accounts, second_factor
from loket.accounts.demo import create_demo_users, demo_users
from loket.models import User
from loket.roles import Role

pytestmark = pytest.mark.django_db


def test_demonstration_accounts_stop_a_deployment():
    create_demo_users()
    (fault,) = default_accounts(None, databases=["default"])
    assert fault.id == "loket.E002"
    for role in Role:
        assert role.value in fault.msg
    assert "demo_users --remove" in fault.hint


@pytest.mark.parametrize("name", ["admin", "root", "test", "demo", "beheerder"])
def test_a_name_that_every_guesser_tries_stops_a_deployment(name):
    User.objects.create_user(name, password="een lange zin die niemand kent")
    (fault,) = default_accounts(None, databases=["default"])
    assert name in fault.msg


def test_personal_accounts_do_not():
    User.objects.create_user("j.jansen", password="een lange zin die niemand kent")
    assert default_accounts(None, databases=["default"]) == []


def test_making_them_twice_changes_nothing_and_removing_leaves_none():
    first = {user.pk for user in create_demo_users()}
    assert {user.pk for user in create_demo_users()} == first
    call_command("demo_users", "--remove")
    assert not demo_users().exists()


def test_the_command_refuses_in_production(settings):
    settings.SETTINGS_MODULE = "loket.settings.production"
    with pytest.raises(CommandError):
        call_command("demo_users")
    assert not User.objects.exists()


def test_each_has_its_role_and_only_staff_reach_the_admin():
    for user in create_demo_users():
        assert [group.name for group in user.groups.all()] == [user.username]
        assert user.is_staff == (user.username != "partner")
        assert not user.is_superuser


def test_leaving_the_second_factor_out_is_told(settings):
    settings.REQUIRE_SECOND_FACTOR = False
    assert [fault.id for fault in second_factor(None)] == ["loket.E001"]
