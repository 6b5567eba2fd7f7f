"""The table of limits in the documentation is the one in the settings."""

import re

from django.conf import settings
from environ import Env

from companies.imports.columns import COLUMNS
from loket.settings.work import import_settings

TEXT = (settings.BASE_DIR / "docs" / "import-format.md").read_text(encoding="utf-8")


def test_limits(monkeypatch) -> None:
    defaults = import_settings(Env())
    for name in defaults:
        monkeypatch.delenv(name, raising=False)
    written = {
        name: int(value)
        for name, value in re.findall(r"^\| `((?:IMPORT|DOCUMENT)_\w+)` \| (\d+) \|", TEXT, re.MULTILINE)
    }
    assert written == import_settings(Env())


def test_columns() -> None:
    grouped = ("_sources", "_confidence")
    plain = [column.key for column in COLUMNS if not column.key.endswith(grouped)]
    assert [key for key in plain if f"`{key}`" not in TEXT] == []
