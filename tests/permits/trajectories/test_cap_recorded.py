"""An extension of the cap of a strategic project as it is recorded: pages, columns, calendar, list, public JSON."""

import datetime
from unittest import mock

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone, translation

from permits.models import ProcedureEvent
from permits.terms.arithmetic import months_after
from permits.trajectories import EventKind, Refused
from permits.trajectories.actions import record_event
from permits.trajectories.feeds import new_feed
from permits.trajectories.records import out_of_step
from permits.trajectories.releasing import release_events
from permits.trajectories.reminders import note_due, send_waiting
from tests.factories import UserFactory
from tests.factories.trajectories import TrajectoryFactory, happened, procedure, recorded
from tests.permits.trajectories.pages import dossier, event_page
from tests.permits.trajectories.test_imports import reasons, take

__all__ = ["take"]
pytestmark = pytest.mark.django_db
K = EventKind


def cap(acknowledged="2025-06-16", trajectory=None, **params):
    """A strategic project of which completeness was acknowledged on this day."""
    one = procedure(trajectory, "eu", params={name: value for name, value in params.items() if value})
    return recorded(one, happened(K.RECEIVED, acknowledged), happened(K.COMPLETED, acknowledged))


def write(one, on, **values):
    """Past the actions and the model: one row, as a script would insert it."""
    row = ProcedureEvent(procedure=one, kind=K.EXTENDED, happened_on=datetime.date.fromisoformat(on), **values)
    with transaction.atomic():
        QuerySet(ProcedureEvent).bulk_create([row])


class TestColumns:
    @pytest.mark.parametrize(
        ("params", "months", "before", "after"),
        [
            ({}, 3, datetime.date(2026, 9, 16), datetime.date(2026, 12, 16)),
            ({"withExtraction": True}, 6, datetime.date(2027, 9, 16), datetime.date(2028, 3, 16)),
        ],
    )
    def test_the_statutory_date_follows(self, params, months, before, after):
        one = cap(**params)
        assert one.due_on == before
        recorded(one, happened(K.EXTENDED, "2026-09-01", months=months))
        one.refresh_from_db()
        assert (one.due_on, one.decision_due_on) == (after, after)
        assert one.events.get(kind=K.EXTENDED).months == months
        one.trajectory.refresh_from_db()
        assert one.trajectory.due_on == after
        assert out_of_step(one.trajectory) == []

    def test_it_is_extended_twice_within_three_months_in_all(self):
        one = recorded(
            cap(), happened(K.EXTENDED, "2026-02-02", months=1), happened(K.EXTENDED, "2026-10-16", months=2)
        )
        one.refresh_from_db()
        assert one.due_on == datetime.date(2026, 12, 16)
        with pytest.raises(Refused):
            record_event(procedure=one, event=happened(K.EXTENDED, "2026-11-02", months=1), user=None)
        assert one.events.filter(kind=K.EXTENDED).count() == 2

    def test_a_reminder_waits_for_the_extended_date(self):
        today = timezone.localdate()
        acknowledged = next(
            day
            for day in (today - datetime.timedelta(days=days) for days in range(430, 470))
            if (months_after(day, 15) - today).days == 5
        )
        trajectory = TrajectoryFactory(assignee=UserFactory(staff=True))
        one = cap(acknowledged.isoformat(), trajectory)
        note_due()
        recorded(one, happened(K.EXTENDED, today, months=3))
        assert send_waiting() == 0
        later = one.due_on - datetime.timedelta(days=7)
        with mock.patch("django.utils.timezone.localdate", return_value=later):
            note_due(later)
            assert send_waiting() == 1
        assert len(mail.outbox) == 1

    def test_the_calendar_follows(self, client):
        today = timezone.localdate()
        trajectory = TrajectoryFactory(assignee=UserFactory(staff=True))
        one = cap((today - datetime.timedelta(days=400)).isoformat(), trajectory)
        before = one.due_on
        recorded(one, happened(K.EXTENDED, today, months=3))
        found = client.get(new_feed(user=trajectory.assignee)).content.decode()
        assert f"DTSTART;VALUE=DATE:{months_after(before, 3):%Y%m%d}" in found
        assert f"{before:%Y%m%d}" not in found


class TestDatabase:
    @pytest.mark.parametrize(
        ("on", "values"),
        [
            ("2026-02-02", {}),
            ("2026-02-02", {"weeks": 6}),
            ("2026-02-02", {"months": 0}),
            ("2026-02-02", {"months": 7}),
            ("2026-02-02", {"months": 1, "weeks": 1}),
            ("2025-06-13", {"months": 1}),
        ],
    )
    def test_an_impossible_extension_of_a_cap_is_refused(self, on, values):
        one = cap()
        with pytest.raises(IntegrityError):
            write(one, on, **values)
        write(one, "2026-02-02", months=1)
        write(one, "2026-03-02", months=2)

    @pytest.mark.parametrize("values", [{"months": 1}, {"weeks": 1, "months": 1}])
    def test_so_are_months_elsewhere(self, values):
        one = recorded(procedure(), happened(K.RECEIVED, "2026-01-14"))
        with pytest.raises(IntegrityError):
            write(one, "2026-02-02", **values)
        write(one, "2026-02-02", weeks=1)
        with pytest.raises(IntegrityError):
            write(one, "2026-02-03", weeks=1)

    def test_months_are_not_rewritten(self):
        one = recorded(cap(), happened(K.EXTENDED, "2026-02-02", months=1))
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            QuerySet(ProcedureEvent).filter(procedure=one, kind=K.EXTENDED).update(months=3)


class TestPages:
    def post(self, client, one, months, on="2026-09-01", **more):
        one.trajectory.refresh_from_db()
        data = {"happened_on": on, "months": months, "seen_revision": one.trajectory.revision, **more}
        return client.post(event_page(one, K.EXTENDED), data)

    def test_the_form_asks_months_and_shows_what_they_shift(self, client, officer):
        one = cap()
        form = client.get(event_page(one, K.EXTENDED)).context["form"]
        assert "months" in form.fields
        assert "weeks" not in form.fields
        shown = self.post(client, one, "3")
        assert shown.context["shift"]["due"].endswith("16 december 2026")
        assert "2026" in shown.context["shift"]["rows"][0]["before"]
        assert one.events.count() == 2
        assert self.post(client, one, "3", save="1").status_code == 302
        page = client.get(dossier(one.trajectory)).content.decode()
        assert "3 maanden" in page
        assert "16 december 2026" in page

    def test_the_form_of_another_procedure_asks_weeks(self, client, officer):
        one = recorded(procedure(), happened(K.RECEIVED, "2026-01-14"))
        form = client.get(event_page(one, K.EXTENDED)).context["form"]
        assert "weeks" in form.fields
        assert "months" not in form.fields

    @pytest.mark.parametrize(
        ("months", "on", "field", "words"),
        [
            ("4", "2026-09-01", "months", "hoogstens 3 maanden"),
            ("0", "2026-09-01", "months", "1"),
            ("drie", "2026-09-01", "months", "getal"),
            ("99999999999999999999", "2026-09-01", "months", "hoogstens 3 maanden"),
            ("", "2026-09-01", "months", ""),
            ("3", "2026-09-17", "happened_on", "16 september 2026"),
            ("3", "2025-06-13", "happened_on", "16 juni 2025"),
        ],
    )
    def test_what_is_impossible_is_told_at_its_field(self, client, officer, months, on, field, words):
        one = cap()
        response = self.post(client, one, months, on, save="1")
        assert response.status_code == 400
        assert words in str(response.context["form"].errors[field])
        assert one.events.count() == 2

    def test_a_recorded_extension_is_corrected(self, client, officer):
        one = recorded(cap(), happened(K.EXTENDED, "2026-09-01", months=1))
        record = one.events.get(kind=K.EXTENDED)
        one.trajectory.refresh_from_db()
        url = reverse("admin:permits_trajectory_correct", args=[one.trajectory_id, record.pk])
        assert client.get(url).context["form"].initial["months"] == 1
        data = {
            "happened_on": "2026-09-01",
            "months": "3",
            "reason": "typing-error",
            "seen_revision": one.trajectory.revision,
            "save": "1",
        }
        assert client.post(url, data).status_code == 302
        one.refresh_from_db()
        assert one.due_on == datetime.date(2026, 12, 16)

    def test_a_procedure_of_which_the_law_extends_no_term_does_not_offer_it(self, client, officer):
        one = procedure(None, "eu")
        line = client.get(dossier(one.trajectory)).context["lines"][0]
        assert K.EXTENDED in {choice.value for choice in line.earlier}
        type(one).objects.filter(pk=one.pk).update(rule="eia-screening")
        line = client.get(dossier(one.trajectory)).context["lines"][0]
        assert K.EXTENDED not in {choice.value for choice in (*line.likely, *line.earlier)}


def test_the_public_page_and_the_api_tell_it(client):
    trajectory = TrajectoryFactory(visibility="public", slug="strategisch")
    one = recorded(cap(trajectory=trajectory), happened(K.EXTENDED, "2026-09-01", months=3))
    records = list(one.events.order_by("pk"))
    release_events(trajectory=trajectory, records=records[:2], user=UserFactory())
    told = client.get("/api/v1/trajectories/strategisch").json()["timetable"][0]
    # The extension is not public yet, and the date without it would be wrong.
    assert (told["isWhole"], told["statutory"]) == (False, None)
    release_events(trajectory=trajectory, records=records[2:], user=UserFactory())
    told = client.get("/api/v1/trajectories/strategisch").json()["timetable"][0]
    assert (told["statutory"]["date"], told["isWhole"]) == ("2026-12-16", True)
    assert [(row["weeks"], row["months"]) for row in told["events"]][-1] == (None, 3)
    for language, words in (("nl", ("3 maanden", "16 december 2026")), ("en", ("3 months", "16 December 2026"))):
        with translation.override(language):
            url = reverse("permits:trajectory", args=["strategisch"])
        page = client.get(url).content.decode()
        assert all(one in page for one in words)


HEADER = "referentie;titel;initiatief;vergunning;gebeurtenis;datum;weken;maanden"


def test_a_list_brings_the_months(take):
    job = take(
        "Z-1;Fabriek;Iemand;type-eu;received;2025-06-16;;",
        "Z-1;Fabriek;Iemand;type-eu;completed;2025-06-16;;",
        "Z-1;Fabriek;Iemand;type-eu;extended;2026-09-01;;2",
        "Z-1;Fabriek;Iemand;type-eu;extended;2026-09-02;;2",
        "Z-1;Fabriek;Iemand;type-eu;extended;2026-09-03;6;",
        "Z-1;Fabriek;Iemand;type-eu;extended;2026-09-04;;7",
        "Z-2;Fabriek;Iemand;type-regular;received;2026-01-14;;",
        "Z-2;Fabriek;Iemand;type-regular;extended;2026-02-02;;1",
        header=HEADER,
    )
    assert {name: number for name, number in job.counts.items() if number} == {
        "created": 2, "updated": 2, "rejected": 4,
    }  # fmt: skip
    extended = ProcedureEvent.objects.get(kind=K.EXTENDED)
    assert (extended.months, extended.procedure.due_on) == (2, datetime.date(2026, 11, 16))
    assert reasons(job, 5)[0][0] == "months"
    assert "used so far: 2" in reasons(job, 5)[0][1]
    assert ("weeks", "The cap of a strategic project is extended by months, not by weeks.") in reasons(job, 6)
    assert reasons(job, 7)[0][0] == "months"
    assert "months" in {column for column, _text in reasons(job, 9)}


class TestProcedureForm:
    def add(self, client, trajectory, kind, ticked="with_extraction"):
        permit_type = trajectory.law_version.permit_types.get(slug=f"type-{kind}")
        url = reverse("admin:permits_trajectory_procedure", args=[trajectory.pk])
        data = {"permit_type": permit_type.pk, ticked: "on", "seen_revision": trajectory.revision}
        return client.post(url, data)

    def test_a_strategic_project_with_extraction_is_added(self, client, officer):
        trajectory = TrajectoryFactory()
        assert self.add(client, trajectory, "eu").status_code == 302
        assert trajectory.procedures.get().params == {"withExtraction": True}

    def test_a_project_that_already_ran_is_added_and_extended(self, client, officer):
        trajectory = TrajectoryFactory()
        assert self.add(client, trajectory, "eu", "already_in_process").status_code == 302
        one = recorded(trajectory.procedures.get(), happened(K.RECEIVED, "2025-06-16"))
        assert one.due_on == datetime.date(2026, 6, 16)
        recorded(one, happened(K.EXTENDED, "2026-06-01", months=3))
        assert one.due_on == datetime.date(2026, 9, 16)

    @pytest.mark.parametrize("ticked", ["with_extraction", "already_in_process"])
    def test_neither_changes_another_term(self, client, officer, ticked):
        response = self.add(client, TrajectoryFactory(), "regular", ticked)
        assert response.status_code == 400
        assert "strategisch project" in str(response.context["form"].errors[ticked])
