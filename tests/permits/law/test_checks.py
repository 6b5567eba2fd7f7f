"""Every check that keeps a version from being published: the files pass, and each damage is found at its place."""

import pytest

from permits.law.checks import check
from permits.law.findings import blocking


def rows(document, section, slug):
    key = "municipality" if section == "municipalities" else "slug"
    return next(row for row in document[section] if row[key] == slug)


def paths(document, around):
    return [finding.path for finding in blocking(check(document, around))]


def test_the_files_can_be_published(document, around):
    assert [str(finding) for finding in blocking(check(document, around))] == []


def test_what_is_doubtful_is_told_and_does_not_block(document, around):
    doubtful = {finding.path for finding in check(document, around) if not finding.blocks}
    assert "authorities.crma-spoc-nl" in doubtful
    assert "permitTypes.vihb.legalBasis" in doubtful


@pytest.mark.parametrize(
    ("slug", "procedure", "is_told"),
    [
        # c8 alone is about it, and says extended.
        ("natura-2000", "extended", False),
        ("natura-2000", "regular", True),
        # A change of it is regular (c17), which its other procedure says too.
        ("mba-ippc", "extended", False),
        # c6 leaves it to the permit type.
        ("opa-binnenplans", "extended", False),
        # The route rule sets what c15 does not.
        ("bouwmelding-gk1", "notification", False),
        ("bouwmelding-gk1", "extended", True),
    ],
)
def test_a_procedure_that_the_rules_contradict_is_told_and_does_not_block(document, around, slug, procedure, is_told):
    rows(document, "permitTypes", slug)["procedure"] = procedure
    found = [one for one in check(document, around) if one.path == f"permitTypes.{slug}.procedure"]
    assert [one.blocks for one in found] == ([False] if is_told else [])


@pytest.mark.parametrize(
    ("section", "slug", "change", "path"),
    [
        ("competence", "c1", {"legalBasis": []}, "competence.c1.legalBasis"),
        ("competence", "c1", {"legalBasis": [{"law": "wet-x", "article": "1"}]}, "competence.c1.legalBasis"),
        ("competence", "c1", {"legalBasis": [{"law": "ob", "article": "lid 4"}]}, "competence.c1.legalBasis"),
        ("competence", "c1", {"source": None}, "competence.c1.source"),
        ("competence", "c1", {"permitTypes": []}, "competence.c1.permitTypes"),
        ("competence", "c1", {"authority": {"kind": "fixed", "authority": None}}, "competence.c1.authority"),
        ("competence", "c1", {"authority": {"kind": "king", "authority": None}}, "competence.c1.authority"),
        ("permitTypes", "mba-ippc", {"authority": {"kind": "fixed", "authority": "gs-nh"}},
         "permitTypes.mba-ippc.authority"),
        ("permitTypes", "mba-ippc", {"advisers": ["nobody"]}, "permitTypes.mba-ippc.advisers"),
        ("permitTypes", "mba-ippc", {"stages": ["moon"]}, "permitTypes.mba-ippc.stages"),
        ("permitTypes", "mba-ippc", {"name": {"nl": "Naam", "en": ""}}, "permitTypes.mba-ippc.name"),
        ("permitTypes", "mba-ippc", {"documents": [{"nl": "", "en": "List"}]}, "permitTypes.mba-ippc.documents.1"),
        ("permitTypes", "mba-ippc", {"category": "wish"}, "permitTypes.mba-ippc.category"),
        ("permitTypes", "mba-ippc", {"confidence": "sure"}, "permitTypes.mba-ippc.confidence"),
        ("permitTypes", "mba-ippc", {"term": {"rule": "26-weeks", "params": {}, "text": {"nl": "a", "en": "b"}}},
         "permitTypes.mba-ippc.term"),
        ("permitTypes", "mba-overig", {"term": {"rule": "regular", "params": {"weeks": 9},
                                               "text": {"nl": "a", "en": "b"}}}, "permitTypes.mba-overig.term"),
        ("municipalities", "GM0599", {"waterBoards": []}, "permitTypes.lozing-regionaal.authority"),
        ("municipalities", "GM0599", {"environmentService": "bw"}, "municipalities.GM0599.environmentService"),
        ("municipalities", "GM0599", {"safetyRegion": "vr-x"}, "municipalities.GM0599.safetyRegion"),
        ("authorities", "dcmr", {"kind": "castle"}, "authorities.dcmr.kind"),
    ],
)  # fmt: skip
def test_damage_blocks_at_its_place(document, around, section, slug, change, path):
    rows(document, section, slug).update(change)
    assert path in paths(document, around)


def test_a_municipality_without_a_row_blocks(document, around):
    document["municipalities"] = [row for row in document["municipalities"] if row["municipality"] != "GM0503"]
    found = [finding for finding in check(document, around) if finding.path == "municipalities.GM0503"]
    assert [str(finding.reason) for finding in found] == ["Delft ontbreekt in de tabel."]


def test_no_grid_operator_blocks_the_permit_that_needs_one(document, around):
    document["authorities"] = [row for row in document["authorities"] if row["kind"] != "grid-operator"]
    assert "permitTypes.netaansluiting.authority" in paths(document, around)


def test_an_unknown_version_of_the_terms_blocks(document, around):
    document["version"]["termsVersion"] = "1998-01-01"
    assert "version.number.termsVersion" in paths(document, around)


def test_a_rule_without_basis_passes_only_where_its_permit_type_admits_it(document, around):
    rows(document, "permitTypes", "vihb")["unverified"] = []
    rules = [row["slug"] for row in document["rules"] if row["permitType"] == "vihb" and not row["legalBasis"]]
    assert rules
    assert f"rules.{rules[0]}.legalBasis" in paths(document, around)


def test_rules_that_go_round_block(document, around):
    questions = document["questions"]
    first, second = questions[0], questions[1]
    first["askIf"] = {"not": {"question": second["slug"], "is": "unknown"}}
    second["askIf"] = {"not": {"question": first["slug"], "is": "unknown"}}
    assert any(path.startswith("questions.") for path in paths(document, around))


def test_a_condition_about_an_unknown_question_names_the_path(document, around):
    rows(document, "competence", "c1")["if"] = {"all": [{"question": "colour", "is": "blue"}]}
    assert "competence.c1.if.all.0" in paths(document, around)
