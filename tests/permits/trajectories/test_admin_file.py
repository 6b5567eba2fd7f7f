"""The file, the plan and the reports of trajectories in the admin."""

import csv
import datetime
import io

import pytest
from django.urls import reverse

from permits.models import EventRelease, Note, PlannedDate
from permits.trajectories import EventKind, Outcome
from permits.trajectories.actions import record_event
from permits.trajectories.filing import add_note
from tests.factories.trajectories import TrajectoryFactory, happened, procedure, recorded
from tests.html_forms import form_data
from tests.permits.trajectories.pages import ago, dossier, event_page, text

pytestmark = pytest.mark.django_db
K = EventKind


class TestFileAndPlan:
    def test_a_planned_date_moves_with_a_reason(self, client, officer):
        one = procedure()
        url = reverse("admin:permits_trajectory_plan", args=[one.trajectory_id])
        data = {**form_data(client.get(url)), "procedure": one.pk, "milestone": "decision", "on": "2020-12-01"}
        assert "on" in client.post(url, data).context["form"].errors
        data["on"] = "2026-12-01"
        assert client.post(url, data).status_code == 302
        planned = PlannedDate.objects.get()
        change = reverse("admin:permits_trajectory_plan_change", args=[one.trajectory_id, planned.pk])
        data = {**form_data(client.get(change)), "to": "2027-01-05"}
        assert client.post(change, data).status_code == 400
        assert client.post(change, {**data, "reason": "advice", "text_nl": "Advies later"}).status_code == 302
        planned.refresh_from_db()
        assert planned.current_on == datetime.date(2027, 1, 5)
        assert planned.original_on == datetime.date(2026, 12, 1)

    def test_notes_are_for_who_may_read_them(self, client, officer):
        one = recorded(procedure(), happened(K.RECEIVED, "2026-01-14"))
        url = reverse("admin:permits_trajectory_note", args=[one.trajectory_id])
        client.post(url, {"text": "Heel geheim", "audience": "internal"})
        assert Note.objects.get().created_by == officer
        assert "Heel geheim" in text(client.get(dossier(one.trajectory)))

    def test_viewers_do_not_see_notes(self, client, viewer):
        one = procedure()
        add_note(trajectory=one.trajectory, text="Heel geheim", audience="internal", user=None)
        record_event(procedure=one, event=happened(K.RECEIVED, "2026-01-14"), user=None, note="Ook geheim")
        page = text(client.get(dossier(one.trajectory)))
        assert "geheim" not in page
        assert client.post(event_page(one, K.WITHDRAWN), {"happened_on": "2026-02-01"}).status_code == 403

    def test_assign_escalate_and_end(self, client, officer):
        trajectory = TrajectoryFactory()
        url = reverse("admin:permits_trajectory_assign", args=[trajectory.pk])
        client.post(url, {**form_data(client.get(url)), "assignee": officer.pk})
        client.post(reverse("admin:permits_trajectory_escalate", args=[trajectory.pk]), {"reason": "Het loopt vast"})
        trajectory.refresh_from_db()
        assert trajectory.assignee == officer
        assert "Het loopt vast" in text(client.get(dossier(trajectory)))
        client.post(reverse("admin:permits_trajectory_escalate_end", args=[trajectory.pk]), {"resolution": "Opgelost"})
        trajectory.refresh_from_db()
        assert trajectory.escalated_at is None

    def test_events_are_released_and_made_internal_again(self, client, officer):
        one = recorded(procedure(), happened(K.RECEIVED, "2026-01-14"))
        url = reverse("admin:permits_trajectory_release", args=[one.trajectory_id])
        record = one.events.get()
        assert client.post(url, {"event": record.pk, "text_nl": "Alleen dit"}).status_code == 400
        assert "Kies minstens één gebeurtenis." in text(client.post(url, {}))
        assert client.post(url, {"event": record.pk}).status_code == 302
        assert EventRelease.objects.count() == 1
        client.post(url, {"event": record.pk, "withdraw": "1"})
        assert EventRelease.objects.count() == 0


class TestReports:
    def test_page_and_csv_tell_the_same_rows(self, client, officer):
        trajectory = TrajectoryFactory(title_nl="=HYPERLINK(1)", title_en="x")
        recorded(procedure(trajectory), happened(K.RECEIVED, ago(30)))
        recorded(procedure(), happened(K.RECEIVED, ago(70)))
        recorded(procedure(kind="extended"), happened(K.RECEIVED, ago(2)))
        page = client.get(reverse("admin:permits_trajectory_report"))
        shown = [one for period in page.context["periods"] for one in period.procedures]
        assert [len(period.procedures) for period in page.context["periods"]] == [1, 1, 0, 0]
        response = client.get(reverse("admin:permits_trajectory_report_csv"))
        rows = list(csv.reader(io.StringIO(text(response).removeprefix("\ufeff"))))
        assert len(rows) == 1 + len(shown)
        assert {row[1] for row in rows[1:]} == {one.due_on.isoformat() for one in shown}
        assert {row[3] for row in rows[1:]} >= {"'=HYPERLINK(1)"}

    def test_figures_say_too_few_below_five(self, client, officer):
        for days in (10, 20, 30, 40):
            recorded(
                procedure(),
                happened(K.RECEIVED, ago(100)),
                happened(K.DECIDED, ago(100 - days), outcome=Outcome.GRANTED),
            )
        (few,) = client.get(reverse("admin:permits_trajectory_figures")).context["by_procedure"]
        assert (few[1].n, few[1].p50, few[1].on_time) == (4, None, None)
        example = TrajectoryFactory(example=True)
        recorded(
            procedure(example), happened(K.RECEIVED, ago(100)), happened(K.DECIDED, ago(1), outcome=Outcome.GRANTED)
        )
        page = client.get(reverse("admin:permits_trajectory_figures"))
        assert [one.n for _name, one in page.context["by_procedure"]] == [4]
        assert [one.n for _name, one in page.context["example_procedures"]] == [1]
        assert "tellen hierboven niet mee" in text(page)
        recorded(procedure(), happened(K.RECEIVED, ago(100)), happened(K.DECIDED, ago(30), outcome=Outcome.GRANTED))
        (enough,) = client.get(reverse("admin:permits_trajectory_figures")).context["by_procedure"]
        assert (enough[1].n, enough[1].p50, enough[1].p80, enough[1].on_time_percent) == (5, 30, 40, 80)
