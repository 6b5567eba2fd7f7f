"""Loading the files: once, the same twice, and never over a version that says something else."""

import json

import pytest
from django.core.management import CommandError, call_command

from permits.law.document import FOLDER, LawDocumentError, digest, read_files
from permits.law.loading import Loaded, load_law
from permits.law.rulesets import current, ruleset_of
from permits.law.rulesets import version as ruleset_version
from permits.law.storing import as_document
from permits.models import LawVersion, PermitType, PermitTypeListing
from publication.models import ListingState
from publication.rebuild import compare

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path):
    for file in FOLDER.glob("*.json"):
        (tmp_path / file.name).write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    return tmp_path


def change(folder, name, edit):
    path = folder / name
    content = json.loads(path.read_text(encoding="utf-8"))
    edit(content)
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


def test_what_is_stored_reads_back_the_same(law):
    assert digest(as_document(law)) == digest(read_files()) == law.digest


def test_the_same_files_twice_write_nothing(law):
    before = dict(ListingState.objects.values_list("kind", "version"))
    version, loaded = load_law()
    assert (version, loaded) == (law, Loaded.UNCHANGED)
    assert dict(ListingState.objects.values_list("kind", "version")) == before
    assert LawVersion.objects.count() == 1


def test_other_content_under_the_same_number_is_refused(law, folder):
    change(folder, "permit-types.json", lambda rows: rows[0]["name"].update(nl="Anders"))
    with pytest.raises(LawDocumentError, match=r"version\.number: version 1 holds other content"):
        load_law(folder)
    assert not PermitType.objects.filter(name_nl="Anders").exists()


def test_development_may_replace_it_in_place(law, folder):
    pks = dict(PermitType.objects.values_list("slug", "pk"))
    change(folder, "permit-types.json", lambda rows: rows[0]["name"].update(nl="Anders"))
    change(folder, "dependencies.json", lambda rows: rows.pop())
    version, loaded = load_law(folder, replace=True)
    assert (version, loaded) == (law, Loaded.REPLACED)
    assert dict(PermitType.objects.values_list("slug", "pk")) == pks
    assert PermitTypeListing.objects.get(slug="mba-ippc").name_nl == "Anders"
    assert digest(as_document(version)) == version.digest


def test_a_new_number_is_published_beside_the_old_one(law, folder):
    change(folder, "version.json", lambda head: head.update(number=2, label="2026-12"))
    change(folder, "permit-types.json", lambda rows: rows[0]["name"].update(nl="Anders"))
    version, loaded = load_law(folder)
    assert loaded is Loaded.NEW
    assert LawVersion.objects.in_force().first() == version
    assert PermitTypeListing.objects.get(slug="mba-ippc").record.version == version
    assert law.permit_types.get(slug="mba-ippc").name_nl != "Anders"
    assert list(compare("permit-types")) == []


def test_a_row_that_names_nobody_writes_nothing(law, folder):
    change(folder, "version.json", lambda head: head.update(number=2))
    change(folder, "municipalities.json", lambda rows: rows[0].update(environmentService="wie"))
    with pytest.raises(LawDocumentError, match="there is no 'wie'"):
        load_law(folder)
    assert LawVersion.objects.count() == 1


def test_the_command_tells_what_it_did(law, capsys):
    call_command("load_law")
    assert "law version 1: unchanged" in capsys.readouterr().out
    LawVersion.objects.update(digest="")
    with pytest.raises(CommandError, match="give the files a new number"):
        call_command("load_law")


def test_reading_a_version_costs_the_same_for_any_number_of_rows(law, django_assert_num_queries):
    with django_assert_num_queries(11):
        as_document(law)


def test_rules_are_read_once_and_follow_the_fingerprint(law):
    rules = current()
    assert rules is not None
    assert rules is ruleset_of(law)
    assert ruleset_version(law.number) is rules
    assert ruleset_version(99) is None
