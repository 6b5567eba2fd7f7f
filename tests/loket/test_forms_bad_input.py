"""Every form for visitors takes whatever is sent: it refuses at the field and writes nothing, or it takes it in."""

import json
from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from desk.models import Attachment, Dossier, Inquiry, Mail, Message
from publication.models import Follower
from publication.publishing import publishing
from tests.factories import InquiryFactory, MaterialFactory, MunicipalityFactory, StageFactory
from tests.html_forms import form_data
from tests.shared_records import FillOnce

WRITTEN = (Inquiry, Message, Attachment, Mail, Dossier, Follower)
VALUES = {
    "nothing": "",
    "long": "x" * 10_000,
    "control": "tien tekens \x01\x0b\x1b\x7f",
    "no character": "tien tekens \uffff\ufffe",
    "markup": "<script>alert(1)</script>",
    "half an address": "http://[",
    "no host": "//[",
    "huge": "9" * 30,
    "no number": "NaN",
    "two lines": "a@example.org\r\nBcc: b@example.org",
}
JUST = ("no character", "half an address")  # where each is sent in each field
NO_TEXTS = {"half a character": "\ud800", "null": "\x00", "number": 1e300, "none": None, "list": [["x"]], "object": {}}
ASKED = {
    "service": "insight", "question": "Wie werkt hier met wolfraam?", "name": "Vera", "organisation": "",
    "language": "nl", "email": "vera@example.org", "plan": "", "stages": "recycling",
    "materials": "lithium", "municipality": "delft",
}  # fmt: skip
JSON = {**ASKED, "stages": ["recycling"], "materials": ["lithium"]}


def ask() -> tuple[str, dict]:
    return reverse("desk:ask"), {**ASKED, "cell": "recycling/lithium"}


def react() -> tuple[str, dict]:
    return InquiryFactory(language="nl").private_path, {"text": "Nog iets."}


def dossier() -> tuple[str, dict]:
    return reverse("desk:ask-dossier"), {"stage": "recycling", "material": "lithium", "municipality": ""}


def follow() -> tuple[str, dict]:
    return f"{reverse('following:ask', args=['materials'])}?key=lithium", {
        "email": "vera@example.org",
        "rhythm": "at-once",
    }


FORMS: dict[str, Callable[[], tuple[str, dict]]] = {"ask": ask, "react": react, "dossier": dossier, "follow": follow}


@pytest.fixture(scope="module")
def _known(fill_once: FillOnce) -> None:
    fill_once(make_known)


@pytest.fixture(autouse=True)
def _at_once(_known: None, db: None, settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path
    settings.PUBLIC_FORM_FASTEST = 0


def make_known() -> None:
    with publishing():
        StageFactory(public=True, slug="recycling")
        MaterialFactory(public=True, slug="lithium")
        MunicipalityFactory(public=True, slug="delft")


def stamped(client: Client, address: str, data: dict) -> dict:
    page = form_data(client.get(address))
    return {"contact_reference": "", "stamp": page["stamp"][-1], **data}


def counted() -> list[int]:
    return [model._default_manager.count() for model in WRITTEN]


@pytest.mark.parametrize("form", FORMS)
def test_whatever_in_all_fields_is_refused(client, form):
    address, good = FORMS[form]()
    data, before = stamped(client, address, good), counted()
    for name, value in VALUES.items():
        sent = {field: value for field in good if field != "text"} | {"stamp": value}
        assert client.post(address, data | sent).status_code == 422, name
    assert counted() == before


@pytest.mark.parametrize("form", FORMS)
def test_whatever_in_one_field_is_refused_or_taken_in(client, form):
    address, good = FORMS[form]()
    data = stamped(client, address, good)
    for field in data:
        for name in JUST:
            before = counted()
            cache.clear()
            response = client.post(address, data | {field: VALUES[name]})
            assert response.status_code in (302, 422), (field, name)
            assert response.status_code == 302 or counted() == before, (field, name)


@pytest.mark.parametrize("form", FORMS)
def test_a_null_byte_is_named(client, form):
    address, good = FORMS[form]()
    data, before = stamped(client, address, good), counted()
    for field in data:
        response = client.post(address, data | {field: "a\x00b"})
        assert response.status_code == 400
        assert field in response.content.decode()
    assert counted() == before


@pytest.mark.parametrize("form", FORMS)
def test_a_file_for_a_text_and_a_text_for_a_file(client, form):
    address, good = FORMS[form]()
    data = stamped(client, address, good)
    for field in data:
        file = SimpleUploadedFile("a.pdf", b"%PDF-1.7", "application/pdf")
        cache.clear()
        assert client.post(address, data | {field: file}).status_code in (302, 422), field
    cache.clear()
    assert client.post(address, data | {"attachments": "tekst"}).status_code == 302


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("sender", ["https://evil.example", "http://[", "//[", "null", ""])
def test_a_form_from_elsewhere_is_refused(client, form, sender):
    address, good = FORMS[form]()
    data, before = stamped(client, address, good), counted()
    assert client.post(address, data, headers={"Origin": sender}).status_code == 403
    assert counted() == before


@pytest.mark.parametrize("field", JSON)
def test_a_member_with_whatever_is_named_or_taken_in(client, field):
    for name, value in ({name: VALUES[name] for name in JUST} | NO_TEXTS).items():
        before = counted()
        cache.clear()
        body = json.dumps(JSON | {field: [value] if isinstance(JSON[field], list) else value})
        response = client.post("/api/v1/inquiries", body, content_type="application/json")
        if response.status_code == 201:
            continue
        assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json"), name
        assert [error["name"] for error in response.json()["errors"]] == [field] * len(response.json()["errors"]), name
        assert counted() == before


@pytest.mark.parametrize("field", ["service", "language", "municipality", "stages", "materials"])
def test_a_choice_that_is_none_is_told_by_its_beginning(client, field):
    """The page does not carry back a million characters."""
    address, good = ask()
    response = client.post(address, stamped(client, address, good) | {field: "q" * 1_000_000})
    assert response.status_code == 422
    assert f"“{'q' * 60}” is hier niet bekend." in response.content.decode()
    assert len(response.content) < 300_000
