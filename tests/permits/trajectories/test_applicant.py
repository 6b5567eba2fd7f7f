"""The applicant's private link: what it shows, what it never shows, and who opens it."""

import datetime
import logging
import re
from html import unescape

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from companies import letters
from companies.models import Letter
from loket.logs import masked
from permits.models import ApplicantLink
from permits.trajectories import EventKind
from permits.trajectories.applicants import digest_of, make_link, revoke_link
from permits.trajectories.filing import add_document, add_note, escalate
from permits.trajectories.planning import plan_date
from permits.trajectory_enums import Audience, Milestone
from tests.factories.trajectories import TrajectoryFactory, happened, procedure, recorded

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n%%EOF\n"


@pytest.fixture(autouse=True)
def _own_room(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def trajectory():
    """Internal, with something for the applicant beside every kind of internal text."""
    found = TrajectoryFactory(secret=True, summary_nl="GEHEIM samenvatting")
    one = recorded(procedure(found), happened(EventKind.RECEIVED, timezone.localdate() - datetime.timedelta(days=7)))
    add_note(trajectory=found, text="Stuur de plattegrond nog.", audience=Audience.APPLICANT, user=None)
    add_note(trajectory=found, text="GEHEIM intern", audience=Audience.INTERNAL, user=None)
    add_note(trajectory=found, text="GEHEIM bij de procedure", audience=Audience.INTERNAL, user=None, procedure=one)
    escalate(trajectory=found, reason="GEHEIM opgeschaald", user=None)
    for title, audience in (("Brief aan u", Audience.APPLICANT), ("GEHEIM advies", Audience.INTERNAL)):
        add_document(
            trajectory=found, file=ContentFile(PDF, "brief.pdf"), file_name="brief.pdf", title=title, audience=audience,
            user=None,
        )  # fmt: skip
    return found


def secrets_gone(response) -> str:
    """The page without its own address."""
    return re.sub(r"(uw-traject|your-trajectory)/[^/]+/", "", response.content.decode())


def text(response) -> str:
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode())))


def test_the_page_shows_status_dates_notes_and_documents_and_nothing_internal(client, trajectory):
    path = make_link(trajectory=trajectory, user=None, language="nl")
    response = client.get(path)
    shown = text(response)
    assert response.status_code == 200
    for wanted in ("Stuur de plattegrond nog.", "Brief aan u", "in behandeling", "Wettelijke datum", "0 van 1"):
        assert wanted.casefold() in shown.casefold(), wanted
    assert "GEHEIM" not in response.content.decode()
    english = text(client.get(path.replace("/nl/uw-traject/", "/en/your-trajectory/")))
    assert "Permit regular" in english
    assert "Provincial Executive" in english
    assert "Vergunning regular" not in english
    assert "Geheim initiatief" not in response.content.decode()
    assert response["Cache-Control"] == "no-store, private"
    assert response["Referrer-Policy"] == "no-referrer"
    assert "noindex" in response["X-Robots-Tag"]
    assert not response.cookies
    own, internal = trajectory.documents.get(audience="applicant"), trajectory.documents.get(audience="internal")
    file = client.get(f"{path}bestand/{own.pk}/")
    assert b"".join(file.streaming_content) == PDF
    assert file["Content-Disposition"].startswith("attachment")
    for number in (internal.pk, 999, 2**70):
        assert client.get(f"{path}bestand/{number}/").status_code == 404
    other = make_link(trajectory=TrajectoryFactory(), user=None, language="nl")
    assert client.get(f"{other}bestand/{own.pk}/").status_code == 404
    assert ApplicantLink.objects.get(trajectory=trajectory).last_read_on == timezone.localdate()


def test_only_its_fingerprint_is_kept_and_a_new_one_ends_the_old(client, trajectory):
    first = make_link(trajectory=trajectory, user=None, language="en")
    secret = first.rstrip("/").rpartition("/")[2]
    assert len(secret) >= 43
    row = ApplicantLink.objects.values().get()
    assert row["digest"] == digest_of(secret)
    assert secret not in str(row)
    second = make_link(trajectory=trajectory, user=None, language="nl")
    gone = client.get(first)
    assert (gone.status_code, client.get(second).status_code) == (404, 200)
    revoke_link(trajectory=trajectory)
    revoked, invented = client.get(second), client.get(second[:-6] + "aaaaa/")
    assert revoked.status_code == invented.status_code == 404
    assert secrets_gone(revoked) == secrets_gone(invented)
    assert client.post(second).status_code == 405
    assert masked(first).endswith("/***/") or "***" in masked(first)


def test_who_guesses_is_refused_before_anything_is_looked_up(client, trajectory, django_assert_num_queries):
    path = make_link(trajectory=trajectory, user=None, language="nl")
    for number in range(30):
        assert client.get(f"/nl/uw-traject/geraden-{number}/").status_code == 404
    with django_assert_num_queries(0):
        refused = client.get(path)
    assert refused.status_code == 429
    assert refused["Retry-After"]
    assert client.get(path, REMOTE_ADDR="192.0.2.7").status_code == 200


def test_an_officer_makes_mails_and_ends_it(client, officer, trajectory, django_capture_on_commit_callbacks):
    page = reverse("admin:permits_trajectory_applicant", args=[trajectory.pk])
    assert page in client.get(trajectory.get_absolute_url()).content.decode()
    assert client.get(page).status_code == 200
    assert not ApplicantLink.objects.exists()
    wrong = client.post(page, {"language": "nl", "email": "geen adres"})
    assert wrong.status_code == 400
    with django_capture_on_commit_callbacks(execute=True):
        made = client.post(page, {"language": "en", "email": "vera@example.org"})
    url = re.search(r'value="(http[^"]+/your-trajectory/[^"]+)"', made.content.decode())[1]
    letters.send_waiting()
    (letter,) = mail.outbox
    path = url.partition("testserver")[2]
    assert letter.to == ["vera@example.org"]
    assert path in letter.body
    assert trajectory.title_en in letter.subject
    assert "GEHEIM" not in letter.body
    assert Letter.objects.get().body == ""
    assert "vera@example.org" not in str(ApplicantLink.objects.values())
    assert path not in client.get(page).content.decode()
    assert Client().get(path).status_code == 200
    assert client.post(page, {"revoke": "1"}).status_code == 302
    assert Client().get(path).status_code == 404


def test_viewers_neither_see_nor_make_it(client, viewer, trajectory):
    page = reverse("admin:permits_trajectory_applicant", args=[trajectory.pk])
    assert client.get(page).status_code == 403
    assert client.post(page, {"language": "nl"}).status_code == 403
    assert page not in client.get(trajectory.get_absolute_url()).content.decode()
    assert not ApplicantLink.objects.exists()


def test_a_page_costs_the_same_for_many_procedures(client, trajectory, django_assert_max_num_queries):
    path = make_link(trajectory=trajectory, user=None, language="nl")
    client.get(path)
    with django_assert_max_num_queries(12) as few:
        client.get(path)
    for _number in range(5):
        recorded(procedure(trajectory), happened(EventKind.RECEIVED, timezone.localdate()))
    with django_assert_max_num_queries(len(few.captured_queries)):
        client.get(path)


def test_no_log_line_has_the_secret(client, trajectory, caplog):
    path = make_link(trajectory=trajectory, user=None, language="nl")
    with caplog.at_level(logging.DEBUG):
        client.get(path[:-3] + "x/")
    secret = path.rstrip("/").rpartition("/")[2]
    assert all(secret[:-2] not in masked(record.getMessage()) for record in caplog.records)


@pytest.mark.parametrize(("days", "missed"), [(-3, True), (3, False)])
def test_a_planned_date_that_passed_without_its_event_is_flagged(client, trajectory, days, missed):
    one = trajectory.procedures.get()
    today = timezone.localdate()
    plan_date(procedure=one, milestone=Milestone.DECISION, on=today + datetime.timedelta(days=days), user=None)
    plan_date(procedure=one, milestone=Milestone.APPLICATION, on=today - datetime.timedelta(days=9), user=None)
    shown = text(client.get(make_link(trajectory=trajectory, user=None, language="nl")))
    assert ("gemist" in shown) is missed
