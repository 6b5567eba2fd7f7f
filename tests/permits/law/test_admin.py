"""Officers change the law data in a draft and see what the checks find."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from loket.roles import Role
from permits.enums import LawState
from permits.law import actions
from tests.factories import UserFactory
from tests.html_forms import form_data

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("officer")]


def url(record, page="change", *more):
    name = f"admin:permits_{record._meta.model_name}_{page}"
    return reverse(name, args=[record.pk, *more])


def text(page):
    return " ".join(page.content.decode().split())


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


def test_what_blocks_stands_on_the_page_with_a_link_to_its_row(draft, client):
    rule = draft.competence_rules.get(slug="c1")
    rule.legal_basis = []
    rule.save()
    page = text(client.get(url(draft)))
    assert "1 punt houdt het publiceren van deze versie tegen." in page
    assert url(rule) in page
    page = text(do(client, draft, "mark_checked"))
    assert "Deze versie kan nog niet worden gebruikt: 1 punt houdt haar tegen." in page
    assert "competence.c1" not in page, "no path of a member: the row stands below with its link"
    draft.refresh_from_db()
    assert draft.state == LawState.DRAFT


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
