"""Catalogues: what was compiled a moment ago is spoken at once, else a new portal keeps English in Dutch documents."""

import ast
import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.utils.translation import gettext, override
from django.utils.translation.reloader import translation_file_changed
from django.utils.translation.trans_real import DjangoTranslation

from loket import messages


@pytest.fixture
def catalogue(tmp_path, monkeypatch, settings) -> Iterator[str]:
    """A catalogue of an app of its own, in no process yet."""
    monkeypatch.setattr(messages, "ROOT", tmp_path)
    source = messages.catalogue_path("toy")
    source.parent.mkdir(parents=True)
    source.write_text('msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "ore"\nmsgstr "erts"\n')
    settings.LOCALE_PATHS = [tmp_path / "toy" / "locale"]
    translation_file_changed(None, source.with_suffix(".mo"))
    yield "toy"
    translation_file_changed(None, source.with_suffix(".mo"))


def test_a_compiled_text_is_spoken_by_the_process_that_compiled_it(catalogue):
    with override("nl"):
        assert gettext("ore") == "ore"
    messages.compile_catalogue(catalogue)
    with override("nl"):
        assert gettext("ore") == "erts"


def test_one_text_has_one_dutch_text_in_all_catalogues(catalogue, monkeypatch):
    monkeypatch.setattr(messages, "APPS", ("toy", "train"))
    other = messages.catalogue_path("train")
    other.parent.mkdir(parents=True)
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
    other.write_text(f'{head}msgid "ore"\nmsgstr "erts"\n\nmsgctxt "money"\nmsgid "ore"\nmsgstr "öre"\n')
    assert list(messages.disagreements()) == []
    other.write_text(f'{head}msgid "ore"\nmsgstr "delfstof"\n')
    (fault,) = messages.disagreements()
    assert (fault.app, fault.text) == ("train", "ore")
    assert "erts" in fault.reason


SAID_BY_SCRIPT = re.compile(r"""\bgettext\((['"])(.+?)\1\)""")


def test_the_scripts_of_the_admin_speak_dutch():
    """The texts of Django's own Dutch catalogue lag behind its scripts."""
    scripts = files("django.contrib.admin") / "static" / "admin" / "js"
    said = {
        text
        for script in scripts.iterdir()
        if script.name.endswith(".js")
        for _quote, text in SAID_BY_SCRIPT.findall(script.read_text(encoding="utf-8"))
    }
    spoken = DjangoTranslation("nl", "djangojs", [str(files("django.contrib.admin") / "locale")])
    same_in_dutch = {"Filter", "April", "November", "September", "December"}
    assert "Choose all %s" in said
    assert [text for text in sorted(said - same_in_dutch) if spoken.gettext(text) == text] == []


def test_every_text_stands_where_it_is_found():
    """Within an f-string no tool sees a text before Python 3.12: it would never get its Dutch."""
    hidden = [
        f"{path.relative_to(django_settings.BASE_DIR)}: {call.args[0].value}"
        for app in messages.APPS
        for path in Path(django_settings.BASE_DIR, app).rglob("*.py")
        for text in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call)
        and getattr(call.func, "id", "") in ("_", "gettext", "gettext_lazy", "ngettext", "pgettext")
        and isinstance(call.args[0], ast.Constant)
    ]
    assert hidden == []


def test_an_empty_list_of_the_admin_is_told_in_plain_english(client, admin_user):
    admin_user.language = "en"
    admin_user.save()
    client.force_login(admin_user)
    page = client.get("/admin/companies/organisation/").content.decode()
    assert "yielded" not in page
    assert "There is nothing here." in page
