"""Trap 5: the visitor's address is the one that our own proxy saw, for throttles, lock-outs and logs alike."""

import logging

import pytest
from allauth.core.internal.ratelimit import get_ip
from axes.helpers import get_client_ip_address
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st
from rest_framework.response import Response
from rest_framework.settings import api_settings
from rest_framework.test import APIRequestFactory
from rest_framework.views import APIView

from companies.guard import network_of
from loket.accounts.limits import AddressThrottle, client_network
from loket.middleware.address import ClientAddressMiddleware, client_address
from tests.loket.security.accounts import PASSWORD, make_user, try_password

PROXY = "10.0.0.1"
VISITOR = "203.0.113.7"


def request(forwarded: str | None = None, peer: str = PROXY):
    extra = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded is not None else {}
    return RequestFactory().get("/", REMOTE_ADDR=peer, **extra)


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (0, None, PROXY),
        (0, VISITOR, PROXY),
        (1, VISITOR, VISITOR),
        (1, f"6.6.6.6, {VISITOR}", VISITOR),
        (1, f"6.6.6.6,7.7.7.7 ,  {VISITOR} ", VISITOR),
        (2, f"6.6.6.6, {VISITOR}, 10.0.0.2", VISITOR),
        (2, VISITOR, PROXY),
        (1, None, PROXY),
        (1, "not an address", PROXY),
        (1, f"{VISITOR}:4711", VISITOR),
        (1, "[2001:db8::1]:4711", "2001:db8::1"),
        (1, "2001:DB8:0::1", "2001:db8::1"),
        (1, f"::ffff:{VISITOR}", VISITOR),
    ],
)
def test_only_our_own_proxies_are_believed(proxies, forwarded, expected):
    assert client_address(request(forwarded), proxies) == expected


@given(st.lists(st.ip_addresses().map(str), max_size=4), st.ip_addresses(v=4).map(str))
def test_whatever_the_visitor_claims_the_last_entry_counts(claimed, seen):
    assert client_address(request(", ".join([*claimed, seen])), 1) == seen


def test_all_parts_count_the_same_address(settings):
    settings.TRUSTED_PROXIES = 1
    got = request(f"6.6.6.6, {VISITOR}")
    ClientAddressMiddleware(lambda request: None)(got)
    assert {client_network(got), get_ip(got), get_client_ip_address(got), got.META["REMOTE_ADDR"]} == {VISITOR}
    assert AddressThrottle().get_ident(got) == VISITOR
    assert api_settings.NUM_PROXIES == 0


class Limited(APIView):
    authentication_classes = ()
    permission_classes = ()
    throttle_classes = (AddressThrottle,)

    def get(self, request):
        return Response({})


def ask(address: str, forwarded: str = "") -> int:
    got = APIRequestFactory().get("/api/v1/x", REMOTE_ADDR=PROXY, HTTP_X_FORWARDED_FOR=f"{forwarded}{address}")
    response = ClientAddressMiddleware(Limited.as_view())(got)
    if response.status_code == 429:
        assert int(response["Retry-After"]) >= 1
        response.render()
        assert response.data["status"] == 429
    return response.status_code


def test_fifty_forged_addresses_get_no_more_than_the_limit(settings):
    settings.TRUSTED_PROXIES, settings.API_RATE = 1, "5/d"
    answers = [ask(VISITOR, f"198.51.100.{number}, ") for number in range(50)]
    print(f"50 requests with 50 forged addresses against a limit of 5: {answers.count(200)} passed")
    assert answers.count(200) == 5
    assert ask("203.0.113.8") == 200


def test_one_subscriber_of_ipv6_is_one_visitor(settings):
    settings.TRUSTED_PROXIES, settings.API_RATE = 1, "5/d"
    answers = [ask(f"2001:db8:0:1::{number:x}") for number in range(1, 21)]
    assert answers.count(200) == 5
    assert ask("2001:db8:0:2::1") == 200
    assert network_of("2001:db8:0:1:aaaa::9") == "2001:db8:0:1::"


@pytest.mark.django_db
def test_an_office_behind_one_address_is_not_locked_by_one_colleague(client, settings):
    make_user("a.bakker")
    make_user("b.bakker")
    for number in range(6):
        locked = try_password(client, "a.bakker", f"fout wachtwoord {number}", REMOTE_ADDR=VISITOR)
    assert locked.status_code == 429
    assert try_password(client, "a.bakker", PASSWORD, REMOTE_ADDR=VISITOR).status_code == 429
    assert try_password(client, "b.bakker", PASSWORD, REMOTE_ADDR=VISITOR).status_code == 302


@pytest.mark.django_db
def test_a_stranger_cannot_lock_an_officer_out_from_one_address(client, django_user_model):
    make_user()
    for number in range(30):
        try_password(client, "j.jansen", f"fout wachtwoord {number}", REMOTE_ADDR="198.51.100.66")
    assert try_password(client, "j.jansen", PASSWORD, REMOTE_ADDR=VISITOR).status_code == 302


@pytest.mark.django_db
def test_the_name_and_the_mail_address_of_one_account_count_together(client):
    make_user()
    names = ["j.jansen", "J.Jansen", "j.jansen@example.org", "J.JANSEN@example.org", " j.jansen "]
    for name in names:
        try_password(client, name, "fout wachtwoord", REMOTE_ADDR=VISITOR)
    assert try_password(client, "j.jansen", PASSWORD, REMOTE_ADDR=VISITOR).status_code == 429


@pytest.mark.django_db
def test_the_log_tells_the_true_address(client, settings, caplog):
    settings.TRUSTED_PROXIES = 1
    caplog.set_level(logging.INFO, "loket.security")
    try_password(client, "nobody", "x", REMOTE_ADDR=PROXY, HTTP_X_FORWARDED_FOR=f"6.6.6.6, {VISITOR}")
    line = caplog.records[-1]
    assert (line.action, line.result, line.object, line.origin) == ("sign-in", "refused", "account nobody", VISITOR)
