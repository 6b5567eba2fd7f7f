"""The officer's pages: what they show, what they refuse, what they cost."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from permits.models import ProcedureEvent, Trajectory
from permits.trajectories import EventKind
from permits.trajectories.actions import record_event
from permits.trajectories.filing import add_note, escalate
from permits.trajectories.planning import plan_date
from publication.enums import Visibility
from tests.factories import MunicipalityFactory, OrganisationFactory, SiteFactory
from tests.factories.trajectories import TrajectoryFactory, happened, law, procedure, recorded
from tests.html_forms import form_data
from tests.permits.trajectories.pages import ago, dossier, event_page, text

pytestmark = pytest.mark.django_db
K = EventKind
WORK = reverse("admin:permits_trajectory_work")
TOO_LONG = "?procedure=99999999999999999999&kind=received"
LIST = reverse("admin:permits_trajectory_changelist")


class TestWorkspace:
    def test_without_trajectories_it_tells_how_to_begin(self, client, officer):
        assert reverse("admin:permits_trajectory_add") in text(client.get(WORK))

    def test_each_pile_holds_what_belongs_there(self, client, officer):
        mine = recorded(procedure(TrajectoryFactory(assignee=officer)), happened(K.RECEIVED, ago(5))).trajectory
        late = recorded(procedure(), happened(K.RECEIVED, ago(80))).trajectory
        week = recorded(procedure(), happened(K.RECEIVED, ago(52))).trajectory
        asked = happened(K.COMPLETION_ASKED, ago(5), until=ago(-10))
        waiting = recorded(procedure(), happened(K.RECEIVED, ago(20)), asked).trajectory
        escalated = TrajectoryFactory()
        escalate(trajectory=escalated, reason="Vast", user=officer)
        context = client.get(WORK).context
        piles = {pile.title: {one.pk for one in pile.first} for pile in context["piles"]}
        names = list(piles)
        assert [one.pk for one in context["mine"].first] == [mine.pk]
        assert piles[names[0]] == {late.pk}
        assert week.pk in piles[names[1]]
        assert piles[names[3]] == {waiting.pk}
        assert piles[names[4]] == {late.pk}
        assert piles[names[5]] == {escalated.pk}
        assert mine.pk not in piles[names[6]]

    @pytest.mark.parametrize(
        "name", ["mine", "late", "due-7", "due-30", "applicant", "stale", "escalated", "unassigned"]
    )
    def test_each_pile_is_a_filter_of_the_list(self, client, officer, name):
        trajectory = TrajectoryFactory(assignee=officer)
        recorded(procedure(trajectory), happened(K.RECEIVED, ago(80)))
        response = client.get(f"{LIST}?work={name}")
        assert response.status_code == 200
        shown = {one.pk for one in response.context["cl"].result_list}
        assert shown == ({trajectory.pk} if name in ("mine", "late", "stale") else set())

    def test_viewers_look_and_partners_do_not(self, client, viewer):
        page = text(client.get(WORK))
        assert reverse("admin:permits_trajectory_add") not in page
        client.logout()
        assert client.get(WORK).status_code in (302, 403)


class TestCosts:
    def queries(self, client, url: str) -> int:
        client.get(url)
        with CaptureQueriesContext(
            connection,
        ) as found:
            assert client.get(url).status_code == 200
        return len(found)

    def many(self, officer, count: int) -> None:
        for _number in range(count):
            trajectory = TrajectoryFactory(assignee=officer)
            for kind in ("regular", "extended"):
                one = recorded(procedure(trajectory, kind), happened(K.RECEIVED, ago(30)))
                plan_date(procedure=one, milestone="decision", on=ago(-9), user=officer)
            add_note(trajectory=trajectory, text="Let op", audience="internal", user=officer)

    def test_pages_ask_as_many_questions_for_many_as_for_few(self, client, officer):
        names = ("work", "changelist", "report", "figures", "report_csv")
        urls = [reverse(f"admin:permits_trajectory_{name}") for name in names]
        self.many(officer, 7)
        few = {url: self.queries(client, url) for url in urls}
        self.many(officer, 8)
        many = {url: self.queries(client, url) for url in urls}
        assert [url for url in urls if many[url] > few[url]] == []

    def test_so_does_the_page_of_one_with_many_procedures(self, client, officer):
        trajectory = TrajectoryFactory(assignee=officer)
        few = 0
        for number in range(8):
            one = recorded(procedure(trajectory), happened(K.RECEIVED, ago(30)))
            recorded(one, happened(K.ADVICE_ASKED, ago(9), party="A"))
            plan_date(procedure=one, milestone="decision", on=ago(-9), user=officer)
            few = few if number else self.queries(client, dossier(trajectory))
        assert self.queries(client, dossier(trajectory)) == few


class TestMaking:
    def filled(self, client, **given):
        page = client.get(reverse("admin:permits_trajectory_add"))
        return {**form_data(page, "trajectory_form"), **given}

    def test_a_trajectory_is_made_and_its_page_opens(self, client, officer):
        law()
        data = self.filled(client, title_nl="Fabriek", title_en="Plant", slug="fabriek", initiative="Iemand")
        response = client.post(reverse("admin:permits_trajectory_add"), data, follow=True)
        trajectory = Trajectory.objects.get()
        assert response.redirect_chain[-1][0] == dossier(trajectory)
        assert (trajectory.assignee, trajectory.law_version, trajectory.visibility) == (
            officer,
            law(),
            Visibility.INTERNAL,
        )

    def test_an_event_of_another_is_no_change_of_the_facts(self, client, officer):
        """The second is told what people typed, not what follows from it."""
        one = recorded(procedure(TrajectoryFactory(title_nl="Oud")), happened(K.RECEIVED, "2026-01-14"))
        url = reverse("admin:permits_trajectory_change", args=[one.trajectory_id])
        first, second = (form_data(client.get(url), "trajectory_form") for _officer in range(2))
        record_event(procedure=one, event=happened(K.ADVICE_ASKED, "2026-02-01", party="GGD"), user=officer)
        assert client.post(url, {**first, "title_nl": "Nieuw", "_save": "1"}).status_code == 302
        told = text(client.post(url, {**second, "title_nl": "Anders", "_save": "1"}))
        assert "“Oud”" in told
        assert "revisie" not in told

    def test_it_needs_an_initiator(self, client, officer):
        law()
        data = self.filled(client, title_nl="Fabriek", title_en="Plant", slug="fabriek")
        response = client.post(reverse("admin:permits_trajectory_add"), data)
        assert response.status_code == 200
        assert not Trajectory.objects.exists()

    def test_a_site_of_another_organisation_or_place_is_refused(self, client, officer):
        law()
        site = SiteFactory(municipality=MunicipalityFactory())
        base = {"title_nl": "F", "title_en": "P", "slug": "f"}
        elsewhere = {"organisation": OrganisationFactory().pk}
        another_place = {"organisation": site.organisation_id, "municipality": MunicipalityFactory().pk}
        for other in (elsewhere, another_place):
            client.post(reverse("admin:permits_trajectory_add"), self.filled(client, **base, site=site.pk, **other))
            assert not Trajectory.objects.exists()

    def test_a_place_outside_the_province_cannot_be_chosen(self, client, officer):
        law()
        data = self.filled(client, title_nl="F", title_en="P", slug="f", initiative="I", municipality="999999")
        assert client.post(reverse("admin:permits_trajectory_add"), data).status_code == 200
        assert not Trajectory.objects.exists()

    def test_a_procedure_is_added_with_its_law(self, client, officer):
        trajectory = TrajectoryFactory()
        permit_type = law().permit_types.get(slug="type-regular")
        url = reverse("admin:permits_trajectory_procedure", args=[trajectory.pk])
        data = {"permit_type": permit_type.pk, "consent": "on", "seen_revision": trajectory.revision}
        assert client.post(url, data).status_code == 302
        assert trajectory.procedures.get().params == {"consent": True}
        data = {**data, "permit_type": law().permit_types.get(slug="type-extended").pk}
        trajectory.refresh_from_db()
        assert client.post(url, {**data, "seen_revision": trajectory.revision}).status_code == 400

    @pytest.mark.parametrize("seen", [{}, {"seen_revision": "x"}])
    def test_a_page_that_is_not_whole_is_told_and_can_be_saved_then(self, client, officer, seen):
        trajectory = TrajectoryFactory()
        url = reverse("admin:permits_trajectory_procedure", args=[trajectory.pk])
        data = {"permit_type": law().permit_types.get(slug="type-regular").pk, "consent": "on"}
        refused = client.post(url, {**data, **seen})
        assert refused.status_code == 400
        assert "Deze pagina was niet heel" in refused.content.decode()
        assert not trajectory.procedures.exists()
        again = {**data, "seen_revision": form_data(refused)["seen_revision"]}
        assert client.post(url, again).status_code == 302

    @pytest.mark.parametrize("field", ["first_application", "planned_start"])
    def test_a_day_under_the_old_law_is_told_at_its_field(self, client, officer, field):
        one = recorded(procedure(), happened(K.RECEIVED, "2026-01-14"))
        revision = Trajectory.objects.get().revision
        url = reverse("admin:permits_trajectory_procedure_change", args=[one.trajectory_id, one.pk])
        response = client.post(url, {field: "2023-12-31", "seen_revision": revision})
        assert response.status_code == 400
        assert field in response.context["form"].errors


class TestEvents:
    def test_the_shift_is_shown_before_anything_is_saved(self, client, officer):
        one = recorded(procedure(), happened(K.RECEIVED, "2026-01-14"))
        trajectory = Trajectory.objects.get()
        url = event_page(one, K.EXTENDED)
        data = {"happened_on": "2026-02-20", "weeks": "6", "seen_revision": trajectory.revision}
        shown = client.post(url, data)
        assert shown.context["shift"]["rows"][0]["after"].endswith("2026")
        assert shown.context["shift"]["due"] == shown.context["shift"]["rows"][0]["after"]
        assert ProcedureEvent.objects.count() == 1
        assert client.post(url, {**data, "save": "1"}).status_code == 302
        record = ProcedureEvent.objects.get(kind=K.EXTENDED)
        assert (record.recorded_by, record.door) == (officer, "admin")
        one.refresh_from_db()
        assert one.due_on == datetime.date(2026, 4, 22)

    @pytest.mark.parametrize(
        ("kind", "data", "field"),
        [
            (K.EXTENDED, {"happened_on": "2026-03-12", "weeks": "6"}, "happened_on"),
            (K.EXTENDED, {"happened_on": "2026-02-12", "weeks": "zes"}, "weeks"),
            (K.EXTENDED, {"happened_on": "2026-02-12", "weeks": "-1"}, "weeks"),
            (K.EXTENDED, {"happened_on": "2026-02-12", "weeks": "99999999999999999999"}, "weeks"),
            (K.ADVICE_ASKED, {"happened_on": "30-02-2026", "party": "GGD"}, "happened_on"),
            (K.ADVICE_ASKED, {"happened_on": "2023-12-30", "party": "GGD"}, "happened_on"),
            (K.ADVICE_ASKED, {"happened_on": "2026-01-02", "party": "GGD"}, "happened_on"),
            (K.ADVICE_ASKED, {"happened_on": "2031-01-02", "party": "GGD"}, "happened_on"),
            (K.ADVICE_ASKED, {"happened_on": "2026-02-01"}, "party"),
            (K.SUSPENDED, {"happened_on": "2026-02-01", "ground": "bibob", "until": "2026-01-31"}, "until"),
            (K.SUSPENDED, {"happened_on": "2026-02-01", "ground": "zomaar"}, "ground"),
        ],
    )
    def test_what_is_impossible_is_told_at_its_field(self, client, officer, kind, data, field):
        one = recorded(procedure(), happened(K.RECEIVED, "2026-01-14"))
        revision = Trajectory.objects.get().revision
        for save in ({}, {"save": "1"}):
            response = client.post(event_page(one, kind), {**data, "seen_revision": revision, **save})
            assert response.status_code == 400
            assert field in response.context["form"].errors, response.context["form"].errors
        assert ProcedureEvent.objects.count() == 1

    def test_the_second_of_two_officers_sees_what_changed_and_can_save_then(self, client, officer):
        one = recorded(procedure(), happened(K.RECEIVED, "2026-01-14"))
        seen = Trajectory.objects.get().revision
        record_event(procedure=one, event=happened(K.ADVICE_ASKED, "2026-02-01", party="GGD"), user=officer)
        data = {"happened_on": "2026-02-02", "seen_revision": seen, "save": "1"}
        first = client.post(event_page(one, K.WITHDRAWN), data)
        assert first.status_code == 400
        assert officer.username in str(first.context["form"].non_field_errors())
        assert ProcedureEvent.objects.count() == 2
        again = {**form_data(first), "save": "1"}
        assert client.post(event_page(one, K.WITHDRAWN), again).status_code == 302
        assert ProcedureEvent.objects.count() == 3

    @pytest.mark.parametrize(
        "query",
        [
            "",
            "?procedure=x&kind=received",
            "?procedure=1&kind=corrected",
            "?procedure=99999999999999999999&kind=received",
        ],
    )
    def test_an_event_of_nothing_is_not_found(self, client, officer, query):
        trajectory = procedure().trajectory
        url = reverse("admin:permits_trajectory_event", args=[trajectory.pk])
        assert client.get(url + query).status_code == 404

    def test_a_correction_keeps_the_wrong_record_visible(self, client, officer):
        one = recorded(procedure(), happened(K.RECEIVED, "2026-01-14"))
        record = one.events.get()
        url = reverse("admin:permits_trajectory_correct", args=[one.trajectory_id, record.pk])
        data = {**form_data(client.get(url)), "happened_on": "2026-01-12", "reason": "typing-error"}
        shown = client.post(url, data)
        assert shown.context["shift"]["rows"][0]["after"] in ("9 maart 2026", "9 March 2026")
        assert one.events.count() == 1
        assert client.post(url, {**data, "save": "1"}).status_code == 302
        page = text(client.get(dossier(one.trajectory)))
        assert "<del>" in page
        assert client.get(url).status_code == 302
        assert one.events.count() == 2

    def test_taking_back_the_ground_of_others_is_refused(self, client, officer):
        one = recorded(
            procedure(), happened(K.RECEIVED, "2026-01-14"), happened(K.ADVICE_ASKED, "2026-02-01", party="A")
        )
        record = one.events.get(kind=K.RECEIVED)
        url = reverse("admin:permits_trajectory_correct", args=[one.trajectory_id, record.pk])
        data = {**form_data(client.get(url)), "reason": "typing-error", "did_not_happen": "on"}
        assert client.post(url, data).status_code == 400
        assert client.post(url, {**data, "save": "1"}).status_code == 400
        assert one.events.count() == 2


class TestStartPage:
    def test_it_tells_an_officer_how_many_trajectories_wait(self, client, officer):
        recorded(procedure(TrajectoryFactory(assignee=officer)), happened(K.RECEIVED, ago(80)))
        page = client.get("/admin/")
        told = {pile.url.partition("work=")[2]: pile.count for pile in page.context["dashboard"]["trajectories"]}
        assert told == {"mine": 1, "late": 1, "due-7": 0, "due-30": 0, "applicant": 0, "escalated": 0}
        assert f"{LIST}?work=late" in text(page)
        assert WORK in text(page)

    def test_who_only_looks_sees_none_of_it(self, client, viewer):
        assert "trajectories" not in client.get("/admin/").context["dashboard"]
