"""Log lines: one a fact, in UTC, with who, what, result and from where; nothing that opens a door."""

import json
import logging
from datetime import datetime

import pytest

from loket.logs import JsonFormatter, PlainFormatter, masked, record
from loket.roles import Role
from tests.loket.security.accounts import PASSWORD, SECRET, code_now, give_code, make_user, try_password


def line(message: str, *args: object, **extra: object) -> logging.LogRecord:
    entry = logging.LogRecord("loket.test", logging.WARNING, __file__, 1, message, args, None)
    entry.__dict__.update(extra)
    return entry


def test_a_line_is_one_json_object_with_the_time_in_utc():
    text = JsonFormatter().format(line("hallo %s", "wereld", action="sign-in", who="j.jansen", status_code=403))
    data = json.loads(text)
    assert "\n" not in text
    assert datetime.fromisoformat(data["time"]).utcoffset().total_seconds() == 0
    assert (data["level"], data["logger"], data["message"]) == ("warning", "loket.test", "hallo wereld")
    assert (data["action"], data["who"], data["status"]) == ("sign-in", "j.jansen", 403)


@pytest.mark.parametrize("name", ["x\r\n2026-01-01 INFO sign-in done", "x\n\n{}", "x\u2028y", "x\x1b[31m", "x\x00y"])
def test_a_name_cannot_begin_a_line_of_its_own(name):
    entry = line("sign-in of %s", name, object=f"account {name}")
    assert len(JsonFormatter().format(entry).splitlines()) == 1
    plain = PlainFormatter("%(levelname)s %(message)s").format(entry)
    assert len(plain.splitlines()) == 1
    assert "\x1b" not in plain


@pytest.mark.parametrize(
    "text",
    [
        "POST password=geheim&x=1",
        "{'password': 'geheim', 'x': 1}",
        '"token": "geheim"',
        "/nl/accounts/password/reset/key/geheim/",
        "redis://:geheim@10.0.0.1/0",
        "postgresql://web:geheim@db/loket",
        "code=geheim",
        "Authorization: geheim",
    ],
)
def test_what_opens_doors_is_masked(text):
    assert "geheim" not in masked(text)
    assert "geheim" not in JsonFormatter().format(line(text))
    assert "geheim" not in PlainFormatter("%(message)s").format(line(text))


@pytest.mark.django_db
def test_every_act_around_an_account_leaves_one_line(client, caplog):
    caplog.set_level(logging.INFO, "loket.security")
    make_user(second_factor=True)
    try_password(client, password="fout wachtwoord")
    try_password(client)
    give_code(client, code_now())
    client.post("/nl/accounts/logout/")
    lines = [(entry.action, entry.result, entry.who) for entry in caplog.records if entry.name == "loket.security"]
    assert lines == [
        ("sign-in", "refused", "anonymous"),
        ("second factor", "used", "j.jansen"),
        ("sign-in", "done", "j.jansen"),
        ("sign-out", "done", "j.jansen"),
    ]
    assert all(entry.origin == "127.0.0.1" for entry in caplog.records if entry.name == "loket.security")


@pytest.mark.django_db
def test_refusals_leave_a_line(client, caplog):
    caplog.set_level(logging.INFO, "loket.security")
    make_user(role=Role.VIEWER)
    try_password(client)
    assert client.get("/admin/companies/organisation/add/").status_code == 403
    assert ("access", "refused", "j.jansen") in [
        (entry.action, entry.result, entry.who) for entry in caplog.records if entry.name == "loket.security"
    ]


@pytest.mark.django_db
def test_signing_in_writes_no_secret_anywhere(client, caplog):
    caplog.set_level(logging.DEBUG)
    logging.getLogger("django.db.backends").setLevel(logging.INFO)
    make_user(second_factor=True)
    try_password(client)
    code = code_now()
    give_code(client, code)
    session = client.session.session_key
    text = "\n".join(JsonFormatter().format(entry) for entry in caplog.records)
    for secret in (PASSWORD, SECRET, f'"{code}"', session):
        assert secret not in text


def test_what_happens_without_a_request_names_this_machine(caplog):
    caplog.set_level(logging.INFO, "loket.security")
    record("import", result="done", request=None, who="beat")
    assert caplog.records[-1].origin == "this machine"
