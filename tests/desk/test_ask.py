"""Somebody asks: what is taken in, what is refused and how it is told."""

import io
import re
import zipfile
from importlib import import_module

import pytest
from django.apps import apps
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse

from desk import attachments
from desk.enums import FileType, InquiryState, MailKind
from desk.models import Attachment, Inquiry, Mail
from desk.views.ask import SALT
from publication.enums import Door
from publication.history import change_door
from publication.publishing import publishing
from tests.desk.conftest import ASK, answers, stamp_in
from tests.factories import InquiryFactory, MunicipalityFactory, UserFactory

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n%test"


def docx(*more: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in ("[Content_Types].xml", "word/document.xml", *more):
            # Always of the same moment: its bytes name a test, and two processes must name it alike.
            archive.writestr(zipfile.ZipInfo(name), "<x/>")
    return buffer.getvalue()


def test_a_question_is_kept_and_confirmed_in_the_language_of_the_inquirer(client, chain, post_mails):
    told = answers(client, language="en", stages=["recycling"], materials=["lithium"], cell="recycling/lithium")
    response = client.post(ASK, told)
    assert response.status_code == 302
    inquiry = Inquiry.objects.get()
    assert (inquiry.origin_stage, inquiry.origin_material) == chain
    assert inquiry.reference in client.get(response["Location"]).content.decode()
    (letter,) = post_mails()
    assert letter.to == ["vera@example.org"]
    assert "Your question to the loket" in letter.subject
    assert f"/en/question/{inquiry.token}/" in letter.body
    html, kind = letter.alternatives[0]
    assert kind == "text/html"
    assert inquiry.token in html


def test_history_tells_that_a_visitor_came_by_a_public_page(client):
    client.post(ASK, answers(client))
    inquiry = Inquiry.objects.get()
    page = client.get(inquiry.private_path).content.decode()
    client.post(inquiry.private_path, {"text": "Nog iets.", "stamp": stamp_in(page), "contact_reference": ""})
    assert client.post(reverse("desk:close", args=[inquiry.token])).status_code == 302
    assert {(one.door, one.history_user) for one in inquiry.history.all()} == {(Door.PAGE, None)}
    assert inquiry.history.first().state == InquiryState.CLOSED


def test_of_what_came_before_the_door_is_read_from_nobody_being_signed_in():
    officer = UserFactory(staff=True)
    with change_door(Door.ADMIN):
        inquiry = InquiryFactory()
        inquiry._history_user = officer
        inquiry.save()
    migration = import_module("desk.migrations.0005_door_of_pages")
    migration.read_visitors(apps, connection.schema_editor())
    assert [one.door for one in inquiry.history.order_by("history_id")] == [Door.PAGE, Door.ADMIN]
    migration.back_to_admin(apps, connection.schema_editor())
    assert {one.door for one in inquiry.history.all()} == {Door.ADMIN}


def test_the_mail_holds_nothing_that_was_typed(client, post_mails):
    client.post(ASK, answers(client, question="Koop nu goedkoop op https://evil.test", name="<b>evil.test</b>"))
    (letter,) = post_mails()
    assert "evil" not in letter.body + letter.subject + letter.alternatives[0][0]


def test_where_it_came_in_does_not_tell_how_many_there_are(client):
    signed = client.post(ASK, answers(client))["Location"].split("/")[-2]
    assert signing.loads(signed, salt=SALT) == Inquiry.objects.get().reference


def test_the_link_is_not_in_the_database(client):
    client.post(ASK, answers(client))
    inquiry = Inquiry.objects.get()
    assert inquiry.token not in str(list(Inquiry.objects.values()))
    assert len(inquiry.token) == 43


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"service": ""}, "Waarmee kunnen wij u helpen"),
        ({"service": "koffie"}, "koffie"),
        ({"question": "Kort"}, "10"),
        ({"question": "x" * 5001}, "5000"),
        ({"name": "   "}, "Uw naam"),
        ({"name": "x" * 121}, "120"),
        ({"email": "vera"}, "Uw e-mailadres"),
        ({"email": "vera@example.org\nBcc: a@b.nl"}, "Uw e-mailadres"),
        ({"email": ""}, "Uw e-mailadres"),
        ({"stages": ["maan"]}, "maan"),
        ({"materials": ["kaas"]}, "kaas"),
        ({"municipality": "atlantis"}, "atlantis"),
        ({"language": "fr"}, "fr"),
        ({"plan": "https://evil.test/"}, "pad van een pagina"),
        ({"plan": "//evil.test/"}, "pad van een pagina"),
        ({"plan": "/\\evil.test"}, "pad van een pagina"),
        ({"plan": "javascript:alert(1)"}, "pad van een pagina"),
        ({"plan": "/admin/"}, "pad van een pagina"),
        ({"plan": "/nl/bestaat-niet-x/y/"}, "pad van een pagina"),
        ({"plan": "/nl/?" + "x" * 2000}, "te lang"),
        ({"contact_reference": "ik ben een robot"}, "robot"),
        ({"stamp": "onzin"}, "te lang open"),
    ],
)
def test_bad_input_is_told_and_nothing_is_kept(client, changes, said):
    response = client.post(ASK, answers(client, **changes))
    assert response.status_code == 422
    assert said in response.content.decode()
    assert not Inquiry.objects.exists()
    assert not Mail.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("plan.pdf", b"MZ\x90\x00 een programma", "geen PDF-bestand"),
        ("foto.png", b"\xff\xd8\xff\xe0 een jpeg", "geen PNG-bestand"),
        ("tekening.svg", b"<svg xmlns='x'/>", "nemen wij niet aan"),
        ("pagina.html", b"<html>", "nemen wij niet aan"),
        ("leeg.pdf", b"", "leeg"),
        ("macro.docx", docx("word/vbaProject.bin"), "macro"),
        ("zip.docx", b"PK\x03\x04kapot", "geen DOCX-bestand"),
        ("lijst.xlsx", docx(), "geen XLSX-bestand"),
        ("groot.pdf", PDF + b"x" * 2000, "groter dan"),
    ],
)
def test_a_file_that_lies_is_refused_by_name(client, settings, name, content, said):
    settings.DESK_ATTACHMENT_BYTES = 1500
    told = answers(client, attachments=SimpleUploadedFile(name, content, "application/pdf"))
    response = client.post(ASK, told)
    page = response.content.decode()
    assert response.status_code == 422
    assert said in page
    assert page.count(f"“{name}”") == 2, "once at the field, once in the summary"
    assert not Inquiry.objects.exists()
    assert not Attachment.objects.exists()


def test_a_good_file_is_kept_under_a_name_of_our_own(client):
    files = [SimpleUploadedFile("../../Plan \u202efdp.pdf", PDF), SimpleUploadedFile("brief.docx", docx())]
    assert client.post(ASK, answers(client, attachments=files)).status_code == 302
    first, second = Attachment.objects.all()
    assert (first.file_type, second.file_type) == (FileType.PDF, FileType.DOCX)
    assert first.file_name == "Plan fdp.pdf"
    assert re.fullmatch(r"desk/[\w-]{32}\.pdf", first.file.name)


def test_too_many_files(client):
    files = [SimpleUploadedFile(f"{n}.pdf", PDF) for n in range(4)]
    assert "hoogstens 3" in client.post(ASK, answers(client, attachments=files)).content.decode()
    assert not Inquiry.objects.exists()


def test_the_same_page_sent_twice_makes_one_question(client):
    told = answers(client)
    assert client.post(ASK, told).status_code == 302
    assert client.post(ASK, told).status_code == 302
    assert Inquiry.objects.count() == 1
    assert Mail.objects.filter(kind=MailKind.CONFIRMATION).count() == 1


def test_one_network_asks_a_few_times_an_hour(client):
    given = [client.post(ASK, answers(client, email=f"v{n}@example.org")) for n in range(11)]
    assert [answer.status_code for answer in given] == [302] * 10 + [429]
    assert given[-1]["Retry-After"] == "3600"
    assert Inquiry.objects.count() == 10


def test_one_address_is_not_flooded_from_many_networks(client):
    codes = [client.post(ASK, answers(client), REMOTE_ADDR=f"192.0.2.{n}").status_code for n in range(6)]
    assert codes == [302] * 5 + [429]


def test_another_site_cannot_send_the_form(client):
    told = answers(client)
    assert client.post(ASK, told, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert client.post(ASK, told, headers={"Origin": "https://evil.test"}).status_code == 403
    assert not Inquiry.objects.exists()


def test_the_address_fills_in_what_it_names_and_tells_what_it_does_not_know(client, chain):
    query = "?service=cooperation&stage=recycling&material=lithium&municipality=atlantis&plan=%2Fnl%2F%3Fa%3D1"
    page = client.get(ASK + query).content.decode()
    assert 'value="cooperation" id="id_service_3" checked' in page
    assert re.search(r'value="recycling"[^>]* checked', page)
    assert 'name="cell" value="recycling/lithium"' in page
    assert 'name="plan" value="/nl/?a=1"' in page
    assert "municipality=atlantis" in page


def test_a_plan_of_another_site_is_never_linked(client):
    page = client.get(ASK + "?plan=https://evil.test/").content.decode()
    assert 'href="https://evil.test' not in page
    assert 'value="https://evil.test' not in page


def test_only_what_is_public_can_be_chosen(client, chain):
    chain[0].visibility = "internal"
    chain[0].save()
    assert client.post(ASK, answers(client, stages=["recycling"])).status_code == 422
    assert 'value="recycling"' not in client.get(ASK).content.decode()


def test_names_of_files_keep_their_ending():
    assert attachments.shown_name("C:\\map\\" + "x" * 300 + ".pdf").endswith(".pdf")
    assert len(attachments.shown_name("x" * 300 + ".pdf")) <= 120
    assert attachments.shown_name("\x00..") == "bestand"


def test_a_plan_fills_in_what_it_is_about(client, chain):
    """From a gap of the matrix by way of the planner: the cell is still known."""
    with publishing():
        MunicipalityFactory(public=True, slug="rotterdam", cbs_code="GM0599")
    plan = (
        "/nl/vergunningen/route/plan/?v=1&stage=recycling&municipality=GM0599&strategic-material=yes&material=lithium"
    )
    first = client.get(ASK, {"plan": plan}).context["form"].initial
    assert (first["stages"], first["materials"]) == (["recycling"], ["lithium"])
    assert (first["municipality"], first["cell"], first["plan"]) == ("rotterdam", "recycling/lithium", plan)
    assert first["service"] == "permit-support"
    assert "Uw routeplan gaat mee met uw vraag" in client.get(ASK, {"plan": plan}).content.decode()
    assert client.get(ASK, {"plan": plan, "service": "insight"}).context["form"].initial["service"] == "insight"
    own = client.get(ASK, {"plan": plan, "material": "lithium", "municipality": "rotterdam"}).context["form"].initial
    assert own == first


@pytest.mark.parametrize(
    "query", ["stage=maan", "stage=recycling&stage=maan", "municipality=GM%00", "z=%00", "stage=%00"]
)
def test_what_a_plan_names_and_is_not_known_is_left_out_without_a_word(client, chain, query):
    response = client.get(ASK, {"plan": f"/nl/vergunningen/route/plan/?v=1&{query}"})
    assert response.status_code == 200
    assert not response.context["unknown"]
    assert not response.context["form"].initial["stages"]
    assert "municipality" not in response.context["form"].initial


def test_files_of_a_form_that_comes_back_have_to_be_chosen_again(client, desk):
    """No page can fill them in: "nothing is lost" would be wrong without a word about them."""
    told = "Kies uw bestanden opnieuw"
    page = client.post(ASK, answers(client, question="Kort", attachments=[SimpleUploadedFile("a.pdf", PDF)]))
    assert (page.status_code, told in page.content.decode()) == (422, True)
    assert told not in client.post(ASK, answers(client, question="Kort")).content.decode()
    inquiry = InquiryFactory()
    private = {"text": "", "contact_reference": "", "attachments": [SimpleUploadedFile("a.pdf", PDF)]}
    assert told in client.post(inquiry.private_path, private).content.decode()
    step = f"/admin/desk/inquiry/{inquiry.pk}/step/answer/"
    late = {"text": "Zo zit het.", "seen": 7, "attachments": [SimpleUploadedFile("a.pdf", PDF)]}
    assert told in desk.post(step, late).content.decode()


def test_a_parameter_that_the_form_does_not_know_is_named(client):
    page = client.get(f"{ASK}?kleur=rood").content.decode()
    told = "Een deel van het adres is hier niet bekend en is weggelaten:"
    assert "kleur" in page.split(told, 1)[1].split("</div>", 1)[0]
    assert told not in client.get(ASK).content.decode()


@pytest.mark.parametrize("plan", ["//[", "/nl/[", "http://[x"])
def test_a_plan_that_is_no_address_comes_back_as_a_mistake(client, plan):
    assert client.post(ASK, answers(client, plan=plan)).status_code == 422
