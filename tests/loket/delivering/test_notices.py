"""A list that came with a key is watched by nobody: who may apply it hears of it, until one of them acts."""

import io

import pytest
from django.core import mail
from django.core.management import call_command
from django.urls import reverse

from imports.models import Import, Notice
from imports.tasks import mail_notice
from imports.work import work_on
from loket.models import User
from loket.roles import Role
from tests.factories import MunicipalityFactory, OrganisationFactory, StageFactory
from tests.loket.delivering.conftest import send
from tests.loket.security.accounts import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def chain(db) -> None:
    MunicipalityFactory(slug="rotterdam", name="Rotterdam", public=True)
    StageFactory(slug="refining", public=True)


@pytest.fixture
def team(administrator) -> dict[str, User]:
    """One of each role that works in the admin, and a curator whose account is closed."""
    closed = make_user("weg", Role.CURATOR)
    User.objects.filter(pk=closed.pk).update(is_active=False)
    roles = (Role.VIEWER, Role.CURATOR, Role.PERMIT_OFFICER, Role.DESK_OFFICER)
    return {role.value: make_user(f"een-{role.value}", role) for role in roles} | {"administrator": administrator}


def told(state: str) -> set[str]:
    return set(Notice.objects.filter(state=state).values_list("user__username", flat=True))


def deliver(client, secret: str, *content: str) -> Import:
    assert send(client, secret, *content).status_code == 202
    job = Import.objects.latest("pk")
    work_on(job.pk)
    job.refresh_from_db()
    return job


def test_everybody_who_may_apply_it_hears_that_it_is_ready(client, chain, team, key_of):
    _partner, secret = key_of()
    User.objects.filter(username="een-curator").update(language="en")
    job = deliver(client, secret)
    assert job.state == "planned"
    assert told("planned") == {"een-curator", "b.beheer"}
    for number in Notice.objects.values_list("pk", flat=True):
        mail_notice(number)
        mail_notice(number)
    assert {one.recipients()[0] for one in mail.outbox} == {team["curator"].email, team["administrator"].email}
    assert len(mail.outbox) == 2
    english = next(one for one in mail.outbox if one.recipients() == [team["curator"].email])
    assert english.subject == "The list “lijst.csv” is ready to look at"
    assert "Brought by van-partner through the API" in english.body
    assert "DCMR 2026" in english.body
    assert job.get_absolute_url() in english.body
    dutch = next(one for one in mail.outbox if one is not english)
    assert "Gebracht door van-partner via de API" in dutch.body

    client.force_login(team["curator"])
    assert "lijst.csv" in client.get(reverse("admin:index")).content.decode()
    client.force_login(team["viewer"])
    assert "lijst.csv" not in client.get(reverse("admin:index")).content.decode()


def test_who_acts_settles_it_for_the_team_and_hears_the_end_alone(client, chain, team, key_of):
    _partner, secret = key_of()
    job = deliver(client, secret)
    client.force_login(team["curator"])
    assert client.post(reverse("admin:imports_import_apply", args=[job.pk])).status_code == 302
    work_on(job.pk)
    assert not Notice.objects.filter(state="planned", read_at=None).exists()
    assert list(Notice.objects.filter(read_at=None).values_list("state", "user__username")) == [
        ("applied", "een-curator")
    ]
    end = Notice.objects.get(state="applied", user=team["curator"])
    mail_notice(end.pk)
    assert "Everybody" not in mail.outbox[-1].body
    assert "Wie zulke lijsten mag doorvoeren" not in mail.outbox[-1].body


def test_a_step_that_is_refused_settles_nothing(client, chain, team, key_of):
    _partner, secret = key_of()
    job = deliver(client, secret)
    Import.objects.filter(pk=job.pk).update(state="failed", error={"reason": "x", "params": {}})
    client.force_login(team["curator"])
    assert client.post(reverse("admin:imports_import_apply", args=[job.pk])).status_code == 409
    assert Notice.objects.filter(user=team["administrator"], read_at=None).exists()


def test_columns_that_nobody_knows_and_a_file_that_breaks_are_told_too(client, chain, team, key_of):
    _partner, secret = key_of()
    deliver(client, secret, "wie;wat\nErts BV;lood\n")
    assert told("needs_mapping") == {"een-curator", "b.beheer"}
    mail_notice(Notice.objects.earliest("pk").pk)
    assert "kolommen" in mail.outbox[0].subject
    deliver(client, secret, "naam;schakel\n")
    assert told("failed") == {"een-curator", "b.beheer", "van-partner"}


def test_lists_of_trajectories_are_told_to_who_works_on_permits(client, team, key_of):
    _officer, secret = key_of(Role.PERMIT_OFFICER, "bezorger")
    assert send(client, secret, "wie;wat\na;b\n", kind="trajectories").status_code == 202
    work_on(Import.objects.get().pk)
    assert told("needs_mapping") == {"een-permit-officer", "bezorger", "b.beheer"}


def test_the_command_tells_who_decides_what_it_leaves_to_decide(chain, team, tmp_path):
    OrganisationFactory(name="Erts BV", slug="erts-1")
    OrganisationFactory(name="Erts BV", slug="erts-2")
    path = tmp_path / "lijst.csv"
    path.write_text("naam;schakel\nErts BV;refining\n")
    call_command("import_list", "companies", str(path), stdout=io.StringIO())
    assert not Notice.objects.exists()
    call_command("import_list", "companies", str(path), apply=True, stdout=io.StringIO())
    assert told("applied") == {"een-curator", "b.beheer"}
    mail_notice(Notice.objects.earliest("pk").pk)
    assert "1 rij wacht op een besluit" in mail.outbox[0].subject
    path.write_text("naam;schakel\nGruis BV;refining\n")
    call_command("import_list", "companies", str(path), apply=True, stdout=io.StringIO())
    assert Notice.objects.count() == 2


def end_of(job: Import, partner: User) -> mail.EmailMessage:
    """The one mail that the partner got about the end of this import."""
    (notice,) = Notice.objects.filter(user=partner, job=job)
    assert notice.read_at is not None, "there is no page on which a partner could read it"
    mail_notice(notice.pk)
    mail_notice(notice.pk)
    (message,) = [one for one in mail.outbox if one.recipients() == [partner.email]]
    assert "/admin/" not in message.body
    return message


def test_a_partner_hears_what_became_of_its_list_and_how_to_correct_it(client, chain, team, key_of):
    partner, secret = key_of()
    User.objects.filter(pk=partner.pk).update(language="en")
    job = deliver(client, secret, "naam;schakel;gemeente\nA;refining;Rotterdam\nB;nergens;Rotterdam\n")
    assert not Notice.objects.filter(user=partner).exists(), "as long as it waits for the team there is nothing to tell"
    client.force_login(team["curator"])
    client.post(reverse("admin:imports_import_apply", args=[job.pk]))
    work_on(job.pk)
    message = end_of(job, partner)
    assert message.subject == "The list “lijst.csv” has been applied"
    assert "Created: 1" in message.body
    assert "Rejected: 1" in message.body
    assert f"/api/v1/imports/{job.pk}/rows?outcome=rejected&format=csv" in message.body


@pytest.mark.parametrize("end", ["stopped", "broken"])
def test_a_partner_hears_of_a_list_that_is_not_taken_in(client, chain, team, key_of, end):
    partner, secret = key_of()
    if end == "stopped":
        job = deliver(client, secret)
        client.force_login(team["curator"])
        client.post(reverse("admin:imports_import_cancel", args=[job.pk]))
        assert end_of(job, partner).subject == "De lijst “lijst.csv” is gestopt"
        assert Notice.objects.get(user=partner).state == "cancelled", "it did not fail: the team stopped it"
        return
    job = deliver(client, secret, "naam;schakel\n" + "x" * 40_000 + ";refining\n")
    message = end_of(job, partner)
    assert message.subject == "De lijst “lijst.csv” kon niet worden ingelezen"
    assert "meer dan 32767 tekens" in message.body


def test_a_colleague_who_used_a_key_hears_it_as_the_team_does(client, chain, team, key_of):
    curator, secret = key_of(Role.CURATOR)
    job = deliver(client, secret)
    client.force_login(team["administrator"])
    client.post(reverse("admin:imports_import_cancel", args=[job.pk]))
    assert set(Notice.objects.filter(user=curator).values_list("state", flat=True)) == {"planned"}
