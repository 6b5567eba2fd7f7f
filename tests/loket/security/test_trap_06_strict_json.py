"""Trap 6: JSON that breaks, is too deep or holds what no database keeps is a problem that names it."""

import json

import pytest
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response
from rest_framework.test import APIRequestFactory
from rest_framework.views import APIView

PROBLEM = "application/problem+json"


class Echo(APIView):
    authentication_classes = ()
    permission_classes = ()
    throttle_classes = ()

    def post(self, request):
        if request.data == {"fail": True}:
            raise ValidationError({"startDate": ["Not a date."], "params": {"days": ["Too many."]}})
        return Response(request.data)


def echo(body: str | bytes):
    answer = Echo.as_view()(APIRequestFactory().post("/api/v1/echo", body, content_type="application/json"))
    answer.render()
    return answer


@pytest.mark.parametrize("depth", [33, 1_000, 100_000])
def test_deep_json_is_a_problem(depth):
    for body in ("[" * depth + "]" * depth, '{"a":' * depth + "1" + "}" * depth):
        answer = echo(body)
        assert (answer.status_code, answer.data["status"]) == (400, 400)
        assert "32" in answer.data["detail"]


def test_json_of_allowed_depth_passes():
    assert echo("[" * 32 + "]" * 32).status_code == 200


@pytest.mark.parametrize(
    "body", ["{", '{"a":1,"a":2}', "[NaN]", "[Infinity]", '["\\u0000"]', '{"\\u0000":1}', b"\xff\xfe", "1" * 5_000]
)
def test_json_that_is_not_strict_is_a_problem(body):
    answer = echo(body)
    assert answer.status_code == 400
    assert answer.data["title"]
    assert answer.data["detail"]


@pytest.mark.parametrize(
    ("body", "name"),
    [
        (r'{"name": "a\u0000b"}', "name"),
        (r'{"params": {"consent": ["x", "\u0000"]}}', "params.consent"),
        (r'{"a\u0000": 1}', "a\\0"),
        (r'{"name": "a\ud800b"}', "name"),
        (r'{"params": {"consent": ["x", "\udfff"]}}', "params.consent"),
        (r'{"a\ud800": 1}', r"a\ud800"),
    ],
)
def test_a_text_that_no_database_keeps_is_named(body, name):
    answer = echo(body)
    assert (answer.status_code, answer.content_type) == (400, PROBLEM)
    assert [error["name"] for error in json.loads(answer.content)["errors"]] == [name]


@pytest.mark.parametrize("body", [r'"\ud83d"', r'{"\ud800": 1, "\ud800": 2}'])
def test_half_a_character_can_be_told_of(body):
    answer = echo(body)
    assert answer.status_code == 400
    assert r"\ud8" in answer.data["detail"]


def test_two_halves_are_a_character():
    assert echo(r'["\ud83d\ude00"]').data == ["😀"]


def test_problems_name_each_field():
    answer = echo('{"fail": true}')
    assert answer.content_type == PROBLEM
    assert answer.data["errors"] == [
        {"name": "startDate", "reason": "Not a date."},
        {"name": "params.days", "reason": "Too many."},
    ]
    assert "startDate: Not a date." in answer.data["detail"]
