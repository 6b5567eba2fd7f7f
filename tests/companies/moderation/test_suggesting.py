"""Anybody reports a change: what the page holds is the question, what is altered is the report."""

import pytest
from django.test import Client

from companies.models import Case, CaseEvent, CaseValue, Organisation
from companies.moderation.forms import SuggestionForm
from publication.personal import personal_data_in
from tests.html_forms import form_data
from tests.stamps import stamp_of

PATH = "/nl/bedrijven/metaal-001/fout-melden/"


def answers(client: Client, path: str = PATH, **changed: str) -> dict[str, object]:
    """The form as the page shows it a minute later, with these fields altered."""
    data: dict[str, object] = {name: values[-1] for name, values in form_data(client.get(path)).items() if values}
    return data | {"source": "https://metaal.example/over", "stamp": stamp_of(SuggestionForm), **changed}


def test_what_is_altered_becomes_a_case_and_nothing_is_public(client, organisation):
    data = answers(client, website="https://metaal.example", town="Schiedam", sender_email="wie@example.org")
    answer = client.post(PATH, data)
    assert answer.status_code == 302
    assert "Bedankt" in client.get(answer["Location"]).content.decode()
    case = Case.objects.get()
    assert (case.organisation, case.kind, case.language) == (organisation, "move", "nl")
    assert {value.field: (value.old, value.new) for value in case.values.all()} == {
        "website": ("", "https://metaal.example"),
        "town": ("Gouda", "Schiedam"),
    }
    assert [event.step for event in case.events.all()] == ["received"]
    page = client.get("/nl/bedrijven/metaal-001/").content.decode()
    assert "metaal.example" not in page
    assert "Schiedam" not in page


def test_the_same_page_sent_twice_is_one_case(client, organisation):
    data = answers(client, name="Metaal Een")
    for _ in range(3):
        assert client.post(PATH, data).status_code == 302
    assert Case.objects.count() == CaseEvent.objects.count() == CaseValue.objects.count() == 1


def test_a_page_that_is_altered_after_going_back_is_taken_in_too(client, organisation):
    data = answers(client, name="Metaal Een")
    for town in ("Schiedam", "Schiedam", "Delft"):
        assert client.post(PATH, data | {"town": town}).status_code == 302
    towns = CaseValue.objects.filter(field="town").values_list("new", flat=True)
    assert sorted(towns) == ["Delft", "Schiedam"]


def test_a_page_that_changed_meanwhile_is_not_changed_back(client, organisation):
    """What the sender did not touch is no report, whatever the register says by now."""
    data = answers(client, website="https://metaal.example")
    organisation.name = "Metaal Nieuw"
    organisation.save()
    client.post(PATH, data)
    assert [value.field for value in CaseValue.objects.all()] == ["website"]


def test_the_english_page_speaks_of_the_english_description(client, organisation):
    path = "/en/organisations/metaal-001/report-an-error/"
    client.post(path, answers(client, path, description="Recovers copper."))
    case = Case.objects.get()
    assert case.language == "en"
    assert [value.field for value in case.values.all()] == ["description_en"]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"name": ""}, "Naam: "),
        ({"name": "???"}, "heeft geen letters of cijfers"),
        ({"website": "javascript:alert(1)"}, "Website: "),
        ({"kvk_number": "123"}, "Een KvK-nummer heeft acht cijfers"),
        ({"postcode": "12"}, "Een postcode ziet eruit als 3011 AD"),
        ({"municipality": "atlantis"}, "Gemeente: "),
        ({"status_kind": "gone"}, "overgenomen"),
        ({"source": ""}, "Waar kunnen wij dit nakijken? "),
        ({"sender_email": "niemand"}, "Uw e-mailadres: "),
        ({"remark": "a" * 2001}, "Iets anders: "),
        ({}, "Er is nog niets gewijzigd"),
        ({"website": "https://a.example", "contact_reference": "x"}, "Dit lijkt op een robot"),
        ({"website": "https://a.example", "stamp": "verzonnen"}, "te lang open"),
    ],
)
def test_bad_input_is_named_and_nothing_is_kept(client, organisation, changed, said):
    answer = client.post(PATH, answers(client, **changed))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Case.objects.exists()


def test_a_network_that_sends_much_is_told_to_wait(client, organisation):
    answered = [
        client.post(PATH, answers(client, website=f"https://a{number}.example")).status_code for number in range(12)
    ]
    assert answered == [302] * 10 + [429] * 2
    assert Case.objects.count() == 10


def test_forged_addresses_do_not_help_beyond_the_limit_of_all(client, organisation, monkeypatch):
    monkeypatch.setattr(SuggestionForm, "in_all", 5)
    data = answers(client, website="https://a.example")
    for number in range(30):
        sent = data | {"stamp": stamp_of(SuggestionForm)}
        client.post(PATH, sent, REMOTE_ADDR=f"198.51.100.{number}", headers={"X-Forwarded-For": f"203.0.113.{number}"})
    assert Case.objects.count() == 5


def test_the_page_sets_no_cookie_and_is_not_kept(client, organisation):
    answer = client.get(PATH)
    assert not answer.cookies
    assert "no-store" in answer["Cache-Control"]
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(PATH, answers(client, name="Een"), headers={"Origin": "http://testserver"}).status_code == 302
    refused = strict.post(PATH, answers(client, name="Twee"), headers={"Origin": "https://evil.test"})
    assert refused.status_code == 403


def test_what_is_not_public_cannot_be_reported(client, organisation):
    Organisation.objects.get(slug="metaal-002").delete()
    organisation.visibility = "internal"
    organisation.save()
    for slug in ("metaal-001", "metaal-002", "nergens"):
        assert client.get(f"/nl/bedrijven/{slug}/fout-melden/").status_code == 404
        assert client.post(f"/nl/bedrijven/{slug}/fout-melden/", {}).status_code == 404
        assert client.get(f"/nl/bedrijven/{slug}/fout-melden/bedankt/").status_code == 404


@pytest.mark.parametrize("sign", ["\x01", "\x1b", "\x7f", "\x9b", "\u202e", "\u200f"])
def test_signs_that_nobody_sees_are_left_out(client, organisation, sign):
    client.post(PATH, answers(client, name=f"Metaal{sign} Een", town=f"{sign}Gouda", remark=f"Een.\x0bTwee.{sign}"))
    case = Case.objects.get()
    assert [(value.field, value.new) for value in case.values.all()] == [("name", "Metaal Een")]
    assert case.remark == "Een.\nTwee."


@pytest.mark.parametrize("field", ["name", "source"])
def test_nothing_but_signs_that_nobody_sees_is_nothing(client, organisation, field):
    answer = client.post(PATH, answers(client, **{"website": "https://metaal.example", field: "\x01\u202e"}))
    assert answer.status_code == 422
    assert "Dit veld is vereist" in answer.content.decode()


def test_markup_stays_text(client, organisation):
    evil = '"><svg onload=alert(1)>'
    page = client.post(PATH, answers(client, name=evil, source="", remark=evil)).content.decode()
    assert "<svg onload" not in page


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Zij wonnen in 2019 12.000 ton koper bij KvK 24123456.", []),
        ("Mail jan@example.org", ["mail"]),
        ("bel 010 123 45 67", ["phone"]),
        ("bel +31 6 12345678", ["phone"]),
        ("burgerservicenummer 111222333", ["bsn"]),
        ("nummer 123456789", []),
        ("rekening NL91 ABNA 0417 1643 00", ["iban"]),
        ("rekening NL91ABNA0417164300.", ["iban"]),
        ("rekening BE68539007547034", ["iban"]),
        ("geboren op 1 mei", ["birth"]),
        ("vraag mevrouw Jansen", ["person"]),
        ("dhr. De Vries is er ook", ["person"]),
    ],
)
def test_personal_data_in_free_text_is_seen(text, kinds):
    assert personal_data_in(text) == kinds


def test_personal_data_flags_the_case(client, organisation):
    client.post(PATH, answers(client, remark="Bel mevrouw Jansen, 010 1234567"))
    assert Case.objects.get().flags == ["phone", "person"]
