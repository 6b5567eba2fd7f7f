"""``manage.py prepare``: what ``make run`` does before it serves; a second time nothing changes."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.forms.models import model_to_dict

from companies.models import Organisation
from loket.management.commands import prepare
from loket.models import User
from loket.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folders(tmp_path, settings):
    settings.STATIC_ROOT = tmp_path / "static"
    settings.VAR_DIR = tmp_path
    settings.STATIC_ROOT.mkdir()


def contents() -> dict[str, list[dict]]:
    """All rows of the portal's own tables."""
    labels = ("companies", "valuechains", "loket")
    models = [model for label in labels for model in apps.get_app_config(label).get_models()]
    return {model._meta.label: sorted(map(str, map(model_to_dict, model._base_manager.all()))) for model in models}


def test_it_fills_an_empty_portal_and_then_changes_nothing(tmp_path):
    """First without the demonstration accounts, for an empty portal is filled in seconds."""
    call_command("prepare", "--no-demo")
    assert Organisation.objects.count() == 86
    assert not User.objects.exists()
    call_command("prepare")
    assert Organisation.objects.count() == 86
    assert set(User.objects.values_list("username", flat=True)) == {role.value for role in Role}
    gathered = sorted(tmp_path.joinpath("static").rglob("*"))
    assert gathered
    before = contents()
    call_command("prepare")
    assert contents() == before


def test_static_files_are_gathered_again_only_when_one_changed(monkeypatch, tmp_path):
    steps: list[str] = []
    monkeypatch.setattr(prepare, "call_command", lambda name, *arguments, **options: steps.append(name))
    command = prepare.Command()
    command._gather_static_files()
    command._gather_static_files()
    assert steps == ["collectstatic"]
    monkeypatch.setattr(prepare, "static_fingerprint", lambda: "another")
    command._gather_static_files()
    assert steps == ["collectstatic"] * 2
