"""Pages of a selection are the parts of the whole in its order, whichever way they were found."""

from array import array
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyroaring import BitMap

from publication.index.orders import _MOST_WALKS, Orders
from tests.examples import examples

EVERYTHING = array("I", [pk * 37 % 1009 for pk in range(1, 1009)])


def orders(reads: list[str] | None = None) -> Orders:
    def read(name: str) -> array:
        if reads is not None:
            reads.append(name)
        return EVERYTHING

    return Orders(read)


def plain(order: str, wanted: set[int], first: set[int]) -> list[int]:
    walk = list(reversed(EVERYTHING)) if order.startswith("-") else list(EVERYTHING)
    return [pk for pk in walk if pk in wanted & first] + [pk for pk in walk if pk in wanted - first]


@pytest.mark.hypothesis
@given(
    st.sampled_from(["name", "-name"]),
    st.one_of(
        st.sets(st.integers(1, 1008), max_size=40), st.sampled_from([set(range(1, 900)), set(range(1, 1009, 3))])
    ),
    st.sets(st.integers(1, 1008), max_size=20),
    st.lists(st.tuples(st.integers(0, 1100), st.integers(1, 100)), min_size=1, max_size=4),
)
@examples(100)
def test_a_page_is_a_part_of_the_whole(order, wanted, first, asked):
    ours, whole = orders(), plain(order, wanted, first)
    assert list(ours.all(order, BitMap(wanted), BitMap(first))) == whole
    for offset, limit in asked:
        assert ours.page(order, BitMap(wanted), BitMap(first), offset, limit) == whole[offset : offset + limit]


@pytest.mark.parametrize("order", ["name", "-name"])
@pytest.mark.parametrize(("offset", "limit"), [(0, 10), (10, 10), (1000, 100), (1008, 10), (5000, 10)])
def test_a_page_of_everything(order, offset, limit):
    whole = plain(order, set(EVERYTHING), set())
    assert orders().page_of_everything(order, offset, limit) == whole[offset : offset + limit]


def test_turning_pages_walks_the_order_once():
    steps = 0

    class Counting(BitMap):
        def __contains__(self, pk):
            nonlocal steps
            steps += 1
            return super().__contains__(pk)

    ours, wanted = orders(), Counting(range(1, 1009, 3))
    pages = [ours.page("name", wanted, None, offset, 20) for offset in range(0, 340, 20)]
    assert list(chain(*pages)) == plain("name", set(wanted), set())
    assert steps <= len(EVERYTHING)


def test_a_change_is_read_again_and_few_walks_are_kept():
    reads: list[str] = []
    ours = orders(reads)
    for number in range(_MOST_WALKS + 10):
        ours.page("name", BitMap([number]), None, 0, 10)
    assert (reads, len(ours._walks)) == (["name"], _MOST_WALKS)
    ours.clear()
    assert not ours._walks
    ours.page("name", BitMap([1]), None, 0, 10)
    assert reads == ["name", "name"]
