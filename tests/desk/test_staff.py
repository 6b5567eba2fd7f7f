"""What officers do: answer, note, hand over, merge; two at once; who may come in at all."""

import re
import threading

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, connections
from django.test import Client

from desk import actions
from desk.actions import Meanwhile, Refused
from desk.enums import Author, InquiryState, MailKind
from desk.models import HandOver, Inquiry, Mail, Message, Note
from loket.roles import Role
from tests.desk.conftest import close_file
from tests.factories import AnswerTemplateFactory, InquiryFactory, PartnerFactory, UserFactory
from tests.loket.security.accounts import make_user

pytestmark = pytest.mark.django_db
LIST = "/admin/desk/inquiry/"


def step(inquiry: Inquiry, name: str) -> str:
    return f"{LIST}{inquiry.pk}/step/{name}/"


def pages(inquiry: Inquiry) -> list[str]:
    return [LIST, f"{LIST}{inquiry.pk}/change/", step(inquiry, "answer"), f"{LIST}figures/",
            f"{LIST}{inquiry.pk}/history/"]  # fmt: skip


@pytest.mark.parametrize("role", [Role.VIEWER, Role.CURATOR, Role.PERMIT_OFFICER, Role.PARTNER])
def test_other_roles_see_nothing_of_the_desk(role):
    inquiry = InquiryFactory()
    client = Client()
    client.force_login(make_user("ander", role))
    for page in pages(inquiry):
        response = client.get(page, follow=True)
        assert response.status_code in (403, 404), page
        assert b"Vera Vraagsteller" not in response.content
    assert client.post(step(inquiry, "answer"), {"text": "x", "seen": 0}).status_code in (302, 403)
    assert not Message.objects.exists()


@pytest.mark.parametrize("role", [Role.DESK_OFFICER, Role.ADMINISTRATOR])
def test_officers_and_administrators_work_it(role):
    inquiry = InquiryFactory()
    client = Client()
    client.force_login(make_user("wel", role))
    for page in pages(inquiry):
        assert client.get(page).status_code == 200, page


def test_nobody_deletes_or_restores(desk):
    inquiry = InquiryFactory()
    assert desk.get(f"{LIST}{inquiry.pk}/delete/").status_code == 403
    assert desk.get(f"{LIST}add/").status_code == 403
    told = desk.get(f"{LIST}{inquiry.pk}/history/").content.decode()
    assert "Open een versie om die helemaal te zien." in told
    assert "terug te zetten" not in told
    version = inquiry.history.first()
    page = desk.get(f"{LIST}{inquiry.pk}/history/{version.pk}/")
    assert page.status_code == 200
    assert desk.post(f"{LIST}{inquiry.pk}/history/{version.pk}/", {}).status_code == 403


def test_an_answer_reaches_the_inquirer_once(desk, officer, post_mails):
    inquiry = InquiryFactory()
    AnswerTemplateFactory(text="Beste {name}, over {reference}.")
    page = desk.get(step(inquiry, "answer") + f"?template={AnswerTemplateFactory().pk}").content.decode()
    assert f"Beste Vera Vraagsteller, over {inquiry.reference}." in page
    assert desk.post(step(inquiry, "answer"), {"text": "Zo zit het.", "seen": 0}).status_code == 302
    inquiry.refresh_from_db()
    assert (inquiry.state, inquiry.assignee) == (InquiryState.ANSWERED, officer)
    assert inquiry.first_answered_at is not None
    (letter,) = post_mails()
    assert letter.to == [inquiry.email]
    assert "Zo zit het." not in letter.body
    assert post_mails() == []


@pytest.mark.parametrize(
    ("name", "told", "said"),
    [
        ("answer", {"text": "", "seen": 0}, "vereist"),
        ("answer", {"text": "x" * 10_001, "seen": 0}, "10000"),
        ("answer", {"text": "Goed"}, "Deze pagina was niet heel"),
        ("answer", {"text": "Goed", "seen": "x"}, "Deze pagina was niet heel"),
        ("note", {"text": "", "seen": 0}, "vereist"),
        ("hand-over", {"partner": "", "email": "p@example.org", "language": "nl", "seen": 0}, "Kies de partner"),
        ("hand-over", {"partner": "999999", "email": "p@example.org", "language": "nl", "seen": 0}, ""),
        ("hand-over", {"partner": "PARTNER", "email": "geen adres", "language": "nl", "seen": 0}, "e-mail"),
        ("hand-over", {"partner": "PARTNER", "email": "", "language": "nl", "seen": 0}, "vereist"),
        ("merge", {"reference": "CRM-0000-XXXXX", "seen": 0}, "CRM-0000-XXXXX"),
    ],
)
def test_bad_input_is_told_and_changes_nothing(desk, name, told, said):
    inquiry = InquiryFactory()
    partner = PartnerFactory()
    told = {key: str(partner.pk) if value == "PARTNER" else value for key, value in told.items()}
    response = desk.post(step(inquiry, name), told)
    assert response.status_code == 422
    assert said in response.content.decode()
    inquiry.refresh_from_db()
    assert inquiry.state == InquiryState.NEW
    assert not any(model.objects.exists() for model in (Message, Note, HandOver, Mail))


def test_a_hand_over_to_nobody_is_refused_by_the_action_too():
    inquiry = InquiryFactory()
    for partner, email in ((None, "p@example.org"), (PartnerFactory(), "")):
        with pytest.raises(Refused):
            actions.hand_over(inquiry_id=inquiry.pk, partner=partner, email=email, text="", language="nl", user=None)
    assert not HandOver.objects.exists()


def test_a_hand_over_tells_both(desk, post_mails):
    inquiry = InquiryFactory(language="en")
    partner = PartnerFactory(name_nl="De Haven", name_en="The Port")
    told = {"partner": partner.pk, "email": "p@example.org", "language": "nl", "text": "Graag.", "seen": 0}
    assert desk.post(step(inquiry, "hand-over"), told).status_code == 302
    letters = {letter.to[0]: letter for letter in post_mails()}
    given = HandOver.objects.get()
    assert f"/nl/overdracht/{given.token}/" in letters["p@example.org"].body
    assert "The Port" in letters[inquiry.email].body
    assert given.token not in letters[inquiry.email].body
    assert inquiry.token not in letters["p@example.org"].body

    again = desk.post(step(inquiry, "hand-over"), told)
    assert again.status_code == 422
    assert "Iemand deed iets met deze vraag" in again.content.decode()
    assert HandOver.objects.count() == 1
    assert post_mails() == []


def test_the_second_of_two_officers_is_told(desk):
    inquiry = InquiryFactory()
    other = UserFactory(staff=True)
    actions.answer(inquiry_id=inquiry.pk, user=other, text="Ik was eerst.", seen=0)
    response = desk.post(step(inquiry, "answer"), {"text": "Ik ook.", "seen": 0})
    page = response.content.decode()
    assert response.status_code == 422
    assert "Ik ook." in page
    assert "Ik was eerst." in page
    assert Message.objects.count() == 1
    assert desk.post(step(inquiry, "answer"), {"text": "Ik ook.", "seen": 1}).status_code == 302


def test_what_the_inquirer_adds_meanwhile_is_seen_before_the_answer_leaves():
    inquiry = InquiryFactory()
    actions.react(inquiry_id=inquiry.pk, text="O ja, en dit.")
    with pytest.raises(Meanwhile):
        actions.answer(inquiry_id=inquiry.pk, user=UserFactory(staff=True), text="Antwoord.", seen=0)


@pytest.mark.django_db(transaction=True)
def test_of_two_answers_at_the_same_moment_one_leaves():
    if connection.vendor != "postgresql":
        pytest.skip("rows are locked on PostgreSQL; on SQLite the whole file is")
    inquiry, users = InquiryFactory(), [UserFactory(staff=True), UserFactory(staff=True)]
    outcomes, gate = [], threading.Barrier(2)

    def answer(user) -> None:
        try:
            gate.wait(10)
            actions.answer(inquiry_id=inquiry.pk, user=user, text="Antwoord.", seen=0)
            outcomes.append("left")
        except Meanwhile:
            outcomes.append("told")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=answer, args=[user]) for user in users]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["left", "told"]
    assert Message.objects.count() == 1
    assert Mail.objects.filter(kind=MailKind.ANSWER).count() == 1


def test_merging_brings_all_together(desk):
    kept = InquiryFactory(email="Vera@example.org")
    double = InquiryFactory(email="vera@example.org", question="Nog eens hetzelfde.")
    actions.react(inquiry_id=double.pk, text="En dit.")
    for _time in range(2):
        actions.note(inquiry_id=double.pk, user=None, text="Intern.")
    assert desk.post(step(double, "merge"), {"reference": kept.reference.lower(), "seen": 0}).status_code == 302
    double.refresh_from_db()
    assert (double.state, double.merged_into) == (InquiryState.CLOSED, kept)
    texts = list(kept.messages.values_list("text", "author"))
    assert texts == [("Nog eens hetzelfde.", Author.INQUIRER), ("En dit.", Author.INQUIRER)]
    assert kept.notes.count() == 1
    page = Client().get(double.private_path).content.decode()
    assert kept.reference in page
    assert kept.token not in page


def test_questions_of_two_people_are_never_merged(desk):
    one, other = InquiryFactory(), InquiryFactory()
    for reference in (other.reference, one.reference):
        assert desk.post(step(one, "merge"), {"reference": reference, "seen": 0}).status_code == 422
    one.refresh_from_db()
    assert one.is_open


def test_piles(desk, officer):
    InquiryFactory(reference="CRM-2026-LATE1", overdue=True)
    InquiryFactory(reference="CRM-2026-MINE1", assignee=officer)
    InquiryFactory(reference="CRM-2026-ENDED", closed=True, assignee=officer)
    InquiryFactory(reference="CRM-2026-FAILS", email_fails=True, assignee=UserFactory(staff=True))
    shown = {
        name: {
            ref
            for ref in ("LATE1", "MINE1", "ENDED", "FAILS")
            if ref in desk.get(f"{LIST}?pile={name}").content.decode()
        }
        for name in ("mine", "unassigned", "overdue", "mail", "open")
    }
    assert shown == {
        "mine": {"MINE1"}, "unassigned": {"LATE1"}, "overdue": {"LATE1"}, "mail": {"FAILS"},
        "open": {"LATE1", "MINE1", "FAILS"},
    }  # fmt: skip
    start = desk.get("/admin/").content.decode()
    assert "?pile=overdue" in start


def test_the_inbox_costs_the_same_for_many(desk, django_assert_max_num_queries):
    InquiryFactory.create_batch(3)
    with django_assert_max_num_queries(40) as few:
        desk.get(LIST)
    InquiryFactory.create_batch(30)
    with django_assert_max_num_queries(len(few.captured_queries)):
        desk.get(LIST)


def test_only_people_who_may_work_it_can_be_assigned(desk, officer):
    viewer = make_user("kijker", Role.VIEWER)
    page = desk.get(f"{LIST}{InquiryFactory().pk}/change/").content.decode()
    assert f'<option value="{officer.pk}"' in page
    assert f'<option value="{viewer.pk}"' not in page


def test_files_are_downloads_for_the_desk_alone(desk):
    inquiry = InquiryFactory()
    told = {"text": "Zie bijlage.", "seen": 0, "attachments": SimpleUploadedFile("a.pdf", b"%PDF-1.7")}
    assert desk.post(step(inquiry, "answer"), told).status_code == 302
    address = f"{LIST}{inquiry.pk}/file/{inquiry.attachments.get().pk}/"
    response = desk.get(address)
    assert response["Content-Disposition"].startswith("attachment")
    close_file(response)
    assert Client().get(address).status_code == 302
    assert desk.get(f"{LIST}{InquiryFactory().pk}/file/{inquiry.attachments.get().pk}/").status_code == 404


def test_what_a_stranger_typed_stays_text(desk):
    bad = '"><svg onload=alert(1)>{{ 7|add:7 }}'
    inquiry = InquiryFactory(name=bad, organisation_name=bad, question=bad)
    for page in [*pages(inquiry)[:3], inquiry.private_path]:
        assert "<svg onload" not in desk.get(page).content.decode(), page


def test_the_page_and_the_box_that_a_question_came_from_stand_there(desk, chain):
    stage, material = chain
    path = "/nl/vergunningen/route/plan/?v=1&stage=recycling"
    inquiry = InquiryFactory(origin_path=path, origin_stage=stage, origin_material=material)
    page = desk.get(f"{LIST}{inquiry.pk}/change/").content.decode()
    assert f'<a class="record-link" href="{path.replace("&", "&amp;")}">' in page
    assert f"{stage} × {material}" in page


def test_the_start_page_counts_in_the_singular_too(desk):
    InquiryFactory(overdue=True)
    start = " ".join(re.sub("<[^>]+>", " ", desk.get("/admin/").content.decode()).split())
    assert "1 vraag zonder antwoord op tijd" in start
    assert "0 vragen met mail die niet aankwam" in start


def test_the_page_of_merging_names_what_may_be_meant(desk):
    one, same, other = (
        InquiryFactory(email="vera@example.org"),
        InquiryFactory(email="VERA@example.org"),
        InquiryFactory(),
    )
    closed = InquiryFactory(email="vera@example.org", closed=True)
    page = desk.get(step(one, "merge")).content.decode()
    assert f"Open vragen van hetzelfde e-mailadres: {same.reference}." in page
    assert other.reference not in page
    assert closed.reference not in page
    refused = desk.post(step(one, "merge"), {"reference": closed.reference, "seen": 0})
    assert f"Vraag {closed.reference} is gesloten" in refused.content.decode()
    assert "heeft geen andere open vraag" in desk.get(step(other, "merge")).content.decode()


def test_who_writes_a_template_reads_what_is_filled_in(desk):
    assert "{name} en {reference} worden de naam" in desk.get("/admin/desk/answertemplate/add/").content.decode()
