"""``POST /api/v1/inquiries``: the same checks and limits as the page; nothing can be read."""

import json

import pytest

from desk.enums import Channel
from desk.models import Inquiry
from tests.factories import InquiryFactory

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/inquiries"
GOOD = {
    "service": "insight", "question": "Who works with tungsten here?", "name": "Vera", "email": "vera@example.org",
}  # fmt: skip


def post(client, sent, **extra):
    return client.post(ADDRESS, json.dumps(sent), content_type="application/json", **extra)


def test_a_question_comes_in(client, chain, post_mails):
    sent = GOOD | {"stages": ["recycling"], "materials": ["lithium"], "plan": "/en/?a=1", "language": "en"}
    response = post(client, sent)
    assert response.status_code == 201, response.content
    inquiry = Inquiry.objects.get()
    assert response.json() == {"reference": inquiry.reference, "answerBy": inquiry.answer_due.isoformat()}
    assert (inquiry.channel, inquiry.origin_path, inquiry.language) == (Channel.API, "/en/?a=1", "en")
    assert list(inquiry.stages.all()) == [chain[0]]
    assert inquiry.token in post_mails()[0].body


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"service": "koffie"}, "service"),
        ({"service": 3}, "service"),
        ({"question": None}, "question"),
        ({"question": "kort"}, "question"),
        ({"email": "vera"}, "email"),
        ({"email": ["vera@example.org"]}, "email"),
        ({"stages": "recycling"}, "stages"),
        ({"stages": ["maan"]}, "stages"),
        ({"materials": [1]}, "materials"),
        ({"plan": "https://evil.test"}, "plan"),
        ({"language": "fr"}, "language"),
        ({"assignee": "1"}, "assignee"),
        ({"is_example": "true"}, "is_example"),
        ({"state": "closed"}, "state"),
    ],
)
def test_bad_input_is_named(client, changes, name):
    response = post(client, GOOD | changes)
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    assert name in {error["name"] for error in response.json()["errors"]}
    assert not Inquiry.objects.exists()


@pytest.mark.parametrize("sent", [[], "x", 3, None])
def test_no_object(client, sent):
    assert post(client, sent).status_code == 400


def test_nothing_can_be_read(client):
    inquiry = InquiryFactory()
    for method in ("get", "put", "patch", "delete"):
        assert getattr(client, method)(ADDRESS).status_code == 405
    assert client.get(f"{ADDRESS}/{inquiry.pk}").status_code == 404


def test_it_is_limited_together_with_the_page(client):
    codes = [post(client, GOOD | {"email": f"v{n}@example.org"}).status_code for n in range(11)]
    assert codes == [201] * 10 + [429]


def test_another_site_cannot_send_a_plain_form(client):
    assert client.post(ADDRESS, GOOD).status_code in (400, 415)
    assert client.post(ADDRESS, json.dumps(GOOD), content_type="text/plain").status_code == 415
    assert not Inquiry.objects.exists()
