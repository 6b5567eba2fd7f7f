"""Rows on the page of a record that trade values of which each has its own."""

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from agenda.models import Light
from tests.factories import DecisionFactory, LightFactory, LocationFactory, MeetingFactory
from tests.html_forms import form_data

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(curator):
    meeting = MeetingFactory()
    for number in (1, 2, 3):
        DecisionFactory(meeting=meeting, number=number, text_nl=f"Besluit {number}")
    return meeting


def change(client: Client, record, **values: object):
    name = record._meta.model_name
    url = reverse(f"admin:agenda_{name}_change", args=[record.pk])
    data = form_data(client.get(url), f"{name}_form")
    return client.post(url, {**data, **{key.replace("__", "-"): value for key, value in values.items()}})


def told(meeting) -> dict[int, str]:
    return dict(meeting.decisions.values_list("number", "text_nl"))


def test_a_decision_is_put_between_two_others(client: Client, meeting) -> None:
    """The second becomes the third while the third becomes the fourth: saved as they stand, the two would collide."""
    new = {"decisions-TOTAL_FORMS": 4, "decisions-3-number": 2, "decisions-3-text_nl": "Ertussen",
           "decisions-3-text_en": "Between", "decisions-3-meeting": meeting.pk}  # fmt: skip
    response = change(client, meeting, decisions__1__number=3, decisions__2__number=4, **new)
    assert response.status_code == 302, response.context["errors"]
    assert told(meeting) == {1: "Besluit 1", 2: "Ertussen", 3: "Besluit 2", 4: "Besluit 3"}


def test_a_decision_takes_the_number_of_one_that_is_deleted(client: Client, meeting) -> None:
    response = change(client, meeting, decisions__0__number=2, decisions__1__DELETE="on")
    assert response.status_code == 302, response.context["errors"]
    assert told(meeting) == {2: "Besluit 1", 3: "Besluit 3"}


def test_decisions_that_change_places_are_refused_in_words(client: Client, meeting) -> None:
    response = change(client, meeting, decisions__0__number=2, decisions__1__number=1, decisions__2__text_en="Other")
    assert response.status_code == 200
    page = response.content.decode()
    assert "take each other’s place" in page
    assert told(meeting) == {1: "Besluit 1", 2: "Besluit 2", 3: "Besluit 3"}
    assert not get_messages(response.wsgi_request)
    assert not meeting.decisions.filter(text_en="Other")
    # The rows stand on the page as they did.
    assert page.index('name="decisions-0-number" value="2"') < page.index('name="decisions-1-number" value="1"')


def test_rows_that_a_form_calls_new_are_refused_when_they_are_there(client: Client, meeting) -> None:
    response = change(client, meeting, **{"decisions-INITIAL_FORMS": 0})
    assert "has a decision with this number already" in response.content.decode()
    assert meeting.decisions.count() == 3


def test_lights_that_change_subject_too(client: Client, curator) -> None:
    location = LocationFactory()
    for subject in ("space", "grid"):
        LightFactory(location=location, subject=subject)
    response = change(client, location, lights__0__subject="grid", lights__1__subject="water")
    assert response.status_code == 302, response.context["errors"]
    assert list(Light.objects.order_by("pk").values_list("subject", flat=True)) == ["grid", "water"]
    assert change(client, location, lights__0__subject="water", lights__1__subject="grid").status_code == 200
