"""Forms for visitors: robots are slowed, people are not asked for anything, nothing is kept about them."""

import logging

import pytest
from django import forms
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils.translation import override

from companies.guard import GuardedForm, network_of, public_form
from tests.stamps import stamp_of


class ToyForm(GuardedForm):
    guard_scope = "toy"
    per_network = 3
    in_all = 5

    word = forms.CharField()


class OtherForm(ToyForm):
    guard_scope = "other toy"


@pytest.fixture(autouse=True)
def _nothing_counted():
    cache.clear()
    yield
    cache.clear()


def sent(
    *, address: str = "192.0.2.1", seconds_ago: float = 60, form: type[GuardedForm] = ToyForm, **values
) -> ToyForm:
    data = {"word": "koper", "stamp": stamp_of(form, seconds_ago), **values}
    return ToyForm(data, request=RequestFactory().post("/", REMOTE_ADDR=address))


def test_a_person_gets_through():
    form = sent()
    assert form.is_valid()
    assert form.answer_status == 200
    assert form.stamp_id


def test_each_page_has_a_stamp_of_its_own():
    assert sent().is_valid()
    first, second = sent(), sent()
    assert first.is_valid()
    assert second.is_valid()
    assert first.stamp_id != second.stamp_id


def test_one_page_sent_again_is_told_from_another_answer_on_it():
    stamp = stamp_of(ToyForm)
    first, again, altered = sent(stamp=stamp), sent(stamp=stamp), sent(stamp=stamp, word="kobalt")
    assert all(form.is_valid() for form in (first, again, altered))
    assert first.stamp_id == again.stamp_id != altered.stamp_id


def test_a_filled_trap_field_is_refused_and_logged(caplog):
    with caplog.at_level(logging.INFO, logger="loket.security"):
        form = sent(contact_reference="https://spam.test")
        assert not form.is_valid()
    assert form.answer_status == 422
    assert [record.object for record in caplog.records] == ["toy"]
    assert "spam.test" not in caplog.text


def test_sent_within_seconds_is_refused_and_the_same_stamp_is_good_later(monkeypatch):
    monkeypatch.setattr("companies.guard.FASTEST", 600)
    fast = sent(seconds_ago=1)
    with override("en"):
        assert not fast.is_valid()
        assert "very fast" in str(fast.non_field_errors())
    monkeypatch.setattr("companies.guard.FASTEST", 0)
    assert sent(stamp=fast["stamp"].value()).is_valid()


@pytest.mark.parametrize("stamp", ["", "verzonnen", "a:b:c", "ü" * 500])
def test_a_stamp_that_is_not_ours_is_refused_and_a_fresh_one_given(stamp):
    form = sent(stamp=stamp)
    assert not form.is_valid()
    assert form["stamp"].value() != stamp
    assert ToyForm._signer().unsign(form["stamp"].value())


def test_a_page_open_for_more_than_a_day_is_asked_for_anew():
    assert not sent(seconds_ago=25 * 3600).is_valid()


def test_a_stamp_of_one_form_does_not_open_another():
    assert not sent(form=OtherForm).is_valid()


def test_a_network_and_all_together_have_a_limit():
    assert [sent().is_valid() for _ in range(4)] == [True, True, True, False]
    limited = sent()
    assert limited.answer_status == 429
    others = [sent(address=f"198.51.100.{number}").is_valid() for number in range(200)]
    assert others.count(True) == 2


def test_what_is_wrong_in_itself_does_not_count():
    for _ in range(10):
        assert not sent(word="").is_valid()
    assert sent().is_valid()


def test_one_subscriber_is_one_network():
    assert network_of("2001:db8:1:2:3::4") == network_of("2001:db8:1:2:ffff::9")
    assert network_of("192.0.2.1") != network_of("192.0.2.2")
    assert network_of("not an address") == "not an address"


@public_form
def page(request):
    return HttpResponse("ok")


@pytest.mark.parametrize(
    ("headers", "passes"),
    [
        ({}, True),
        ({"HTTP_SEC_FETCH_SITE": "same-origin"}, True),
        ({"HTTP_SEC_FETCH_SITE": "cross-site"}, False),
        ({"HTTP_SEC_FETCH_SITE": "same-site"}, False),
        ({"HTTP_ORIGIN": "http://testserver"}, True),
        ({"HTTP_ORIGIN": "https://evil.test"}, False),
        ({"HTTP_ORIGIN": "null"}, False),
        ({"HTTP_ORIGIN": "http://["}, False),
    ],
)
def test_a_page_of_somebody_else_cannot_send_the_form(headers, passes):
    request = RequestFactory().post("/", **headers)
    if passes:
        assert page(request).status_code == 200
    else:
        with pytest.raises(PermissionDenied):
            page(request)


def test_the_page_is_never_kept_and_knows_its_methods():
    assert "no-store" in page(RequestFactory().get("/"))["Cache-Control"]
    assert page(RequestFactory().put("/")).status_code == 405
    assert page.csrf_exempt
