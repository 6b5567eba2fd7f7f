"""What a list finds: the words of a question, others that mean the same, and none that only look alike."""

import pytest
from pyroaring import BitMap

from publication.finding.meaning import said
from publication.index.words import WordIndex
from publication.text import words_of

TEXTS = {
    1: "Recyclet lithium-ionbatterijen, recycles lithium-ion batteries",
    2: "Anodes voor accu's",
    3: "Handel in minerals, met een portal",
    4: "Kade in de haven van Den Haag",
    5: "Stichting voor e-waste",
    6: "Wolfraam tungsten W",
}


@pytest.fixture(scope="module")
def words() -> WordIndex:
    index = WordIndex()
    for pk, text in TEXTS.items():
        index.add(pk, words_of(text))
    return index


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("battery", {1, 2}),
        ("batterijen", {1, 2}),
        ("baterij", {1, 2}),  # a typing error in a word that the register itself does not have
        ("accu lithium", {1}),
        ("mining", set()),  # means a mine, and no mineral
        ("port", {3, 4}),  # what is typed may be a beginning, a synonym of four letters not
        ("harbour", {4}),
        ("The Hague", {4}),
        ("'s-Gravenhage", {4}),
        ("WEEE", {5}),
        ("elektronisch afval", {5}),
        ("wie werkt er met wolfram", {6}),
        ("W", {6}),
        ("wolfraam haven", set()),
        ("-", set()),
    ],
)
def test_words_are_found_by_what_they_mean(words: WordIndex, asked: str, found: set[int]) -> None:
    assert said(words, asked) == BitMap(found)
