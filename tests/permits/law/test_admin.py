"""Officers change the law data in drafts, see what the checks find, and take the steps; others look."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from loket.roles import Role
from permits.enums import LawState
from permits.law import actions
from permits.law.actions import start_draft
from permits.models import LawVersion, PermitTypeListing
from tests.factories import UserFactory
from tests.html_forms import form_data

pytestmark = pytest.mark.django_db


def url(record, page="change", *more):
    name = f"admin:permits_{record._meta.model_name}_{page}"
    return reverse(name, args=[record.pk, *more])


def text(page):
    return " ".join(page.content.decode().split())


@pytest.fixture
def draft(law, officer):
    version = start_draft(source=law, user=officer, label="2026-12", in_force_from=timezone.localdate())
    version.note_nl, version.note_en = "Nieuw.", "New."
    version.save()
    return version


def save(client, record, **changes):
    page = client.get(url(record))
    data = form_data(page, f"{record._meta.model_name}_form")
    data |= {name: [value] for name, value in changes.items()}
    return client.post(url(record), data, follow=True)


def do(client, version, step, **answers):
    return client.post(url(version, "do", step), answers, follow=True)


@pytest.mark.parametrize(
    "model",
    ["lawversion", "permittype", "authority", "municipalauthorities", "competencerule", "question", "routerule",
     "dependency", "workedcase"],
)  # fmt: skip
def test_every_list_and_form_opens(draft, law, officer, client, model):
    page = client.get(reverse(f"admin:permits_{model}_changelist"))
    assert page.status_code == 200
    model_class = page.context["cl"].model
    records = [draft, law] if model == "lawversion" else list(model_class.objects.order_by("-version", "pk")[:1])
    for record in records:
        assert client.get(url(record)).status_code == 200


def test_an_officer_starts_a_draft_changes_it_and_publishes(law, officer, client):
    do(client, law, "start_draft", label="2026-12", in_force_from=timezone.localdate().isoformat())
    draft = LawVersion.objects.get(state=LawState.DRAFT)
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


def test_what_blocks_stands_on_the_page_with_a_link_to_its_row(draft, client):
    rule = draft.competence_rules.get(slug="c1")
    rule.legal_basis = []
    rule.save()
    page = text(client.get(url(draft)))
    assert "1 punt houdt het publiceren van deze versie tegen." in page
    assert url(rule) in page
    page = text(do(client, draft, "mark_checked"))
    assert "Deze versie kan nog niet worden gebruikt:" in page
    draft.refresh_from_db()
    assert draft.state == LawState.DRAFT


def test_a_published_row_is_read_only(law, officer, client):
    row = law.permit_types.get(slug="mba-ippc")
    page = client.get(url(row))
    assert page.status_code == 200
    assert 'name="name_nl"' not in text(page)
    assert client.post(url(row), {"name_nl": "x"}).status_code == 403
    assert client.get(url(row, "delete")).status_code == 403


def test_a_condition_that_cannot_be_read_names_its_path(draft, client):
    rule = draft.competence_rules.get(slug="c8")
    page = text(save(client, rule, condition='{"all": [{"question": "kleur", "is": "blauw"}]}'))
    assert "if.all.0: “kleur” is geen vraag." in page
    page = text(save(client, rule, condition='{"all": ['))
    assert "Dit is geen JSON: regel 1" in page
    rule.refresh_from_db()
    assert rule.condition is None or "kleur" not in str(rule.condition)


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("legal_basis", "ob 4.6\nwet-x 1", "“wet-x” is geen wet van deze versie"),
        ("legal_basis", "ob lid vier", "Regel 1: “lid vier” is geen artikel"),
        ("documents", "alleen Nederlands", "Regel 1: geef de Nederlandse tekst, dan || en de Engelse tekst."),
        ("stages", "maan", "Onbekend: maan"),
        ("advisers", "niemand", "Onbekend: niemand"),
        ("term_params", '{"weeks": 99}', "weeks"),
        ("term_params", "[1]", "De parameters zijn een object"),
    ],
)
def test_a_wrong_entry_names_its_field_and_line(draft, client, field, value, told):
    page = text(save(client, draft.permit_types.get(slug="mba-ippc"), **{field: value}))
    assert told in page


def test_lists_are_edited_as_lines_and_kept_as_they_were(draft, client):
    row = draft.permit_types.get(slug="mba-ippc")
    before = (row.documents, row.legal_basis, row.stages, row.advisers)
    save(client, row, name_en="IED permit")
    row.refresh_from_db()
    assert row.name_en == "IED permit"
    assert (row.documents, row.legal_basis, row.stages, row.advisers) == before


def test_the_second_officer_sees_what_the_first_changed(draft, client):
    row = draft.permit_types.get(slug="mba-ippc")
    page = client.get(url(row))
    data = form_data(page, "permittype_form")
    other = Client()
    colleague = UserFactory(staff=True)
    colleague.groups.add(Group.objects.get(name=Role.PERMIT_OFFICER))
    other.force_login(colleague)
    save(other, row, name_nl="Naam van de eerste")
    data["name_nl"] = ["Naam van de tweede"]
    page = text(client.post(url(row), data, follow=True))
    assert "Naam van de eerste" in page
    row.refresh_from_db()
    assert row.name_nl == "Naam van de eerste"


def test_water_boards_are_edited_with_their_municipality(draft, client):
    row = draft.municipal_authorities.get(slug="rotterdam")
    page = client.get(url(row))
    assert text(page).count("ten zuiden van de Nieuwe Maas") >= 1
    save(client, row, **{"water_boards-0-where_nl": "het zuiden"})
    assert row.water_boards.order_by("order").first().where_nl == "het zuiden"


def test_the_difference_is_a_page_of_words(draft, law, client):
    row = draft.permit_types.get(slug="mba-ippc")
    row.name_nl = "Andere naam"
    row.save()
    page = text(client.get(url(draft, "compare")))
    assert "Andere naam" in page
    assert row.name_nl != law.permit_types.get(slug="mba-ippc").name_nl
    assert law.permit_types.get(slug="mba-ippc").name_nl in page
    assert "De twee versies zeggen hetzelfde." not in page
    assert client.get(url(draft, "compare") + "?with=abc").status_code == 200


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


def test_whether_there_is_a_draft_is_asked_once_a_page(draft, client, officer, django_assert_max_num_queries):
    with django_assert_max_num_queries(60) as asked:
        client.get(reverse("admin:permits_permittype_changelist"))
    drafts = [
        one["sql"] for one in asked.captured_queries if "permits_lawversion" in one["sql"] and "'draft'" in one["sql"]
    ]
    assert len([one for one in drafts if "checked" not in one]) == 1
    draft.delete()
    assert "/permits/permittype/add/" not in text(client.get(reverse("admin:permits_permittype_changelist")))


def test_an_unchanged_draft_is_checked_once(draft, client, officer, monkeypatch):
    checked = []
    monkeypatch.setattr(actions, "_found", {})
    monkeypatch.setattr(actions, "check_planner", lambda document: checked.append(document) or [])
    for _time in range(3):
        assert client.get(url(draft)).status_code == 200
    assert len(checked) == 1
    save(client, draft, note_nl="Wat de planner niet leest.")
    client.get(url(draft))
    assert len(checked) == 1
    save(client, draft.permit_types.first(), name_nl="Anders")
    client.get(url(draft))
    assert len(checked) == 2
