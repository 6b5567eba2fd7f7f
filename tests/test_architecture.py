"""The shape of the house: arrows go down only, files stay small, nothing of a machine stands in the repository."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
PACKAGES = ("loket", "desk", "agenda", "permits", "companies", "valuechains", "imports", "publication")
LONGEST_FILE = 300


def tracked(*patterns: str) -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", *patterns],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode:
        return [path for pattern in patterns for path in ROOT.rglob(pattern) if ".venv" not in path.parts]
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


def test_imports_go_down_only() -> None:
    result = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports as go; raise SystemExit(go(no_cache=True))"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert result.returncode == 0, f"{result.stdout}{result.stderr}"
    assert "1 kept, 0 broken" in result.stdout


def test_no_file_has_two_jobs() -> None:
    too_long = {
        str(path.relative_to(ROOT)): count
        for path in tracked("*.py")
        if "migrations" not in path.parts and (count := len(path.read_text().splitlines())) > LONGEST_FILE
    }
    assert too_long == {}


def test_the_locks_name_no_index_and_hash_everything() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (ROOT / name).read_text()
        assert "--index" not in text
        assert "://" not in text
        pinned = re.findall(r"^[a-z0-9][^\s]*==", text, re.MULTILINE)
        assert len(pinned) > 20
        for block in re.split(r"\n(?=[a-z0-9])", text):
            assert not block.startswith(tuple("abcdefghijklmnopqrstuvwxyz")) or "--hash=sha256:" in block, block[:60]


@pytest.mark.parametrize("package", PACKAGES)
def test_each_package_says_what_it_is(package: str) -> None:
    assert (ROOT / package / "__init__.py").read_text().startswith('"""')


# Help texts come from our own code, and Django's password rules are given as a list.
WRITES_MARKUP = {"templates/components/form/field.html"}


def test_public_code_writes_no_markup_by_hand() -> None:
    """Text stays text: marking it safe, raw SQL and inline script or style happen nowhere unseen."""
    forbidden = re.compile(r"mark_safe|\|safe\b|\.raw\(|\.extra\(|RawSQL|onclick=|onload=|<style|javascript:")
    found = {}
    for path in tracked("*.py", "*.html", "*.js"):
        relative = path.relative_to(ROOT)
        if str(relative) not in WRITES_MARKUP and relative.parts[0] in (*PACKAGES, "templates", "static"):
            hits = forbidden.findall(path.read_text())
            if hits:
                found[str(relative)] = hits
    assert found == {}


def test_a_comment_of_a_template_ends_on_its_line() -> None:
    """Longer ones are no comments: the page would show them."""
    longer = re.compile(r"\{#(?!.*#\})")
    assert [str(path) for path in tracked("*.html", "*.txt") if longer.search(path.read_text())] == []
