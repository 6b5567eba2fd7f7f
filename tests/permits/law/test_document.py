"""The law document: read from files, complete, with one fingerprint."""

import json
from pathlib import Path

import pytest

from permits.law.document import FOLDER, LawDocumentError, digest, normalised, read_files

SHARED_PERMITS, SHARED_AUTHORITIES = 32, 36


def test_the_files_hold_the_whole_province(document):
    assert len(document["permitTypes"]) == SHARED_PERMITS
    assert len(document["authorities"]) == SHARED_AUTHORITIES
    assert len(document["municipalities"]) == 50
    assert len(document["competence"]) == 17


def test_the_contact_point_is_there_and_visibly_empty(document):
    contact = next(row for row in document["authorities"] if row["slug"] == "crma-spoc-nl")
    assert contact["isEmpty"]
    assert contact["website"] is None
    assert [row["slug"] for row in document["authorities"] if row["isEmpty"]] == ["crma-spoc-nl"]


def test_the_extended_procedure_is_six_months_and_never_silent_consent(document):
    """Awb 3:18, Ow 16.64(4): six months is not 26 weeks, and late does not mean granted."""
    for row in document["permitTypes"]:
        if row["procedure"] == "extended":
            assert row["term"]["rule"] == "extended", row["slug"]
            assert "zes maanden" in row["term"]["text"]["nl"]
            assert row["remedy"] == "appeal"
        if row["procedure"] == "regular":
            assert row["term"]["rule"] == "regular", row["slug"]
            assert row["remedy"] == "objection"
        if row["procedure"] in ("regular", "extended"):
            assert "niet dat u een vergunning hebt" in row["term"]["text"]["nl"]


def test_what_nobody_looked_up_has_no_term(document):
    without = {row["slug"] for row in document["permitTypes"] if row["term"]["rule"] is None}
    assert {"mijnbouw", "evoa", "vihb", "netaansluiting", "ets-emissievergunning"} <= without


def test_the_fingerprint_ignores_the_order_of_members_alone(document):
    turned = json.loads(json.dumps(document), object_pairs_hook=lambda pairs: dict(reversed(pairs)))
    assert digest(turned) == digest(document)
    document["permitTypes"][0]["name"]["nl"] += "."
    assert digest(turned) != digest(document)


def test_reading_twice_gives_the_same(document):
    assert digest(read_files()) == digest(normalised(document))


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (lambda d: d["authorities"].append(d["authorities"][0]), "authorities.bw: this row stands there twice"),
        (lambda d: d["permitTypes"][0].pop("trigger"), "permitTypes.mba-ippc: trigger is missing"),
        (lambda d: d["permitTypes"][0].update(colour="blue"), "permitTypes.mba-ippc: colour is unknown"),
        (lambda d: d["version"].pop("label"), "version: an object with"),
        (lambda d: d["competence"].append("c99"), "competence: every row is an object"),
    ],
)
def test_a_document_that_cannot_be_read_names_its_place(document, damage, told):
    damage(document)
    with pytest.raises(LawDocumentError, match=told):
        normalised(document)


def test_a_file_that_is_no_json_is_named(tmp_path: Path):
    for file in FOLDER.glob("*.json"):
        (tmp_path / file.name).write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "authorities.json").write_text("[{", encoding="utf-8")
    with pytest.raises(LawDocumentError, match=r"authorities\.json"):
        read_files(tmp_path)
