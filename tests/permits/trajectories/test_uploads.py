"""Documents are what their content says, lie where no address reaches them, and go to who may see them."""

import io
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from loket.roles import Role
from permits.models import Document
from permits.trajectories.filing import add_document, remove_document
from permits.trajectories.uploads import check_upload
from tests.factories.trajectories import TrajectoryFactory
from tests.permits.trajectories.conftest import person

PDF = b"%PDF-1.7\n1 0 obj\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 20


def archive(*names: str, body: bytes = b"x") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name in names:
            # Always of the same moment: its bytes name a test, and two processes must name it alike.
            file.writestr(zipfile.ZipInfo(name), body, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


DOCX = archive("[Content_Types].xml", "word/document.xml")


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("besluit.pdf", PDF, "pdf"),
        ("kaart.PNG", PNG, "png"),
        ("foto.jpeg", b"\xff\xd8\xff\xe0" + b"0" * 9, "jpg"),
        ("brief.docx", DOCX, "docx"),
        ("lijst.xlsx", archive("[Content_Types].xml", "xl/workbook.xml"), "xlsx"),
        ("notitie.txt", "Geluid: 45 dB(A), façade".encode(), "txt"),
    ],
)
def test_what_may_come_in(name, content, kind):
    assert check_upload(SimpleUploadedFile(name, content), name).kind == kind


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("leeg.pdf", b""),
        ("besluit.pdf", b"MZ\x90\x00 a program"),
        ("besluit.pdf", PNG),
        ("besluit.exe", PDF),
        ("besluit", PDF),
        ("pagina.txt", b"<!doctype html><script>alert(1)</script>"),
        ("tekening.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("brief.docx", archive("word/document.xml")),
        ("brief.docx", archive("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin")),
        ("brief.docx", b"PK\x03\x04 broken"),
        ("bom.docx", archive("[Content_Types].xml", "word/document.xml", body=b"0" * 40_000_000)),
        ("data.txt", b"\x00\x01\x02"),
        ("latin.txt", b"fa\xe7ade"),
    ],
)
def test_what_is_not_what_it_says_is_refused(name, content, settings, tmp_path):
    with pytest.raises(ValidationError):
        check_upload(SimpleUploadedFile(name, content), name)


def test_a_file_that_is_too_large_is_refused_with_both_sizes(settings):
    settings.DOCUMENT_MAX_BYTES = 1024 * 1024
    with pytest.raises(ValidationError, match=r"2 MB.*1 MB"):
        check_upload(SimpleUploadedFile("a.pdf", PDF + b"0" * 1024 * 1024), "a.pdf")


@pytest.fixture
def document(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    file = SimpleUploadedFile("../../etc/passwd.pdf", PDF)
    return add_document(
        trajectory=TrajectoryFactory(), file=file, file_name="../../etc/passwd.pdf", title="", audience="internal",
        user=None,
    )  # fmt: skip


def test_it_lies_under_a_name_of_our_own(client, document, tmp_path):
    assert document.file.name.startswith("trajectories/")
    assert "passwd" not in document.file.name
    assert document.file_name == "passwd.pdf"
    assert (tmp_path / document.file.name).read_bytes() == PDF
    assert client.get(f"/{document.file.name}").status_code == 404
    assert client.get(f"/media/{document.file.name}").status_code == 404
    remove_document(document=document)
    assert not (tmp_path / "trajectories").exists() or not list((tmp_path / "trajectories").iterdir())


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.PERMIT_OFFICER, 200),
        (Role.DESK_OFFICER, 200),
        (Role.ADMINISTRATOR, 200),
        (Role.VIEWER, 403),
        (Role.CURATOR, 403),
    ],
)
def test_only_who_may_see_it_gets_it(client, document, role, status):
    url = reverse("admin:permits_trajectory_download", args=[document.trajectory_id, document.pk])
    assert client.get(url).status_code in (302, 403)
    client.force_login(person(role))
    response = client.get(url)
    assert response.status_code == status
    if status == 200:
        assert response["Content-Disposition"].startswith("attachment")
        assert "no-store" in response["Cache-Control"]
        assert response["X-Content-Type-Options"] == "nosniff"
        assert b"".join(response.streaming_content) == PDF
        response.close()


def test_a_document_of_another_trajectory_is_not_found(client, document, officer):
    other = TrajectoryFactory()
    url = reverse("admin:permits_trajectory_download", args=[other.pk, document.pk])
    assert client.get(url).status_code == 404


def test_the_form_tells_what_is_wrong_and_keeps_nothing(client, officer, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    url = reverse("admin:permits_trajectory_document", args=[TrajectoryFactory().pk])
    file = SimpleUploadedFile("besluit.pdf", b"MZ a program, and more of it")
    response = client.post(url, {"file": file, "audience": "internal"})
    assert response.status_code == 400
    assert "besluit.pdf" in response.content.decode()
    assert not Document.objects.exists()
    assert not list(tmp_path.rglob("*.*"))
    good = client.post(
        url, {"file": SimpleUploadedFile("besluit.pdf", PDF), "audience": "applicant", "title": "Besluit"}
    )
    assert good.status_code == 302
    assert Document.objects.get().created_by == officer
