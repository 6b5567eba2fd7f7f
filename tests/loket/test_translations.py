"""``manage.py translations --compile`` in a clean clone: what the same process writes next is in Dutch."""

from django.core.management import call_command
from django.utils.translation import gettext, override

from loket import messages

CATALOGUE = """
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\n"

msgid "a word of this test"
msgstr "een woord van deze test"
"""


def test_what_was_just_compiled_is_read_at_once(tmp_path, monkeypatch, settings):
    source = tmp_path / "app" / "locale" / "nl" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text(CATALOGUE)
    monkeypatch.setattr(messages, "ROOT", tmp_path)
    monkeypatch.setattr(messages, "APPS", ("app",))
    settings.LOCALE_PATHS = [tmp_path / "app" / "locale"]
    with override("nl"):
        assert gettext("a word of this test") == "a word of this test"
    call_command("translations", compile=True)
    with override("nl"):
        assert gettext("a word of this test") == "een woord van deze test"
