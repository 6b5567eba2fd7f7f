"""What officers and others can do while no draft is under way: look, and start one."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from loket.roles import Role
from permits.enums import LawState
from permits.models import LawVersion, PermitTypeListing
from tests.factories import UserFactory
from tests.permits.law.test_admin import do, save, text, url

pytestmark = pytest.mark.django_db


def test_an_officer_starts_a_draft_changes_it_and_publishes(law, officer, client):
    do(client, law, "start_draft", label="2026-12", in_force_from=timezone.localdate().isoformat())
    draft = LawVersion.objects.get(state=LawState.DRAFT)
    assert f"Naar concept {draft.number} (2026-12)" in text(client.get(url(law)))
    assert "De tekst in het Nederlands ontbreekt." in text(client.get(url(draft)))
    save(client, draft, note_nl="Nieuw.", note_en="New.")
    permit = draft.permit_types.get(slug="mba-ippc")
    save(client, permit, name_nl="Andere naam")
    assert permit.history.first().history_user == officer
    do(client, draft, "mark_checked")
    do(client, draft, "publish")
    draft.refresh_from_db()
    assert (draft.state, draft.checked_by, draft.published_by) == (LawState.PUBLISHED, officer, officer)
    assert PermitTypeListing.objects.get(slug="mba-ippc").name_nl == "Andere naam"


def test_a_published_row_is_read_only(law, officer, client):
    row = law.permit_types.get(slug="mba-ippc")
    page = client.get(url(row))
    assert page.status_code == 200
    assert 'name="name_nl"' not in text(page)
    assert client.post(url(row), {"name_nl": "x"}).status_code == 403
    assert client.get(url(row, "delete")).status_code == 403


def test_who_only_reads_reads_words(law, officer, client):
    """Articles, lists and conditions as sentences; JSON only where it is data for the checks."""
    page = text(client.get(url(law.competence_rules.get(slug="c1"))))
    assert "artikel 10.24 lid 1 onder c Omgevingsbesluit" in page
    page = text(client.get(url(law.questions.exclude(ask_if=None).first())))
    assert "&quot;question&quot;" not in page
    assert "artikel" in text(client.get(url(law.permit_types.get(slug="mba-ippc"))))
    rule = law.rules.get(slug="ippc-raw-metal")
    page = text(client.get(url(rule)))
    content = page.partition('id="content"')[2]
    assert "includes" not in content
    assert "null" not in content


@pytest.mark.parametrize("model", ["question", "competencerule", "routerule"])
def test_a_list_speaks_the_language_of_who_works(law, officer, client, model):
    officer.language = "en"
    officer.save()
    row = {"question": law.questions, "competencerule": law.competence_rules, "routerule": law.rules}[model].first()
    told = {"question": "text", "competencerule": "when", "routerule": "because"}[model]
    page = text(client.get(reverse(f"admin:permits_{model}_changelist")))
    assert escape(getattr(row, f"{told}_en")) in page
    assert escape(getattr(row, f"{told}_nl")) not in page


@pytest.mark.parametrize("role", [Role.VIEWER, Role.CURATOR, Role.DESK_OFFICER])
def test_others_look_and_change_nothing(law, client, role):
    user = UserFactory(staff=True)
    user.groups.add(Group.objects.get(name=role))
    client.force_login(user)
    assert client.get(url(law)).status_code == 200
    assert client.post(url(law, "do", "start_draft"), {"label": "x"}).status_code == 403
    assert client.get(url(law, "compare")).status_code == 200
    assert not LawVersion.objects.filter(state=LawState.DRAFT).exists()


def test_an_anonymous_visitor_sees_nothing_of_it(law, client):
    for address in (url(law), url(law, "compare")):
        assert client.get(address).status_code == 302


@pytest.mark.parametrize("model", ["permittype", "authority", "municipalauthorities", "routerule"])
def test_a_list_costs_the_same_for_any_number_of_rows(law, officer, client, model, django_assert_max_num_queries):
    address = reverse(f"admin:permits_{model}_changelist")
    client.get(address)
    with django_assert_max_num_queries(25):
        client.get(address)
