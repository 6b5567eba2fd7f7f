"""Taking a list back in the admin: asked first, by who may apply lists, and refused for kinds that cannot."""

from collections.abc import Callable
from html import unescape

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags

from companies.models import Organisation
from imports import undoing
from imports.models import Import, Notice
from imports.work import work_on
from loket.models import User
from permits.imports import TrajectoriesImporter
from tests.companies.imports.lists import HEADER, Take

SignIn = Callable[..., Client]


@pytest.fixture
def sign_in(db: None) -> SignIn:
    def run(*permissions: str) -> Client:
        name = "-".join(permissions) or "nobody"
        user = User.objects.create_user(name, f"{name}@example.org", "x", is_staff=True, language="en")
        user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
        client = Client(headers={"accept-language": "en"})
        client.force_login(user)
        return client

    return run


def visible_text(page: str) -> str:
    return unescape(" ".join(strip_tags(page).split()))


def address(name: str, job: Import) -> str:
    return reverse(f"admin:imports_import_{name}", args=[job.pk])


def test_the_page_asks_first_and_then_takes_back(take: Take, sign_in: SignIn) -> None:
    curator = sign_in("add_import", "view_import", "add_organisation", "add_trajectory")
    job = take(f"{HEADER}\nA;refining;Rotterdam\nB;refining;Rotterdam\n")
    changed = Organisation.objects.get(slug="b")
    changed.description_nl = "Van ons"
    changed.save()
    assert address("undo", job) in curator.get(address("change", job)).content.decode()
    page = visible_text(curator.get(address("undo", job)).content.decode())
    assert "B: was changed since by somebody else" in page
    assert "Also the records that somebody else changed since" in page
    assert Organisation.objects.count() == 2, "asking changes nothing"
    assert curator.post(address("undo", job)).url == address("change", job)
    running = curator.get(address("change", job)).content.decode()
    assert "Being taken back" in running
    work_on(job.pk)
    assert list(Organisation.objects.values_list("slug", flat=True)) == ["b"]
    page = curator.get(address("change", job), {"outcome": "left"}).content.decode()
    assert "1 rows, and 1 left as they are" in visible_text(page)
    assert "Take back what was left" in page
    assert "A</td>" not in page
    assert Notice.objects.get(state="taken_back").user.username.startswith("add_import")
    curator.post(address("undo", job), {"changed_too": "on"})
    work_on(job.pk)
    assert not Organisation.objects.exists()
    assert curator.get(address("undo", job)).url == address("change", job)
    assert curator.post(address("undo", job)).status_code == 409


def test_who_may_not_apply_may_not_take_back(take: Take, sign_in: SignIn) -> None:
    job = take(f"{HEADER}\nA;refining;Rotterdam\n")
    reader = sign_in("view_import")
    assert address("undo", job) not in reader.get(address("change", job)).content.decode()
    for client, status in ((reader, 403), (sign_in(), 403), (Client(), 302)):
        assert client.get(address("undo", job)).status_code == status
        assert client.post(address("undo", job)).status_code == status
    assert Organisation.objects.exists()


def test_a_kind_that_cannot_says_why(take: Take, sign_in: SignIn, monkeypatch) -> None:
    job = take(f"{HEADER}\nA;refining;Rotterdam\n")
    Import.objects.filter(pk=job.pk).update(kind="trajectories")
    curator = sign_in("add_import", "view_import", "add_organisation", "add_trajectory")
    assert address("undo", job) not in curator.get(address("change", job)).content.decode()
    answer = curator.post(address("undo", job))
    assert answer.status_code == 409
    assert str(TrajectoriesImporter.cannot_undo) in visible_text(answer.content.decode())


@pytest.mark.parametrize("changed_too", [False, True])
def test_of_a_long_list_the_first_records_are_looked_at_and_all_taken_back(
    take: Take, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch, changed_too: bool
) -> None:
    monkeypatch.setattr(undoing, "LOOKED_AT", 2)
    monkeypatch.setattr(undoing, "AT_ONCE", 2)
    curator = sign_in("add_import", "view_import", "add_organisation")
    job = take(f"{HEADER}\n" + "".join(f"{name};refining;Rotterdam\n" for name in "ABCDE"))
    last = Organisation.objects.get(slug="e")
    last.description_nl = "Van ons"
    last.save()
    page = visible_text(curator.get(address("undo", job)).content.decode())
    assert "Records5 to be removed2 to be set back0 to be left0" in page
    assert "these figures are of its first 2 records" in page
    assert "Also the records that somebody else changed since" in page, "which may be beyond the first ones"
    User.objects.update(language="nl")
    page = visible_text(curator.get(address("undo", job)).content.decode())
    assert "deze cijfers gaan over de eerste 2 gegevens" in page
    curator.post(address("undo", job), {"changed_too": "on"} if changed_too else {})
    work_on(job.pk)
    assert list(Organisation.objects.values_list("slug", flat=True)) == ([] if changed_too else ["e"])


def test_of_a_list_that_was_looked_at_whole_nothing_is_said_about_the_rest(take: Take, sign_in: SignIn) -> None:
    curator = sign_in("add_import", "view_import", "add_organisation")
    page = curator.get(address("undo", take(f"{HEADER}\nA;refining;Rotterdam\n"))).content.decode()
    assert "these figures are of its first" not in visible_text(page)
    assert "changed_too" not in page
