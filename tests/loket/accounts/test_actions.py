"""What is done with accounts keeps its own rules, whichever door it comes through."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.admin.models import LogEntry
from django.core import mail
from django.test import Client

from loket.accounts import actions
from loket.accounts.actions import NotAllowed
from loket.models import SignedIn, User
from loket.roles import Role
from tests.factories import UserFactory
from tests.loket.accounts.pages import change_url, do_url, person
from tests.loket.security.accounts import make_user, try_password

pytestmark = pytest.mark.django_db


def test_a_closed_account_has_no_sessions_and_opens_again(client, administrator, security_log):
    target = make_user("iemand", Role.CURATOR)
    theirs = Client()
    try_password(theirs, "iemand")
    assert theirs.get("/admin/").status_code == 200
    client.post(do_url(target, "deactivate"))
    assert theirs.get("/admin/").status_code == 302
    assert not SignedIn.objects.filter(user=target).exists()
    target.refresh_from_db()
    assert not target.is_active
    assert any("account closed" in line for line in security_log())
    client.post(do_url(target, "activate"))
    target.refresh_from_db()
    assert target.is_active
    assert target.groups.get().name == "curator"


def test_several_are_closed_or_none():
    by = make_user("b", Role.ADMINISTRATOR)
    others = [make_user("x"), make_user("y")]
    with pytest.raises(NotAllowed):
        actions.deactivate(by=by, users=[*others, by])
    assert User.objects.filter(is_active=True).count() == 3
    assert actions.deactivate(by=by, users=others) == 2


def test_the_last_administrator_stays():
    root = UserFactory(superuser=True)
    last = make_user("b", Role.ADMINISTRATOR)
    invited = make_user("nieuw", Role.ADMINISTRATOR)
    invited.set_unusable_password()
    invited.save()
    # As when the superuser was closed by somebody else a moment ago.
    User.objects.filter(pk=root.pk).update(is_active=False)
    with pytest.raises(NotAllowed):
        actions.deactivate(by=root, users=[last])
    with pytest.raises(NotAllowed):
        actions.set_roles(by=root, user=last, roles=[Role.VIEWER])
    last.refresh_from_db()
    assert last.is_active
    assert last.groups.get().name == "administrator"


@pytest.mark.parametrize("role", [None, *sorted(set(Role) - {Role.ADMINISTRATOR})])
def test_who_is_no_administrator_does_nothing(role):
    by = UserFactory() if role is None else make_user("vrager", role)
    target = make_user("iemand", Role.VIEWER, second_factor=True)
    details = actions.Details(first_name="A", last_name="B", email="a@example.org", language="nl")
    attempts = [
        lambda: actions.invite(by=by, details=details, roles=[Role.ADMINISTRATOR]),
        lambda: actions.invite_again(by=by, user=target),
        lambda: actions.change_details(by=by, user=target, changes={"email": "dief@example.org"}),
        lambda: actions.set_roles(by=by, user=target, roles=[Role.ADMINISTRATOR]),
        lambda: actions.deactivate(by=by, users=[target]),
        lambda: actions.end_all_sessions(by=by, users=[target]),
        lambda: actions.remove_second_factor(by=by, user=target, reason="zomaar"),
    ]
    for attempt in attempts:
        with pytest.raises(NotAllowed):
            attempt()
    assert not LogEntry.objects.exists()
    assert User.objects.count() == 2


def test_a_lost_factor_goes_with_reason_mail_log_and_sessions(
    client, administrator, security_log, django_capture_on_commit_callbacks
):
    target = make_user("iemand", Role.CURATOR, second_factor=True)
    theirs = Client()
    theirs.force_login(target)
    url = do_url(target, "remove_second_factor")
    assert client.get(url).status_code == 200
    assert client.post(url, {"reason": "   "}).status_code == 200
    assert Authenticator.objects.filter(user=target).exists()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(url, {"reason": "Telefoon kwijt, gezien aan de balie"})
    assert not Authenticator.objects.filter(user=target).exists()
    assert theirs.get("/admin/").status_code == 302
    assert mail.outbox[0].to == [target.email]
    assert any("second factor removed" in line and "aan de balie" in line for line in security_log())
    assert LogEntry.objects.filter(object_id=target.pk, change_message__contains="aan de balie").exists()


def test_of_several_factors_none_goes_when_one_is_refused(client, administrator):
    targets = [make_user("met", second_factor=True), make_user("zonder")]
    with pytest.raises(NotAllowed):
        actions.remove_second_factor(by=administrator, user=targets[1], reason="kwijt")
    data = {"action": "remove_second_factor", "_selected_action": [one.pk for one in targets]}
    client.post("/admin/loket/user/", data | {"confirmed": "2", "reason": "kwijt"})
    assert Authenticator.objects.filter(user=targets[0]).exists()


def test_a_new_address_is_told_to_the_old_one_and_resets_go_there_only(
    client, administrator, django_capture_on_commit_callbacks
):
    target = make_user("iemand", Role.VIEWER)
    User.objects.filter(pk=target.pk).update(username=target.email, language="en")
    EmailAddress.objects.create(user=target, email=target.email, primary=True, verified=True)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(change_url(target), person(email="nieuw@example.org", language="en", roles=["viewer"]))
    target.refresh_from_db()
    assert (target.email, target.username) == ("nieuw@example.org", "nieuw@example.org")
    assert mail.outbox[0].to == ["iemand@example.org"]
    assert "address" in mail.outbox[0].subject
    mail.outbox.clear()
    for address in ("iemand@example.org", "nieuw@example.org"):
        Client().post("/nl/accounts/password/reset/", {"email": address})
    assert [message.to for message in mail.outbox] == [["nieuw@example.org"]]


def test_when_mail_is_away_the_account_is_made_and_the_administrator_told(
    client, administrator, monkeypatch, django_capture_on_commit_callbacks
):
    def away(*_args, **_kwargs):
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.EmailMessage.send", away)
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/admin/loket/user/add/", person())
    assert User.objects.filter(last_name="de Wit").exists()
    shown = client.get("/admin/loket/user/").content.decode()
    assert "noor.dewit@example.org" in shown.lower()


def test_one_mail_address_has_one_account():
    from django.db import IntegrityError, transaction

    UserFactory(email="een@example.org")
    with pytest.raises(IntegrityError), transaction.atomic():
        UserFactory(email="EEN@example.org")
    UserFactory(email="")
    UserFactory(email="")
