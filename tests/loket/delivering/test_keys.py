"""Keys for the API: made by administrators, shown once, kept as a digest, dead when they should be."""

import datetime

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from loket.accounts.rules import NotAllowed
from loket.keys.actions import digest_of, make
from loket.keys.bearer import MOST_GUESSES
from loket.models import ApiKey
from loket.roles import Role
from tests.loket.delivering.conftest import ADDRESS, bearer, send
from tests.loket.security.accounts import make_user

pytestmark = pytest.mark.django_db
ADD, LIST = "admin:loket_apikey_add", "admin:loket_apikey_changelist"


def filled(owner, **changes):
    return {"owner": owner.pk, "name": "nachtloper", "expires_on": str(timezone.localdate())} | changes


def test_a_key_is_shown_once_and_kept_nowhere(client, administrator, caplog):
    caplog.set_level("INFO")
    client.force_login(administrator)
    partner = make_user("dcmr", Role.PARTNER)
    assert client.get(reverse(ADD)).status_code == 200
    made = client.post(reverse(ADD), filled(partner))
    assert made.status_code == 302
    stored = Session.objects.get(pk=client.session.session_key).get_decoded()
    answer = client.get(made["Location"])
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    secret = answer.content.decode().partition('readonly value="')[2].partition('"')[0]
    assert len(secret) == 43
    assert secret not in str(stored), "encrypted while it waits"
    assert secret not in str(client.session.items())
    again = client.get(made["Location"], follow=True)
    assert "wordt één keer getoond" in again.content.decode()
    assert secret not in again.content.decode()
    assert ApiKey.objects.count() == 1

    key = ApiKey.objects.get()
    assert (key.digest, key.start, key.owner) == (digest_of(secret), secret[:8], partner)
    assert client.get(ADDRESS, headers=bearer(secret)).status_code == 200
    key.refresh_from_db()
    assert key.used_on == timezone.localdate()

    change = reverse("admin:loket_apikey_change", args=[key.pk])
    pages = [reverse(LIST), change, reverse("admin:loket_user_history", args=[partner.pk]), reverse("admin:index")]
    shown = [client.get(page).content.decode() for page in pages]
    told = [entry.change_message for entry in LogEntry.objects.all()]
    assert "nachtloper" in shown[1]
    assert any("nachtloper" in text for text in told)
    stored = [repr(row) for row in ApiKey.objects.values()]
    for text in [*shown, *told, *stored, caplog.text]:
        assert secret[8:] not in text


def test_a_new_key_is_shown_to_who_made_it_alone_and_not_for_long(client, administrator, monkeypatch):
    client.force_login(administrator)
    partner = make_user("dcmr", Role.PARTNER)
    page = client.post(reverse(ADD), filled(partner))["Location"]
    other = Client()
    other.force_login(make_user("ander", Role.ADMINISTRATOR))
    assert other.get(page).status_code == 302
    assert client.head(page).status_code == 302, "a program that looks ahead takes nothing away"
    second = client.post(reverse(ADD), filled(partner, name="andere"))["Location"]
    assert client.get(page).status_code == 302, "of two made at once the last is shown"
    assert client.get(second).status_code == 200
    monkeypatch.setattr("loket.keys.showing.SECONDS", -1)
    late = client.post(reverse(ADD), filled(partner, name="late"))["Location"]
    assert client.get(late).status_code == 302, "too late"
    assert "new_api_key" not in client.session
    for number in ("0", "9" * 30):
        assert client.get(f"/admin/loket/apikey/{number}/once/").status_code == 302
    client.force_login(make_user("kijker", Role.CURATOR))
    assert client.get(second).status_code == 403


def test_a_revoked_key_is_dead_and_the_history_tells(client, administrator, key_of):
    partner, secret = key_of()
    client.force_login(administrator)
    key = ApiKey.objects.get()
    do = reverse("admin:loket_apikey_do", args=[key.pk, "revoke"])
    assert client.get(do).status_code == 200
    assert client.get(ADDRESS, headers=bearer(secret)).status_code == 200
    assert client.post(do).status_code == 302
    assert client.get(ADDRESS, headers=bearer(secret)).status_code == 401
    of_owner = LogEntry.objects.filter(content_type__model="user", object_id=partner.pk)
    of_key = LogEntry.objects.filter(content_type__model="apikey", object_id=key.pk)
    assert (of_owner.count(), of_key.count()) == (2, 2)
    client.post(reverse("admin:loket_apikey_change", args=[key.pk]), filled(administrator, name="anders"))
    key.refresh_from_db()
    assert (key.owner, key.name) == (partner, "nachtloper")


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMINISTRATOR}))
def test_only_administrators_come_near_keys(client, role, key_of):
    partner, _secret = key_of(name="dcmr")
    client.force_login(make_user("vrager", role))
    key = ApiKey.objects.get()
    do = reverse("admin:loket_apikey_do", args=[key.pk, "revoke"])
    answers = [client.get(reverse(LIST)), client.get(reverse(ADD)), client.post(reverse(ADD), filled(partner))]
    answers += [client.post(do), client.get(reverse("admin:loket_apikey_change", args=[key.pk]))]
    assert {answer.status_code for answer in answers} <= {302, 403}
    assert list(ApiKey.objects.values_list("revoked_at", flat=True)) == [None]


@pytest.mark.parametrize(
    "changes",
    [{"name": ""}, {"expires_on": "2020-01-01"}, {"expires_on": "2099-01-01"}, {"owner": "viewer"}, {"name": "x" * 81}],
)
def test_bad_input_makes_no_key(client, administrator, changes):
    partner, viewer = make_user("dcmr", Role.PARTNER), make_user("kijker", Role.VIEWER)
    changes = {name: viewer.pk if value == "viewer" else value for name, value in changes.items()}
    client.force_login(administrator)
    answer = client.post(reverse(ADD), filled(partner) | changes)
    assert b"errorlist" in answer.content or b"text-red" in answer.content
    assert not ApiKey.objects.exists()


def test_the_rules_hold_for_every_door(administrator):
    partner, viewer = make_user("dcmr", Role.PARTNER), make_user("kijker", Role.VIEWER)
    today = timezone.localdate()
    for by, owner, day in (
        (viewer, partner, today),
        (administrator, viewer, today),
        (administrator, partner, today.replace(year=2099)),
    ):
        with pytest.raises(NotAllowed):
            make(by=by, owner=owner, name="x", expires_on=day)
    with pytest.raises(IntegrityError), transaction.atomic():
        ApiKey.objects.create(owner=partner, name="x", start="abc", digest="in clear", expires_on=today)


def test_every_refusal_is_the_same(client, key_of):
    partner, secret = key_of()
    refused = [client.get(ADDRESS)]
    for sent in (
        "Bearer x",
        "Bearer ",
        "Basic dmFuOng=",
        f"Token {secret}",
        f"Bearer {secret}x",
        "Bearer " + "x" * 999,
    ):
        refused.append(client.get(ADDRESS, headers={"Authorization": sent}))
    client.force_login(partner)
    refused.append(client.get(ADDRESS))
    ApiKey.objects.update(expires_on=timezone.localdate() - datetime.timedelta(days=1))
    refused.append(client.get(ADDRESS, headers={"Authorization": f"Bearer {secret}"}))
    ApiKey.objects.update(expires_on=timezone.localdate())
    assert client.get(ADDRESS, headers=bearer(secret)).status_code == 200
    partner.is_active = False
    partner.save()
    refused.append(client.get(ADDRESS, headers={"Authorization": f"Bearer {secret}"}))
    refused.append(client.post(ADDRESS, {"kind": "companies"}))
    assert {answer.status_code for answer in refused} == {401}
    assert {answer["WWW-Authenticate"] for answer in refused} == {"Bearer"}
    assert {answer["Content-Type"] for answer in refused} == {"application/problem+json"}
    assert len({answer.content for answer in refused}) == 1


def test_guessing_is_stopped_for_the_network_alone(client, key_of):
    _partner, secret = key_of()
    for _time in range(MOST_GUESSES):
        assert client.get(ADDRESS, headers=bearer("geraden")).status_code == 401
    for tried in ("geraden", secret):
        stopped = client.get(ADDRESS, headers=bearer(tried))
        assert stopped.status_code == 429
        assert int(stopped["Retry-After"]) > 0
    assert client.get(ADDRESS, headers=bearer(secret), REMOTE_ADDR="198.51.100.7").status_code == 200


def test_a_key_opens_nothing_else(client, key_of):
    _owner, secret = key_of(Role.ADMINISTRATOR, "a.ander")
    assert client.get("/admin/", headers=bearer(secret)).status_code == 302
    assert client.get("/nl/accounts/sessions/", headers=bearer(secret)).status_code == 302


@pytest.mark.parametrize(
    ("role", "allowed"),
    [
        (Role.PARTNER, {"companies", "sites", "locations"}),
        (Role.CURATOR, {"companies", "sites", "locations", "materials"}),
        (Role.PERMIT_OFFICER, {"trajectories"}),
        (Role.ADMINISTRATOR, {"companies", "sites", "locations", "materials", "trajectories"}),
    ],
)
def test_a_key_brings_what_its_owner_may_bring(client, key_of, role, allowed):
    _owner, secret = key_of(role, "eigenaar")
    statuses = {
        kind: send(client, secret, kind=kind).status_code
        for kind in ("companies", "sites", "locations", "materials", "trajectories")
    }
    assert {kind for kind, status in statuses.items() if status == 202} == allowed
    assert set(statuses.values()) <= {202, 403}


def test_who_lost_the_role_brings_nothing_more(client, key_of):
    partner, secret = key_of()
    partner.groups.clear()
    assert send(client, secret).status_code == 403
