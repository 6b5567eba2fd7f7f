"""Who may bring which list: permit officers trajectories, curators organisations; neither sees those of the other."""

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from imports import actions
from imports.importers import importers, importers_for
from imports.models import Import
from imports.work import work_on
from loket.roles import Role
from permits.models import ProcedureEvent, Trajectory
from tests.factories import MunicipalityFactory, UserFactory
from tests.factories.trajectories import law

pytestmark = pytest.mark.django_db
ADD = "admin:imports_import_add"
LIST = (
    b"referentie;titel;initiatief;gemeente;vergunning;gebeurtenis;datum\n"
    b"Z-1;Smelterij;Geheim initiatief;Rotterdam;type-regular;received;2026-03-02\n"
)


def signed_in(role: Role) -> Client:
    user = UserFactory(staff=True, username=f"een-{role.value}")
    user.groups.add(Group.objects.get(name=role.value))
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture(autouse=True)
def _data(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    law()
    MunicipalityFactory(name="Rotterdam", slug="rotterdam")


def send(client: Client, kind: str = "trajectories"):
    file = SimpleUploadedFile("trajecten.csv", LIST)
    return client.post(reverse(ADD), {"kind": kind, "file": file, "source": "DCMR", "companies-visibility": "internal"})


def address(name: str, job: Import) -> str:
    return reverse(f"admin:imports_import_{name}", args=[job.pk])


def test_a_permit_officer_brings_trajectories_from_upload_to_applied():
    client = signed_in(Role.PERMIT_OFFICER)
    page = client.get(reverse(ADD))
    assert [value for value, _label in page.context["form"].fields["kind"].choices] == ["trajectories"]
    assert send(client).status_code == 302
    job = Import.objects.get()
    work_on(job.pk)
    job.refresh_from_db()
    shown = client.get(address("change", job))
    columns = {f"column-{index}": key for index, key in enumerate(job.mapping)}
    assert shown.status_code == 200
    assert client.post(address("mapping", job), columns).status_code == 302
    work_on(job.pk)
    job.refresh_from_db()
    assert job.counts.get("rejected", 0) == 0, [row.issues for row in job.rows.all()]
    assert client.post(address("apply", job)).status_code == 302
    work_on(job.pk)
    trajectory = Trajectory.objects.get()
    assert (trajectory.external_reference, trajectory.visibility) == ("Z-1", "internal")
    assert ProcedureEvent.objects.get().kind == "received"
    assert client.get(address("report", job)).status_code == 200
    assert "trajecten.csv" in client.get("/admin/").content.decode()
    refused = send(client, kind="companies")
    assert refused.status_code == 400
    assert Import.objects.count() == 1
    assert client.get(reverse("admin:imports_import_template", args=["companies"])).status_code == 403
    assert client.get(reverse("admin:imports_import_template", args=["trajectories"])).status_code == 200


def test_a_curator_neither_brings_nor_sees_trajectories():
    job = actions.upload(kind="trajectories", file=ContentFile(LIST), file_name="geheim.csv", start=False)
    work_on(job.pk)
    client = signed_in(Role.CURATOR)
    assert "trajectories" not in dict(client.get(reverse(ADD)).context["form"].fields["kind"].choices)
    assert send(client).status_code == 400
    assert "geheim.csv" not in client.get(reverse("admin:imports_import_changelist")).content.decode()
    assert "geheim.csv" not in client.get("/admin/").content.decode()
    for name in ("change", "progress", "report", "rejected"):
        assert client.get(address(name, job)).status_code == 404, name
    for name in ("mapping", "apply", "cancel", "resume", "undo"):
        assert client.post(address(name, job)).status_code == 404, name
    assert not Trajectory.objects.exists()


@pytest.mark.parametrize("role", [Role.VIEWER, Role.DESK_OFFICER, Role.PARTNER])
def test_others_bring_nothing(role):
    client = signed_in(role)
    assert client.get(reverse(ADD)).status_code == 403
    assert send(client).status_code == 403
    assert not Import.objects.exists()


def test_every_kind_names_what_it_needs_and_an_administrator_has_all():
    assert [one.kind for one in importers() if not one.needs and one.kind != "people"] == []
    user = UserFactory(staff=True)
    user.groups.add(Group.objects.get(name=Role.ADMINISTRATOR.value))
    assert importers_for(user) == importers()
    assert importers_for(UserFactory(staff=True)) == [one for one in importers() if not one.needs]
