"""Trap 9: what a visitor sends has a limit before any work is done on it."""

import time

import pytest
from django.conf import settings

pytestmark = pytest.mark.django_db


def test_limits_are_set():
    assert settings.MAX_QUERY_STRING <= 4096
    assert settings.DATA_UPLOAD_MAX_MEMORY_SIZE <= 2 * 1024 * 1024
    assert settings.DATA_UPLOAD_MAX_NUMBER_FIELDS <= 2000
    assert settings.DATA_UPLOAD_MAX_NUMBER_FILES <= 5
    assert min(settings.IMPORT_MAX_BYTES, settings.IMPORT_MAX_UNZIPPED_BYTES, settings.IMPORT_MAX_ROWS) > 0


@pytest.mark.parametrize("address", ["/nl/?q=", "/en/?q=", "/api/v1/companies?q=", "/admin/?q="])
def test_a_query_that_is_too_long_costs_no_work(client, address, django_assert_num_queries):
    with django_assert_num_queries(0):
        began = time.process_time()
        answer = client.get(address + "wolfraam%20" * 2000)
        spent = time.process_time() - began
    assert answer.status_code == (400 if address.startswith("/api/") else 414)
    assert spent < 1


def test_a_password_of_a_megabyte_is_refused_before_it_is_hashed(client):
    began = time.perf_counter()
    answer = client.post("/nl/accounts/login/", {"login": "j.jansen", "password": "x" * 1_000_000})
    assert answer.status_code == 200
    assert time.perf_counter() - began < 2
    assert "field__errors" in answer.content.decode()
