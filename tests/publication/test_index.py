"""The index answers as a plain walk over the same records would, whatever was added, changed and taken away."""

from hypothesis import given
from hypothesis import strategies as st
from pyroaring import BitMap

from publication.index.facets import FacetIndex
from publication.index.grid import Box, GridIndex
from publication.index.words import WordIndex
from tests.examples import examples

STAGES = ["refining", "production", "knowledge"]
WORDS = ["kobalt", "kobaltoxide", "nikkel", "w", "wolfraam", "metaalrecycling", "co"]
PLACES = st.tuples(st.floats(51.6, 52.4), st.floats(3.8, 5.1))
# Each step sets or (None) takes away one of a few records, so that changes and returns happen often.
STEPS = st.lists(st.tuples(st.integers(1, 12), st.none() | st.sets(st.sampled_from(STAGES))), max_size=40)


@given(STEPS)
def test_facets_count_and_find_as_a_walk_does(steps: list[tuple[int, set[str] | None]]) -> None:
    index, records = FacetIndex(["stage"]), {}
    for pk, stages in steps:
        index.discard(pk)
        records.pop(pk, None)
        if stages is not None:
            index.add(pk, {"stage": stages})
            records[pk] = stages
    everything = BitMap(records)
    counts = {stage: sum(stage in stages for stages in records.values()) for stage in STAGES}
    assert index.counts("stage", everything) == {stage: count for stage, count in counts.items() if count}
    wanted = {"refining", "knowledge"}
    assert set(index.any_of("stage", wanted)) == {pk for pk, stages in records.items() if stages & wanted}


@given(st.lists(st.tuples(st.integers(1, 9), st.none() | st.sets(st.sampled_from(WORDS), min_size=1)), max_size=30))
def test_words_find_by_beginning_whatever_was_changed(steps: list[tuple[int, set[str] | None]]) -> None:
    index, records = WordIndex(), {}
    for pk, words in steps:
        index.discard(pk)
        records.pop(pk, None)
        if words is not None:
            index.add(pk, words)
            records[pk] = words
    for term in ("kobalt", "nikkel", "wolfr", "w"):
        found = set(index.search([term]) or ())
        hits = {
            pk
            for pk, words in records.items()
            if any(word == term or (len(term) > 2 and word.startswith(term)) for word in words)
        }
        assert found == hits or (not hits and found)


def test_words_forgive_what_people_type() -> None:
    index = WordIndex()
    index.add(1, ["wolfraam", "tungsten", "w"])
    index.add(2, ["metaalrecycling"])
    index.add(3, ["kobalt", "cobalt", "co"])
    assert set(index.search(["w"])) == {1}
    assert set(index.search(["wolfram"])) == {1}
    assert set(index.search(["recycling"])) == {2}
    assert set(index.search(["kobald"])) == {3}
    assert set(index.search(["cobalt", "kobalt"])) == {3}
    assert not index.search(["xyz"])
    assert index.search([]) is None


@given(st.lists(PLACES, max_size=60), PLACES, PLACES)
@examples(150)
def test_a_box_holds_what_lies_in_it(
    places: list[tuple[float, float]], one: tuple[float, float], other: tuple[float, float]
) -> None:
    grid = GridIndex()
    for pk, (latitude, longitude) in enumerate(places, start=1):
        grid.add(pk, latitude, longitude)
    south, north = sorted((one[0], other[0]))
    west, east = sorted((one[1], other[1]))
    box = Box(west, south, east, north)
    inside = {pk for pk, place in enumerate(places, start=1) if box.holds(*place)}
    assert set(grid.within(box)) == inside


@given(st.lists(PLACES, min_size=1, max_size=60), st.integers(1, 5))
def test_clusters_hold_every_record_once(places: list[tuple[float, float]], few: int) -> None:
    grid = GridIndex()
    for pk, (latitude, longitude) in enumerate(places, start=1):
        grid.add(pk, latitude, longitude)
    clusters = grid.clusters(Box(3.0, 51.0, 6.0, 53.0), grid.placed, few=few)
    assert sum(cluster.count for cluster in clusters) == len(places)
    named = [pk for cluster in clusters for pk in cluster.pks]
    assert len(named) == len(set(named))
    for cluster in clusters:
        assert cluster.count > few or len(cluster.pks) == cluster.count
        assert 51.5 < cluster.latitude < 52.5


def test_a_moved_record_leaves_its_old_cell() -> None:
    grid = GridIndex()
    grid.add(7, 51.92, 4.48)
    grid.discard(7)
    grid.add(7, 52.16, 4.49)
    assert set(grid.within(Box(4.4, 52.1, 4.6, 52.2))) == {7}
    assert not grid.within(Box(4.4, 51.9, 4.6, 52.0))
    grid.discard(7)
    assert not grid.placed
