"""The difference between two versions, per row and field, in words."""

import copy

from permits.law.comparing import compare


def changes(document, newer, section):
    found = next((one for one in compare(document, newer) if one.section == section), None)
    return list(found.rows) if found else []


def test_equal_documents_do_not_differ(document):
    assert compare(document, copy.deepcopy(document)) == []


def test_a_changed_text_is_told_by_its_language(document, settings):
    newer = copy.deepcopy(document)
    newer["permitTypes"][0]["name"]["en"] = "IED permit"
    (row,) = changes(document, newer, "permitTypes")
    assert (row.kind, row.slug) == ("changed", "mba-ippc")
    (change,) = row.changes
    assert change.label.endswith("(Engels)")
    assert list(change.after) == ["IED permit"]


def test_lists_tell_only_what_came_and_went(document):
    newer = copy.deepcopy(document)
    newer["permitTypes"][0]["legalBasis"].append({"law": "ob", "article": "4.4"})
    newer["permitTypes"][0]["documents"].pop()
    by_label = {change.label: change for change in changes(document, newer, "permitTypes")[0].changes}
    assert list(by_label["wettelijke grondslag"].after) == ["artikel 4.4 Omgevingsbesluit"]
    assert list(by_label["wettelijke grondslag"].before) == []
    assert len(by_label["stukken"].before) == 1
    assert list(by_label["stukken"].after) == []


def test_rows_that_came_and_went_are_named(document):
    newer = copy.deepcopy(document)
    gone = newer["authorities"].pop()
    added = copy.deepcopy(newer["authorities"][0]) | {"slug": "nieuw", "name": {"nl": "Nieuw", "en": "New"}}
    newer["authorities"].append(added)
    kinds = {row.kind: row.title for row in changes(document, newer, "authorities")}
    assert kinds == {"added": "Nieuw", "removed": gone["name"]["nl"]}


def test_conditions_and_authorities_are_words_not_json(document):
    newer = copy.deepcopy(document)
    rule = next(row for row in newer["competence"] if row["slug"] == "c8")
    rule["if"] = {"any": [{"permit": "mba-ippc"}, {"not": {"permit": "mba-seveso"}}]}
    rule["authority"] = {"kind": "water-board", "authority": None}
    (row,) = changes(document, newer, "competence")
    text = " ".join(line for change in row.changes for line in change.after)
    assert "“Omgevingsvergunning voor een ippc-installatie (complex bedrijf)” is nodig of niet (" in text
    assert "het waterschap van de locatie" in text
    assert "{" not in text


def test_a_moved_water_board_is_told_with_its_municipality(document):
    newer = copy.deepcopy(document)
    newer["municipalities"][0]["waterBoards"][0]["share"] = "part"
    found = next(one for one in compare(document, newer, {"GM0482": "Alblasserdam"}) if one.section == "municipalities")
    assert found.rows[0].title == "Alblasserdam"
    assert "deel" in found.rows[0].changes[0].after[0]


def test_a_term_is_told_by_its_rule_and_tells_what_differs(document):
    """Neither the names of parameters nor the text that stayed."""
    newer = copy.deepcopy(document)
    term = next(row for row in newer["permitTypes"] if row["slug"] == "mba-overig")["term"]
    term["rule"], term["params"] = "regular", {"consent": True}
    (row,) = changes(document, newer, "permitTypes")
    (change,) = row.changes
    assert change.label == "termijn"
    assert change.before == []
    assert change.after == ["Een andere overheid moet instemmen: ja"]


def test_days_and_groups_are_written_as_people_write_them(document):
    newer = copy.deepcopy(document)
    newer["version"]["inForceFrom"] = "2027-01-04"
    newer["questions"][0]["group"] = "water"
    assert changes(document, newer, "version")[0].changes[0].after == ["4 januari 2027"]
    assert changes(document, newer, "questions")[0].changes[0].after == ["Water"]


def test_the_head_of_a_version_is_told_in_words(document):
    newer = copy.deepcopy(document)
    newer["version"] |= {"label": "2026-12", "note": {"nl": "Anders.", "en": "Different."}}
    (row,) = changes(document, newer, "version")
    assert [change.label for change in row.changes] == ["aanduiding", "opmerking (Nederlands)", "opmerking (Engels)"]
